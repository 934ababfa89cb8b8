import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, expect, it } from "vitest";
import { createHost } from "../whole-program/source-files.js";
import { fixtures, migrateText, programsDir } from "./fixtures.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Beside the test packages, so that the programs' own imports resolve.
const dir = join(root, "test/node_modules/.cache/migrate-types");
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** What strict TypeScript says of the files, one line an error. */
function errorsOf(files: readonly string[]): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: {
      "@kv-envelope/runtime": [join(root, "packages/runtime/src/index.ts")],
      "@telnyx/edge-runtime": [join(root, "test/migrate/edge-runtime.d.ts")],
    },
  };
  const program = ts.createProgram(files, options, createHost(options));
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const place =
      file === undefined
        ? ""
        : `${relative(dir, file.fileName)}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1} `;
    return place + ts.flattenDiagnosticMessageText(messageText, " ");
  });
}

it("type-checks after the migration wherever it did before", () => {
  const files: string[] = [];
  for (const fixture of fixtures) {
    if (!/^[cm]?ts$/.test(fixture.extension)) continue;
    for (const [name, text] of [
      ["before", fixture.before],
      ["after", migrateText(fixture, fixture.before).output],
      ["server", migrateText(fixture, fixture.before, { expiry: "server" }).output],
      ["both", migrateText(fixture, fixture.before, { expiry: "both" }).output],
    ] as const) {
      const folder = join(dir, fixture.name, name);
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `program.${fixture.extension}`);
      writeFileSync(file, text);
      for (const [other, content] of Object.entries(fixture.others))
        writeFileSync(join(folder, other), content);
      files.push(file);
    }
  }
  expect(files.length).toBeGreaterThan(40);
  const errors = errorsOf(files);
  expect(errors.filter((error) => error.includes("/before/"))).toEqual([]);
  expect(errors).toEqual([]);
});

it("has scenarios and golden files that type-check themselves", () => {
  const scenarios = readdirSync(programsDir).map((name) => join(programsDir, name, "scenario.ts"));
  const clock = join(root, "test/support/child/clock.ts");
  expect(errorsOf([clock, ...scenarios.filter((file) => ts.sys.fileExists(file))])).toEqual([]);
  for (const { name, after } of fixtures) expect(after, name).toBeDefined();
});
