// The same programs linted with type information, and some of which only the compiler can tell what a receiver is.
import path from "node:path";
import { readFileSync, readdirSync } from "node:fs";
import plugin from "@kv-envelope/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { expect, it } from "vitest";
import { programs } from "./programs.js";

const here = import.meta.dirname;
const compilerFolder = path.join(here, "compiler", "programs");
const names = [
  ...programs.map((program) => program.path),
  ...readdirSync(compilerFolder).map((name) => path.join(compilerFolder, name)),
];

/** Keys that `valid-key` reports wherever a call of the service has them, be it a put or a get. */
const withColons = (text: string): string => text.replaceAll(/"([a-z]+)\/(\d+)"/g, '"$1:$2"');

function createProgram(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: { "@telnyx/edge-runtime": [path.join(here, "types/edge-runtime.d.ts")] },
  };
  const host = ts.createCompilerHost(options);
  // The packages are installed for another test.
  const installed = path.join(here, "../false-alarms/index.ts");
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) =>
      ts.resolveModuleName(text, text.startsWith("hono") ? installed : containing, options, host),
    );
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion) =>
    names.includes(name)
      ? ts.createSourceFile(name, withColons(readFileSync(name, "utf8")), languageVersion, true)
      : read(name, languageVersion);
  return ts.createProgram([...files], options, host);
}

const shared = createProgram(names);

it("the programs have no type error, by the real packages' types", () => {
  const ofPrograms = names.flatMap((name) => {
    const source = shared.getSourceFile(name);
    return source === undefined ? [] : shared.getSemanticDiagnostics(source);
  });
  expect(
    ofPrograms.map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ""} ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    ),
  ).toEqual([]);
});

const linter = new Linter({ cwd: here });

function lint(program: ts.Program, name: string, rule: string): number[] {
  const messages = linter.verify(
    withColons(readFileSync(name, "utf8")),
    [
      { files: ["**/*.ts"], languageOptions: { parser, parserOptions: { programs: [program] } } },
      { plugins: { "kv-envelope": plugin }, rules: { [`kv-envelope/${rule}`]: "error" } },
    ],
    { filename: name },
  );
  expect(messages.filter(({ ruleId }) => ruleId !== `kv-envelope/${rule}`)).toEqual([]);
  return [...new Set(messages.map(({ line }) => line))];
}

/** The lines that a program marks. */
const linesOf = (text: string, mark: RegExp): number[] =>
  text.split("\n").flatMap((line, at) => (mark.test(line) ? [at + 1] : []));

it.each(names.filter((name) => !name.endsWith(".d.ts")))("%s: each put and each get", (name) => {
  const text = readFileSync(name, "utf8");
  // Of the calls with a key that is written out there.
  expect(lint(shared, name, "valid-key")).toEqual(linesOf(text, /"[a-z]+\/\d+".*\/\/ (?:put|get)$/));
  expect(lint(shared, name, "no-verbatim-fields")).toEqual(linesOf(text, /\/\/ put$/));
});
