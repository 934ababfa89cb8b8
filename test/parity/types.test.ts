// The same programs in the rule by the file's text, in the rule with types as TypeScript's project service gives them,
// and in the codemod: which writes each of them finds, and what it makes of them.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { migrateProgram } from "@kv-envelope/codemod";
import { applyEdits } from "@kv-envelope/detector";
import plugin from "@kv-envelope/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "programs");
const RULE = "kv-envelope/no-verbatim-fields";
const linter = new Linter({ cwd: root });
const WITH_TYPES: Linter.ParserOptions = { projectService: true, tsconfigRootDir: root };

interface Program {
  readonly shape: string;
  readonly files: Readonly<Record<string, string>>;
}

const read = (file: string): string => readFileSync(file, "utf8");
const programs: readonly Program[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: shape }) => ({
    shape,
    files: Object.fromEntries(
      readdirSync(path.join(root, shape)).map((name) => [
        `${shape}/${name}`,
        read(path.join(root, shape, name)),
      ]),
    ),
  }));

/** In memory nothing is installed. */
const runtime = `declare module "@telnyx/edge-runtime" {
${read(path.join(import.meta.dirname, "../typed-receivers/types/edge-runtime.d.ts"))}}`;

const sourcesOf = ({ files }: Program): (readonly [name: string, text: string])[] =>
  Object.entries(files).filter(([name]) => !name.endsWith(".d.ts"));

/** `shape/main.ts:4`: the lines with a mark at their ends. */
const marked = (program: Program, mark: RegExp): string[] =>
  sourcesOf(program).flatMap(([name, text]) =>
    text.split("\n").flatMap((line, at) => (mark.test(line) ? [`${name}:${at + 1}`] : [])),
  );

const sorted = (places: readonly string[]): string[] => [...new Set(places)].sort();

/** What the rule says of a file. Suppression is ESLint's own matter. */
function lint(name: string, text: string, parserOptions: Linter.ParserOptions): Linter.LintMessage[] {
  const messages = linter.verify(
    text,
    [
      { files: ["**/*.{ts,cjs}"], languageOptions: { parser, parserOptions } },
      { plugins: { "kv-envelope": plugin }, rules: { [RULE]: "error" } },
    ],
    { filename: path.join(root, name), allowInlineConfig: false },
  );
  // A file that does not parse has no findings either.
  expect(messages.filter(({ ruleId }) => ruleId !== RULE)).toEqual([]);
  return messages;
}

const linted = (program: Program, options: Linter.ParserOptions): string[] =>
  sorted(
    sourcesOf(program).flatMap(([name, text]) =>
      lint(name, text, options).map(({ line }) => `${name}:${line}`),
    ),
  );

/** The file with the rule's first suggestion in it, where it has one finding. */
function suggested(name: string, text: string, options: Linter.ParserOptions): string | undefined {
  const [message, ...others] = lint(name, text, options);
  const fix = message?.suggestions?.[0]?.fix;
  if (fix === undefined || others.length > 0) return undefined;
  return applyEdits(text, [{ start: fix.range[0], end: fix.range[1], text: fix.text }]);
}

describe.each(programs)("$shape", (program) => {
  const { files } = program;
  const { findings, reads, files: migrated } = migrateProgram({ ...files, "edge-runtime.d.ts": runtime });
  const leftOf = (found: readonly { status: string; file: string; line: number }[]): string[] =>
    sorted(found.flatMap(({ status, file, line }) => (status === "left" ? [`${file}:${line}`] : [])));

  it("is understood by the codemod", () => {
    const places = findings.flatMap(({ file, locations }) => locations.map(({ line }) => `${file}:${line}`));
    expect(sorted(places)).toEqual(sorted(marked(program, /\/\/ put\b/)));
    expect(leftOf(findings)).toEqual(sorted(marked(program, /\/\/ put\b.*, left$/)));
    expect(sorted(reads.map(({ file, line }) => `${file}:${line}`))).toEqual(
      sorted(marked(program, /\/\/ get\b/)),
    );
    expect(leftOf(reads)).toEqual(sorted(marked(program, /\/\/ get, left$/)));
  });

  it("is linted the same with types", () => {
    expect(linted(program, WITH_TYPES)).toEqual(sorted(marked(program, /\/\/ put\b(?!, by the program)/)));
  });

  it("is linted the same without, but for what its imports say", () => {
    expect(linted(program, {})).toEqual(sorted(marked(program, /\/\/ put\b(?!, by)/)));
  });

  it("is repaired the same by each", () => {
    const [[name, text] = ["", ""], ...others] = sourcesOf(program);
    if (others.length > 0) return;
    const repaired = suggested(name, text, WITH_TYPES);
    expect(repaired).toEqual(suggested(name, text, {}));
    if (repaired !== undefined) expect(repaired).toEqual(migrated[name]);
  });
});
