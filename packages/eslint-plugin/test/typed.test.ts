import { readFileSync } from "node:fs";
import path from "node:path";
import { RuleTester } from "@typescript-eslint/rule-tester";
import { afterAll, describe, it } from "vitest";
import { noVerbatimFields } from "../src/rules/no-verbatim-fields.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

// Files of which only the imported ones name the service, linted as they stand.
const tsconfigRootDir = path.join(import.meta.dirname, "fixtures", "typed");
const typed = new RuleTester({
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir } },
});
const typedByProject = new RuleTester({
  languageOptions: { parserOptions: { project: true, tsconfigRootDir } },
});
const untyped = new RuleTester();

interface Fixture {
  readonly name: string;
  readonly filename: string;
  readonly code: string;
}

const fixture = (name: string): Fixture => {
  const filename = path.join(tsconfigRootDir, name);
  return { name, filename, code: readFileSync(filename, "utf8") };
};

const WRONG = "JSON.stringify({ value: token, expiration_ttl: 3600 })";

const repaired = (code: string): string => code.replace(WRONG, "encodeEnvelope(token, { ttlSeconds: 3600 })");

/** Where the field is that is reported. */
function placeOf(code: string): { line: number; column: number; endLine: number; endColumn: number } {
  const field = "expiration_ttl: 3600";
  const before = code.slice(0, code.indexOf(WRONG) + WRONG.indexOf(field)).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  return { line: before.length, column, endLine: before.length, endColumn: column + field.length };
}

const suggested = ({ code }: Fixture) =>
  ({
    messageId: "bodyField",
    ...placeOf(code),
    suggestions: [{ messageId: "writeEnvelope", output: repaired(code) }],
  }) as const;

/** Reported, without a suggestion. */
const reported = ({ code }: Fixture) =>
  ({ messageId: "bodyField", ...placeOf(code), suggestions: [] }) as const;

/** Reported once, with the suggestion that repairs it. */
const found = (name: string) => {
  const file = fixture(name);
  return { ...file, errors: [suggested(file)] };
};

/** By how the writer gets there. */
const FOLLOWED = [
  "function.ts",
  "barrel.ts",
  "namespace.ts",
  "alias.ts",
  "class.ts",
  "factory.ts",
  "interface.ts",
  "container.ts",
  "handed.ts",
  "lazy.ts",
  "required.ts",
  "required.cjs",
  "cycle.ts",
];

/** What has the look of it, and is not: other vendors' clients, and imports that lead nowhere. */
const NEVER = ["vendor-function.ts", "vendor-class.ts", "unrelated.ts", "broken.ts", "declared.ts"];

const QUICK_START_NAME = fixture("vendor-kvput.ts");
const OPAQUE = fixture("opaque.ts");
const WITH_READ = fixture("with-read.ts");

const declares = (helper: string | { name: string; from: string }): Record<string, unknown> => ({
  "kv-envelope": { writers: [helper] },
});

typed.run("no-verbatim-fields, with type information", noVerbatimFields, {
  valid: [
    ...NEVER.map(fixture),
    {
      ...QUICK_START_NAME,
      name: "another vendor's function with the quick start's name: its declaration is known",
    },
    { ...OPAQUE, name: "a function of which nothing tells that it writes" },
  ],
  invalid: [
    ...FOLLOWED.map(found),
    {
      ...OPAQUE,
      name: "a writer that the settings declare by name",
      settings: declares("putOpaque"),
      errors: [suggested(OPAQUE)],
    },
    {
      ...OPAQUE,
      name: "a writer that the settings declare by name and module",
      settings: declares({ name: "putOpaque", from: "./lib/opaque.js" }),
      errors: [suggested(OPAQUE)],
    },
    {
      ...WITH_READ,
      name: "a read in another file: no suggestion",
      errors: [reported(WITH_READ)],
    },
  ],
});

typedByProject.run("no-verbatim-fields, with type information by `project`", noVerbatimFields, {
  valid: NEVER.map(fixture).map(underRoot),
  invalid: ["barrel.ts", "container.ts", "required.cjs"].map(found).map(underRoot),
});

untyped.run("no-verbatim-fields, without type information, in the same files", noVerbatimFields, {
  valid: [...[...FOLLOWED, ...NEVER].map(fixture), OPAQUE, WITH_READ],
  invalid: [
    {
      ...fixture("function.ts"),
      name: "a writer that the settings declare by name",
      settings: declares("storeText"),
      errors: [suggested(fixture("function.ts"))],
    },
    {
      ...OPAQUE,
      name: "a writer that the settings declare by name and module",
      settings: declares({ name: "putOpaque", from: "./lib/opaque.js" }),
      errors: [suggested(OPAQUE)],
    },
    {
      ...QUICK_START_NAME,
      name: "the quick start's name, of which nothing more is known",
      errors: [suggested(QUICK_START_NAME)],
    },
  ],
});

/** With `project` the tester itself puts the root before a file's name. */
function underRoot<T extends Fixture>(file: T): T {
  return { ...file, filename: file.name };
}
