// The rule over one file, as ESLint runs it.
import plugin from "@kv-envelope/eslint-plugin";
import type { Settings } from "@kv-envelope/codemod";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";

const RULE = "kv-envelope/no-verbatim-fields";
/** What the codemod rewrites is this rule's matter alone. */
const onlyRule: Linter.Config = { plugins: { "kv-envelope": plugin }, rules: { [RULE]: "error" } };
const linter = new Linter({ cwd: "/" });

/**
 * What the rule reports, in source order. ESLint counts without the BOM, as the codemod does.
 * @throws {Error} if ESLint says anything else: a file that does not parse has no findings either.
 */
export function lintText(file: string, text: string, settings: Settings = {}): Linter.LintMessage[] {
  const languageOptions = { parser, parserOptions: { ecmaFeatures: { jsx: /x$|js$/.test(file) } } };
  // A pattern of its own for the extensions: `**/*` alone configures no file in ESLint.
  const files = ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"];
  const messages = linter.verify(
    text,
    [{ settings: { "kv-envelope": settings } }, { files, languageOptions }, onlyRule],
    {
      filename: file,
      allowInlineConfig: false,
    },
  );
  const foreign = messages.find(({ ruleId }) => ruleId !== RULE);
  if (foreign !== undefined) throw new Error(`${file}: ${foreign.message}`);
  return messages;
}
