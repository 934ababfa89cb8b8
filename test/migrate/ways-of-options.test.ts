// A binding's options come in many ways: migrated and run, a text lives as long as its options say, or it is left.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { startProgram } from "../properties/execute.js";
import { EDGE_RUNTIME, OPTIONS_HEAD, WAYS_OF_OPTIONS } from "./ways-of-options.js";

const NOW = Date.UTC(2027, 0, 15, 8);
const SECOND = 1000;
const FACTS = { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => [] };

/** What a program gives after a while for a text that it saved with a ttl of 60 seconds, one without, and an older one. */
async function seen(text: string, after: number): Promise<unknown[]> {
  const files = { "main.js": text, "@telnyx/edge-runtime.js": EDGE_RUNTIME };
  const program = await startProgram(files, "main.js", NOW);
  await program.call("save", "short", "042", 60);
  await program.call("save", "long", "a text");
  program.seed("old", "from before");
  program.setTime(NOW + after);
  const given: unknown[] = [];
  for (const key of ["short", "long", "old", "never"]) given.push(await program.call("load", key));
  return given;
}

describe("options that come as", () => {
  const migrated = WAYS_OF_OPTIONS.map((way) => {
    const text = OPTIONS_HEAD + way.code;
    return { ...way, text, migration: migrateFile({ text, fileName: "main.js", facts: FACTS }) };
  });

  it.each(migrated.filter(({ left }) => left === undefined))("$name", async ({ text, migration, always }) => {
    expect(migration.findings.map(({ status, reason }) => reason ?? status)).toEqual(
      migration.findings.map(() => "rewritten"),
    );
    const [short, long, old, missing] = await seen(text, 59 * SECOND);
    expect([short, long, old]).toEqual([
      ["gives", "042"],
      ["gives", "a text"],
      ["gives", "from before"],
    ]);
    expect(await seen(migration.output, 59 * SECOND)).toEqual([short, long, old, missing]);
    expect(await seen(migration.output, 61 * SECOND)).toEqual([
      missing,
      always === undefined ? long : missing,
      old,
      missing,
    ]);
    expect(migrateFile({ text: migration.output, fileName: "main.js", facts: FACTS }).output).toBe(
      migration.output,
    );
  });

  it.each(migrated.filter(({ left }) => left !== undefined))(
    "$name, and is left",
    ({ text, migration, left }) => {
      expect(migration.findings.length).toBeGreaterThan(0);
      for (const { status, reason } of migration.findings) {
        expect(status).toBe("left");
        expect(reason).toMatch(left ?? "");
      }
      expect(migration.output).toBe(text);
    },
  );
});
