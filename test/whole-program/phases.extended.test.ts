import { migrateFile, migrateProgram, type Phase } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { FACTS, fixtures } from "../migrate/fixtures.js";
import { programs } from "./programs.js";

/** The wrong reads and writes of all kinds, as they lie in the tests of one file and of many. */
const sources: readonly {
  readonly name: string;
  readonly migrate: (files: Files, phase: Phase) => Migrated;
  readonly files: Files;
}[] = [
  ...programs.map(({ name, before }) => ({
    name,
    files: before,
    migrate: (files: Files, phase: Phase) => migrateProgram(files, { phase, facts: () => FACTS }),
  })),
  ...fixtures.map(({ name, extension, before, settings }) => ({
    name,
    files: { [`program.${extension}`]: before },
    migrate: (files: Files, phase: Phase) => {
      const fileName = `program.${extension}`;
      const { output, error, ...found } = migrateFile({
        text: files[fileName] ?? "",
        fileName,
        settings,
        facts: FACTS,
        phase,
      });
      expect(error).toBeUndefined();
      return { files: { [fileName]: output }, ...found };
    },
  })),
];

type Files = Readonly<Record<string, string>>;
type Migrated = Pick<ReturnType<typeof migrateProgram>, "files"> & {
  readonly findings: readonly { readonly status: string; readonly waitsFor?: Phase }[];
  readonly reads: readonly { readonly status: string; readonly waitsFor?: Phase }[];
};

const rewritten = (items: Migrated["findings"]): number =>
  items.filter(({ status }) => status === "rewritten").length;
const waiting = (items: Migrated["findings"], phase: Phase): number =>
  items.filter(({ waitsFor }) => waitsFor === phase).length;

describe.each(sources)("$name, in two phases", ({ files, migrate }) => {
  const all = migrate(files, "all");
  const reads = migrate(files, "reads");

  // That nothing is left to do where all is done, other tests show of the same texts.
  it("ends where one run ends, and the first phase has nothing more to do when it runs again", () => {
    expect(migrate(reads.files, "reads").files).toEqual(reads.files);
    const writes = migrate(reads.files, "writes");
    expect(writes.files).toEqual(all.files);
    expect(rewritten(writes.findings)).toBe(rewritten(all.findings));
  });

  it("rewrites no write in the first phase, and none in the second before the first is done", () => {
    expect(rewritten(reads.findings)).toBe(0);
    expect(waiting(reads.findings, "writes")).toBe(rewritten(all.findings));
    expect(rewritten(reads.reads)).toBe(rewritten(all.reads));

    const early = migrate(files, "writes");
    expect(waiting(early.reads, "reads")).toBe(rewritten(all.reads));
    expect(waiting(early.findings, "reads") + rewritten(early.findings)).toBe(rewritten(all.findings));
    // A store without a read in sight needs no first phase.
    if (rewritten(all.reads) === 0) expect(early.files).toEqual(all.files);
    else expect(waiting(early.findings, "reads")).toBeGreaterThan(0);
  });
});
