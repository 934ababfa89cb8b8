import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const docsOf = (ruleName: string): string =>
  readFileSync(new URL(`../docs/rules/${ruleName}.md`, import.meta.url), "utf8");
const docs = docsOf("no-verbatim-fields");

interface Example {
  readonly ruleName: string;
  readonly language: string;
  readonly code: string;
}

/** The code blocks between a heading of a rule's page and the next one. */
function examplesUnder(heading: string, ruleName: string): Example[] {
  const section =
    docsOf(ruleName)
      .split(/^(?=##+ )/m)
      .find((text) => text.startsWith(`### ${heading}\n`)) ?? "";
  return [...section.matchAll(/^```(?<language>\w+)\n(?<code>[^]*?)^```$/gm)].map(({ groups }) => ({
    ruleName,
    language: groups?.["language"] ?? "",
    code: groups?.["code"] ?? "",
  }));
}

/** Lints an example with the rule that it is on. */
const lint = ({ ruleName, language, code }: Example): Linter.LintMessage[] =>
  new Linter().verify(
    code,
    [
      { plugins: { "kv-envelope": plugin }, rules: { [`kv-envelope/${ruleName}`]: "error" } },
      { files: ["**/*.ts"], languageOptions: { parser } },
    ],
    `example.${language}`,
  );

describe.each(Object.keys(plugin.rules))("the examples of %s", (ruleName) => {
  it("are there", () => {
    expect(examplesUnder("Incorrect", ruleName).length).toBeGreaterThan(1);
    expect(examplesUnder("Correct", ruleName).length).toBeGreaterThan(1);
  });

  it.each(examplesUnder("Incorrect", ruleName))("incorrect: $code", (example) => {
    const messages = lint(example);
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message.ruleId).toBe(`kv-envelope/${ruleName}`);
  });

  it.each(examplesUnder("Correct", ruleName))("correct: $code", (example) => {
    expect(lint(example)).toEqual([]);
  });
});

describe("what is generated of the docs", () => {
  it("is up to date (`npm run docs` in this package writes it)", () => {
    const folder = fileURLToPath(new URL("..", import.meta.url));
    const generator = fileURLToPath(
      new URL("../node_modules/eslint-doc-generator/dist/bin/eslint-doc-generator.js", import.meta.url),
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [generator, "scripts/rule-docs", "--check"],
      { cwd: folder, encoding: "utf8" },
    );
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: "" });
  });
});

describe("the example of several files", () => {
  const section = docs.split(/^(?=## )/m).find((text) => text.startsWith("## With type information\n")) ?? "";
  const files = new Map(
    [...section.matchAll(/^```ts\n\/\/ (?<file>\S+)\n(?<code>[^]*?)^```$/gm)].map(({ groups }) => [
      `/${groups?.["file"] ?? ""}`,
      groups?.["code"] ?? "",
    ]),
  );

  /** The program of the files, as they stand in the docs. */
  const compile = (): ts.Program => {
    const options: ts.CompilerOptions = {
      noLib: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    return ts.createProgram([...files.keys()], options, {
      ...host,
      getCurrentDirectory: () => "/",
      fileExists: (file) => files.has(file),
      getSourceFile: (file, version) => ts.createSourceFile(file, files.get(file) ?? "", version, true),
    });
  };

  const reported = (parserOptions: Linter.ParserOptions): string[] =>
    [...files].flatMap(([filename, code]) =>
      new Linter({ cwd: "/" })
        .verify(
          code,
          [plugin.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser, parserOptions } }],
          { filename },
        )
        .map(({ ruleId, line }) => `${ruleId ?? ""} ${filename} ${code.split("\n")[line - 1] ?? ""}`),
    );

  it("is reported with type information, in the one file that is wrong", () => {
    expect(files.size).toBe(3);
    expect(reported({ programs: [compile()] })).toEqual([
      'kv-envelope/no-verbatim-fields /src/sessions.ts await store.put("session/1", JSON.stringify({ value: "token", expiration_ttl: 3600 }));',
    ]);
  });

  it("is silent without", () => {
    expect(reported({})).toEqual([]);
  });
});
