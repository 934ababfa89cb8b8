// Why the migration has phases: while a version is rolled out, the version before it runs beside it, over one store.
import type { Phase } from "@kv-envelope/codemod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateFile } from "@kv-envelope/codemod";
import { FACTS, fixtures } from "../migrate/fixtures.js";
import { playScenario } from "../migrate/play.js";
import { MINUTE, after, call } from "../migrate/scenario.js";
import { createProgramDir, type ProgramDir } from "../support/index.js";

type Version = "before" | Exclude<Phase, "writes">;
const versions: readonly Version[] = ["before", "reads", "all"];

/** A writer that is given a ttl which the service ignores, and a reader that compares what is stored. */
const before = fixtures.find(({ name }) => name === "18-binding-text")?.before ?? "";
const migrated = (phase: Phase): string =>
  migrateFile({ text: before, fileName: "codes.ts", facts: FACTS, phase }).output;
const files = {
  "before.ts": before,
  "reads.ts": migrated("reads"),
  "all.ts": migrated("all"),
  "main.ts": versions.map((version) => `export * as ${version} from "./${version}.js";\n`).join(""),
};

describe("a writer and a reader of different versions over one store", () => {
  let program: ProgramDir;
  /** What each reader says of the code that each writer stored: at once, and when it should be gone. */
  const said = new Map<string, unknown>();

  beforeAll(async () => {
    program = await createProgramDir(files);
    const pairs = versions.flatMap((writer) => versions.map((reader) => ({ writer, reader })));
    const asks = pairs.map(({ writer, reader }) => call(`${reader}.verifyCode`, `by-${writer}`, "0042"));
    const writes = versions.map((writer) => call(`${writer}.createCode`, `by-${writer}`, "0042"));
    const answers = await playScenario(program.dir, "main.ts", {
      lines: [...writes, ...asks, after(5 * MINUTE + 1), ...asks],
    });
    pairs.forEach(({ writer, reader }, position) => {
      const first = versions.length + position;
      said.set(`${writer} ${reader}`, [answers[first], answers[first + pairs.length]]);
    });
  });
  afterAll(() => program.remove());

  const ofPair = (writer: Version, reader: Version): unknown => said.get(`${writer} ${reader}`);
  const LIVES_FOR_EVER = ["ok", "ok"];
  const EXPIRES = ["ok", "expired"];

  it("reads the first phase's code as the second phase's: only the writes differ", () => {
    expect(files["reads.ts"]).not.toBe(before);
    expect(files["all.ts"]).not.toBe(files["reads.ts"]);
    expect(
      migrateFile({ text: files["reads.ts"], fileName: "codes.ts", facts: FACTS, phase: "writes" }).output,
    ).toBe(files["all.ts"]);
  });

  it("goes right whenever the phases are deployed one after the other", () => {
    // The first deploy: versions `before` and `reads` run side by side, and both write as before.
    for (const writer of ["before", "reads"] as const)
      for (const reader of ["before", "reads"] as const)
        expect(ofPair(writer, reader)).toEqual(LIVES_FOR_EVER);
    // The second: versions `reads` and `all` run side by side, and both read tolerantly.
    for (const reader of ["reads", "all"] as const) {
      expect(ofPair("reads", reader)).toEqual(LIVES_FOR_EVER);
      expect(ofPair("all", reader)).toEqual(EXPIRES);
    }
    // What the first version left in the store is read for as long as it lies there.
    expect(ofPair("before", "all")).toEqual(LIVES_FOR_EVER);
  });

  it("goes wrong where the writes are deployed before every reader is tolerant", () => {
    expect(ofPair("all", "before")).toEqual(["wrong", "wrong"]);
  });
});
