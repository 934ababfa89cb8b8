// The programs of one file that are migrated and run.
import { join } from "node:path";
import { FACTS, fixtures, migrateText, programsDir, type Fixture } from "../migrate/fixtures.js";
import { openProgram } from "../whole-program/workspace.js";
import { lintedIn, programRow, type MigratedProgram, type ProgramRow } from "./program-cells.js";
import { inRepository } from "./root.js";
import type { Group } from "./table.js";

/** What `migrateText` knows of the project, as files: the rule reads them from the disk. */
const MANIFEST = {
  "func.toml": FACTS.manifestBindings()
    .map((name) => `[storage.kv.${name}]\n`)
    .join(""),
};

async function migrated(fixture: Fixture): Promise<MigratedProgram> {
  const { before, after, others, extension, settings, dir } = fixture;
  const file = `program.${extension}`;
  const { findings, reads, output, error } = migrateText(fixture, before);
  const program = await openProgram("lint", { ...others, ...MANIFEST, [file]: before });
  try {
    return {
      writes: findings.map((item) => ({ file, item })),
      reads: reads.map((item) => ({ file, item })),
      linted: new Set(lintedIn(file, join(program.dir, file), before, settings)),
      isGolden: error === undefined && output === after,
      before: () => inRepository(join(dir, `before.${extension}`)),
      after: () => inRepository(join(dir, `after.${extension}`)),
    };
  } finally {
    await program.remove();
  }
}

export async function oneFilePrograms(): Promise<Group & { readonly rows: readonly ProgramRow[] }> {
  const rows: ProgramRow[] = [];
  for (const fixture of fixtures) rows.push(programRow(fixture.name, fixture.dir, await migrated(fixture)));
  const tests = [
    "test/migrate/migrate.test.ts",
    "test/migrate/run.extended.test.ts",
    "test/migrate/types.test.ts",
    "test/parity/parity.test.ts",
  ];
  return { title: "Programs of one file", source: inRepository(programsDir), tests, rows };
}
