import { readFileSync } from "node:fs";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
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
