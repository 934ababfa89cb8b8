import * as parser from "@typescript-eslint/parser";
import { RuleTester } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import { lintWithAllRules } from "./lint-all-rules.js";
import { readLookAlikes } from "./look-alikes.js";

RuleTester.describe = describe;
RuleTester.it = it;

const lookAlikes = readLookAlikes();

it("there are more than 80 look-alikes, each of its own name", () => {
  expect(lookAlikes.length).toBeGreaterThan(80);
  expect(new Set(lookAlikes.map(({ name }) => name)).size).toBe(lookAlikes.length);
});

const tester = new RuleTester({
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});
for (const [name, rule] of Object.entries(plugin.rules)) {
  tester.run(name, rule, {
    valid: lookAlikes.map(({ filename, code, name: caseName }) => ({ name: caseName, filename, code })),
    invalid: [],
  });
}

describe("with the words in the file that the rules look for first", () => {
  it.each(lookAlikes)("$name", ({ filename, code }) => {
    const { messages, lookedBy } = lintWithAllRules(filename, code, import.meta.dirname);
    expect(messages).toEqual([]);
    // Whatever else lets a rule pass a file: it was not for want of a word.
    expect(lookedBy).toContain("no-verbatim-fields");
  });
});
