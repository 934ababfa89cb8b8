import { readFileSync } from "node:fs";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const docs = readFileSync(new URL("../docs/rules/no-verbatim-fields.md", import.meta.url), "utf8");

/** The code blocks between a heading and the next one. */
function examplesUnder(heading: string): { language: string; code: string }[] {
  const section = docs.split(/^(?=##+ )/m).find((text) => text.startsWith(`### ${heading}\n`)) ?? "";
  return [...section.matchAll(/^```(?<language>\w+)\n(?<code>[^]*?)^```$/gm)].map(({ groups }) => ({
    language: groups?.["language"] ?? "",
    code: groups?.["code"] ?? "",
  }));
}

const lint = (code: string, language: string): Linter.LintMessage[] =>
  new Linter().verify(
    code,
    [plugin.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser } }],
    `example.${language}`,
  );

describe("the examples of the docs", () => {
  it("are there", () => {
    expect(examplesUnder("Incorrect").length).toBeGreaterThan(3);
    expect(examplesUnder("Correct").length).toBeGreaterThan(3);
  });

  it.each(examplesUnder("Incorrect"))("incorrect: $code", ({ code, language }) => {
    const messages = lint(code, language);
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message.ruleId).toBe("kv-envelope/no-verbatim-fields");
  });

  it.each(examplesUnder("Correct"))("correct: $code", ({ code, language }) => {
    expect(lint(code, language)).toEqual([]);
  });
});

describe("the example of several files", () => {
  const section = docs.split(/^(?=## )/m).find((text) => text.startsWith("## With type information\n")) ?? "";
  const files = new Map(
    [...section.matchAll(/^```ts\n\/\/ (?<file>\S+)\n(?<code>[^]*?)^```$/gm)].map(({ groups }) => [`/${groups?.["file"] ?? ""}`, groups?.["code"] ?? ""]),
  );

  /** The program of the files, as they stand in the docs. */
  const compile = (): ts.Program => {
    const options: ts.CompilerOptions = { noLib: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
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
        .verify(code, [plugin.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser, parserOptions } }], { filename })
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
