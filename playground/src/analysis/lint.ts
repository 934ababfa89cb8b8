import plugin from "@kv-envelope/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint/universal";
import type { Linter as ESLintLinter } from "eslint";
import { FILE_NAMES } from "./protocol.js";
import type { Problem, Program } from "./protocol.js";
import { placeOf } from "./place.js";

const linter = new Linter({ configType: "flat", cwd: "/" });

/** Without their schemas, which ESLint would make functions of: the page forbids itself `eval`, and gives no options. */
const rules = Object.fromEntries(
  Object.entries(plugin.rules).map(([name, rule]) => [
    name,
    { ...rule, meta: { ...rule.meta, schema: false as const } },
  ]),
);

/** What ESLint reports of a program with every rule of the plugin. */
export function lint(program: Program): Problem[] {
  const { text, expiry } = program;
  const config: ESLintLinter.Config = {
    files: FILE_NAMES.map((name) => `**/${name}`),
    languageOptions: {
      parser,
      sourceType: program.fileName.endsWith(".cjs") ? "commonjs" : "module",
      parserOptions: { ecmaFeatures: { jsx: /x$|js$/.test(program.fileName) } },
    },
    plugins: { "kv-envelope": { ...plugin, rules } },
    rules: { ...plugin.configs.all.rules },
    settings: { "kv-envelope": { expiry } },
  };
  return linter.verify(text, [config], { filename: placeOf(program) }).map((message) => ({
    from: offsetOf(text, message.line, message.column),
    to: offsetOf(text, message.endLine ?? message.line, message.endColumn ?? message.column),
    rule: message.ruleId ?? undefined,
    message: message.message,
    suggestions: (message.suggestions ?? []).map(({ desc, fix }) => ({
      title: desc,
      change: { from: fix.range[0], to: fix.range[1], insert: fix.text },
    })),
  }));
}

/** @param line counts from 1, as `column` does. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + column - 1, text.length);
}
