// The programs that the codemod migrates as wholes, linted file by file with type information.
import path from "node:path";
import { migrateProgram } from "@kv-envelope/codemod";
import { projectFactsFor } from "@kv-envelope/project-facts";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import { programs } from "../../../test/whole-program/programs.js";
import type { Program } from "../../../test/whole-program/programs.js";
import { createHost } from "../../../test/whole-program/source-files.js";

/** What no linted file can see, by program: the codemod looks at all files, lint at one and what that imports. */
const NOT_SEEN: Readonly<Record<string, { readonly why: string; readonly files: readonly string[] }>> = {
  "08-curried": {
    why: "the file is handed what sends its request, and imports no more than its type",
    files: ["src/kv/write.ts"],
  },
  "09-injected-store": {
    why: "the files import an interface, and its implementation stands in a file that they don't import",
    files: ["src/reputation/caller-reputation.ts", "src/screening/screening-session.ts"],
  },
  "15-bulk-import": {
    why: "the file is handed the writer, and imports no more than its type",
    files: ["src/contacts/import.mts"],
  },
  "19-path-aliases": {
    why: "the writer's file names no field: its callers put them into what it serialises",
    files: ["src/core/storage/kv.ts"],
  },
  "32-codec-modules": {
    why: "the codec's file neither writes nor imports what does: its callers hand on what it returns",
    files: ["src/codec/entry.ts"],
  },
  "36-lazy-and-conditional": {
    why: "the package's `imports` name a client for each condition, and a bundler's resolution follows the one that is no KV client",
    files: ["src/cards.mjs"],
  },
};

const isSource = (file: string): boolean => /(?<!\.d)\.[cm]?[jt]sx?$/.test(file);

/** Installed packages of the workspace are links, which the program on disk here has not. */
const linksIn = (root: string): ts.CompilerOptions => ({
  paths: {
    "@acme/kv-client": [path.join(root, "packages/kv-client/src/index.ts")],
    "@acme/kv-client/keys": [path.join(root, "packages/kv-client/src/keys.ts")],
  },
});

function compile({ name, dir, before }: Program): ts.Program {
  const root = path.join(dir, "before");
  const tsconfig = path.join(root, "tsconfig.json");
  const { config }: { config?: unknown } =
    "tsconfig.json" in before ? ts.readConfigFile(tsconfig, (file) => ts.sys.readFile(file)) : { config: {} };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root, undefined, tsconfig);
  const defaults: ts.CompilerOptions = {
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const all = {
    ...defaults,
    ...options,
    ...(name === "06-pnpm-workspace" ? linksIn(root) : {}),
    allowJs: true,
    noEmit: true,
  };
  return ts.createProgram({
    rootNames: Object.keys(before)
      .filter(isSource)
      .map((file) => path.join(root, file)),
    options: all,
    host: createHost(all),
  });
}

/** `file:line:column` of what lint reports, each once. */
function linted(program: Program): string[] {
  const root = path.join(program.dir, "before");
  const linter = new Linter({ cwd: root });
  const languageOptions = { parser, parserOptions: { programs: [compile(program)] } };
  const config: Linter.Config[] = [
    { files: ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"], languageOptions },
    { plugins: { "kv-envelope": plugin }, rules: { "kv-envelope/no-verbatim-fields": "error" } },
  ];
  const found = Object.entries(program.before)
    .filter(([file]) => isSource(file))
    .flatMap(([file, text]) =>
      linter
        .verify(text, config, { filename: path.join(root, file), allowInlineConfig: false })
        .map(({ ruleId, line, column, message }) => {
          // A file that does not parse has no findings either.
          expect({ ruleId, message }).toMatchObject({ ruleId: "kv-envelope/no-verbatim-fields" });
          return `${file}:${line}:${column}`;
        }),
    );
  return [...new Set(found)].sort();
}

function migrated({ dir, before }: Program): string[] {
  const { findings } = migrateProgram(before, {
    facts: (file) => projectFactsFor(path.join(dir, "before", file)),
  });
  return [
    ...new Set(
      findings.flatMap(({ file, locations }) =>
        locations.map(({ line, column }) => `${file}:${line}:${column}`),
      ),
    ),
  ].sort();
}

describe("lint with type information", () => {
  it.each(programs)("finds in $name, file by file, what the codemod finds in the program", (program) => {
    const all = migrated(program);
    const unseen = NOT_SEEN[program.name]?.files ?? [];
    const isUnseen = (place: string): boolean => unseen.some((file) => place.startsWith(`${file}:`));
    expect(all.length).toBeGreaterThan(0);
    expect(linted(program)).toEqual(all.filter((place) => !isUnseen(place)));
    // Whoever makes one of them seen takes it off the list.
    expect(unseen.filter((file) => !all.some((place) => place.startsWith(`${file}:`)))).toEqual([]);
  });
});
