// What is read goes its way through copies, pipelines, wrappers and caches: migrated and run, the program gives what it
// gave, and an expired entry is a missing one; or it is left, and the reason names the place.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { startProgram } from "../properties/execute.js";
import { HEAD, PIPELINES, WAYS } from "./ways-of-reads.js";

const NOW = Date.UTC(2027, 0, 15, 8);
const MINUTE = 60_000;
const VALUES: readonly unknown[] = [{ a: 1 }, "a text", "042", 7, [1, 2], { value: 3 }];

/** What a program gives for what it saved, what was saved before, and a key that is missing. */
async function seen(text: string, after: number): Promise<unknown[]> {
  const program = await startProgram({ "main.js": text, "pipelines.js": PIPELINES }, "main.js", NOW);
  for (const [position, value] of VALUES.entries()) {
    await program.call("save", `new${position}`, value, 60);
    program.seed(`old${position}`, JSON.stringify({ value, expiration_ttl: 60 }));
  }
  program.setTime(NOW + after);
  const keys = VALUES.flatMap((_, position) => [`new${position}`, `old${position}`]);
  const given: unknown[] = [];
  for (const key of [...keys, "never"]) given.push(await program.call("load", key));
  return given;
}

describe("a read that goes through", () => {
  const migrated = WAYS.map((way) => {
    const text = HEAD + way.code;
    return { ...way, text, migration: migrateFile({ text, fileName: "main.js" }) };
  });

  it.each(migrated.filter(({ left }) => left === undefined))("$name", async ({ text, migration }) => {
    expect(migration.findings.map(({ status }) => status)).toEqual(["rewritten"]);
    const before = await seen(text, MINUTE - 1);
    expect(before[0]).toEqual(["gives", VALUES[0]]);
    expect(await seen(migration.output, MINUTE - 1)).toEqual(before);
    // What is new has ended, and what was there before has no end that is known.
    const missing = before.at(-1);
    expect(await seen(migration.output, MINUTE + 1)).toEqual(
      before.map((given, position) => (position % 2 === 0 ? missing : given)),
    );
  });

  it.each(migrated.filter(({ left }) => left !== undefined))(
    "$name, and is left",
    ({ text, migration, left }) => {
      expect(migration.findings.map(({ status }) => status)).toEqual(["left"]);
      expect(migration.findings[0]?.reason).toMatch(left ?? "");
      expect(migration.output).toBe(text);
    },
  );
});
