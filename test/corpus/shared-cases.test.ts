import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import { readExpectation } from "./expectation.js";
import type { Expectation } from "./expectation.js";

const shared = fileURLToPath(new URL("../../../shared", import.meta.url));
/** Two sets; the second one's numbers go on where the first one ends. */
const folders = ["cases", "cases-2"]
  .map((name) => path.join(shared, name))
  .filter((folder) => existsSync(folder));
const isHere = folders.length > 0;

/** The README of the cases says that these two belong to further rules: for `no-verbatim-fields` they are cases to be ignored. */
const RULE_OF: Readonly<Record<string, string>> = {
  "flag/79-binding-expirationttl-zero.ts": "valid-ttl",
  "flag/84-cli-spawn-metadata.mjs": "no-cli-expiry-flags",
};
const OF_OTHER_RULES = Object.keys(RULE_OF);

/**
 * Cases whose stated line is not the one that the README of the cases defines ("those of the offending
 * property"), with the line that is. Checked below against the text, so that a mended case shows up here.
 */
const MISSTATED: Readonly<Record<string, { readonly stated: number; readonly property: number }>> = {
  "flag/90-quickstart-kvput-call.js": { stated: 12, property: 13 },
};

const filesIn = (verdict: string): string[] =>
  folders.flatMap((folder) => readdirSync(path.join(folder, verdict)).map((name) => `${verdict}/${name}`));

const pathOf = (name: string): string => {
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${name}: in none of ${folders.join(", ")}`);
  return found;
};

const read = (name: string): string => readFileSync(pathOf(name), "utf8");

const linter = new Linter({ cwd: shared });

function expectationOf(name: string): Expectation {
  const expectation = readExpectation(read(name));
  const misstated = MISSTATED[name];
  if (misstated === undefined) return expectation;
  return {
    ...expectation,
    lines: expectation.lines.map((line) => (line === misstated.stated ? misstated.property : line)),
  };
}

function lint(
  name: string,
  text = read(name),
  allowInlineConfig = true,
  rule = "no-verbatim-fields",
): Linter.LintMessage[] {
  const messages = linter.verify(
    text,
    [
      { settings: { "kv-envelope": expectationOf(name).settings } },
      { files: ["**/*.ts", "**/*.tsx"], languageOptions: { parser } },
      { plugins: { "kv-envelope": plugin }, rules: { [`kv-envelope/${rule}`]: "error" } },
    ],
    { filename: pathOf(name), allowInlineConfig },
  );
  // A file that does not parse has no findings either: never mistake the one for the other.
  expect(messages.filter((message) => message.ruleId !== `kv-envelope/${rule}`)).toEqual([]);
  return messages;
}

const linesOf = (messages: readonly Linter.LintMessage[]): number[] => [
  ...new Set(messages.map(({ line }) => line)),
];

it.skipIf(isHere)(
  "the shared cases are not beside this checkout (../shared/cases): nothing of them is tested",
  () => undefined,
);

describe.runIf(isHere)("shared cases", () => {
  const flagged = filesIn("flag").filter((name) => !OF_OTHER_RULES.includes(name));
  const certain = flagged.filter((name) => expectationOf(name).tier !== "C");
  const uncertain = flagged.filter((name) => expectationOf(name).tier === "C");
  const ignored = [...filesIn("ignore"), ...OF_OTHER_RULES];

  it("are all there", () => {
    expect(certain.length).toBeGreaterThan(40);
    expect(ignored.length).toBeGreaterThan(50);
    expect(filesIn("flag")).toEqual(expect.arrayContaining([...OF_OTHER_RULES]));
  });

  it.each(Object.entries(MISSTATED))(
    "%s: states a line on which none of its fields is",
    (name, { stated, property }) => {
      const { lines, fields } = readExpectation(read(name));
      const text = read(name).split("\n");
      const holdsField = (line: number): boolean =>
        fields.some((field) => text[line - 1]?.includes(field) === true);
      expect(lines).toContain(stated);
      expect([holdsField(stated), holdsField(property)]).toEqual([false, true]);
    },
  );

  it.each(certain)("%s: every line and field", (name) => {
    const { lines, fields } = expectationOf(name);
    const messages = lint(name);
    expect(linesOf(messages)).toEqual(lines);
    for (const field of fields)
      expect(messages.map(({ message }) => message).join("\n")).toContain(`\`${field}\``);
  });

  it.each(uncertain)("%s: no line but those expected", (name) => {
    const { lines } = expectationOf(name);
    expect(lines).toEqual(expect.arrayContaining(linesOf(lint(name))));
  });

  it.each(flagged)("%s: each suggestion leaves a program that parses and has fewer findings", (name) => {
    const text = read(name);
    const before = lint(name);
    for (const { fix } of before.flatMap(({ suggestions = [] }) => suggestions)) {
      const repaired = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
      expect(lint(name, repaired).length).toBeLessThan(before.length);
    }
  });

  it.each(ignored)("%s: nothing", (name) => {
    expect(lint(name)).toEqual([]);
  });

  it.each(Object.entries(RULE_OF))("%s: every line and field, by %s", (name, rule) => {
    const { lines, fields } = expectationOf(name);
    const messages = lint(name, read(name), true, rule);
    expect(linesOf(messages)).toEqual(lines);
    for (const field of fields)
      expect(messages.map(({ message }) => message).join("\n")).toContain(`\`${field}\``);
  });

  it("ignore/99: found, and silenced by the comment alone", () => {
    const name = "ignore/99-eslint-disabled.ts";
    expect(linesOf(lint(name, read(name), false))).toEqual([7]);
  });
});
