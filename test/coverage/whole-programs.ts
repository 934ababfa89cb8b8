// The programs of many files that are migrated as a whole and run. Lint sees one file at a time.
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { faultsIn, migrateIn } from "../whole-program/migrate.js";
import { programs, programsDir, type Program } from "../whole-program/programs.js";
import { openProgram } from "../whole-program/workspace.js";
import { lintedIn, programRow, type MigratedProgram, type ProgramRow } from "./program-cells.js";
import { inRepository } from "./root.js";
import type { Group } from "./table.js";

async function migrated({ name, dir, before, after }: Program): Promise<MigratedProgram> {
  const program = await openProgram(name, before);
  try {
    const result = await migrateIn(program.dir);
    const { outcomes, settings } = result;
    const changed = Object.fromEntries(
      Object.entries(program.read()).filter(([path, text]) => before[path] !== text),
    );
    // The rule goes by the text that it is given; on the disk it only looks for what surrounds the file.
    const linted = outcomes.flatMap(({ file }) =>
      lintedIn(file, join(program.dir, file), before[file] ?? "", settings),
    );
    const golden = Object.keys(after ?? {});
    return {
      writes: outcomes.flatMap(({ file, findings }) => findings.map((item) => ({ file, item }))),
      reads: outcomes.flatMap(({ file, reads }) => reads.map((item) => ({ file, item }))),
      linted: new Set(linted),
      isGolden: faultsIn(result).length === 0 && isDeepStrictEqual(changed, after),
      before: (file) => inRepository(join(dir, "before", file)),
      // A write can be repaired in a file that it only calls.
      after: (file) => inRepository(join(dir, "after", golden.includes(file) ? file : (golden[0] ?? ""))),
    };
  } finally {
    await program.remove();
  }
}

export async function wholePrograms(): Promise<Group & { readonly rows: readonly ProgramRow[] }> {
  const rows: ProgramRow[] = [];
  for (const fixture of programs) rows.push(programRow(fixture.name, fixture.dir, await migrated(fixture)));
  const tests = [
    "test/whole-program/migrated.process.test.ts",
    "test/whole-program/unmigrated.extended.test.ts",
    "test/coverage/coverage.extended.test.ts",
  ];
  return { title: "Programs of several files", source: inRepository(programsDir), tests, rows };
}
