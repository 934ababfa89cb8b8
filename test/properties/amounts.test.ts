// Programs with generated ttls, absolute ends and metadata: what is stored, and what is read back, is what the payload
// of the unmigrated program means.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { envelopeFor } from "./amounts/model.js";
import { amountSpecs, inputsOf, metadataOf, NOW, renderAmounts, type AmountSpec } from "./amounts/program.js";
import type { Input } from "./amounts/expressions.js";
import { startProgram } from "./execute.js";
import { migrate } from "./migrate.js";
import { explained, runs, TIMEOUT_MS, type Files } from "./runs.js";

/** The least share of the programs that is rewritten: to leave a write is no way out. */
const REWRITTEN_SHARE = 0.9;
/** So many times as many programs as one of the other generator's shapes has. */
const SHARE = 3;
/** The usual run has the same programs each time, so that it fails for what was changed alone; a longer one looks further. */
const SEEDED = process.env["KV_PROPERTY_RUNS"] === undefined ? { seed: 14 } : {};
const YEAR_MS = 365 * 86_400_000;
const KEY = "k";

/** What a program does with one input. */
async function observe(files: Files, entry: string, spec: AmountSpec, input: Input, metadata: unknown) {
  const program = await startProgram(files, entry, NOW, input.env);
  const put = await program.call("put", KEY, spec.value, input.given, metadata);
  const stored = program.stored(KEY);
  const alive = await program.call("get", KEY);
  const at = async (time: number) => {
    program.setTime(time);
    return await program.call("get", KEY);
  };
  return { put, stored, alive, at };
}

async function check(spec: AmountSpec, before: Files, after: Files, entry: string): Promise<void> {
  for (const input of inputsOf(spec)) {
    for (const metadata of metadataOf(spec)) {
      const was = await observe(before, entry, spec, input, metadata);
      const is = await observe(after, entry, spec, input, metadata);
      expect(is.put, JSON.stringify({ input, metadata })).toEqual(was.put);
      if (was.stored === undefined) {
        expect(is.stored).toBeUndefined();
        continue;
      }
      const { text, end } = envelopeFor(was.stored, NOW);
      const isOver = end !== undefined && end < NOW;
      expect(is.alive).toEqual(isOver ? ["gives", null] : was.alive);
      expect(JSON.parse(is.stored ?? "null"), JSON.stringify({ input, metadata })).toEqual(JSON.parse(text));
      if (isOver) continue;
      expect(await is.at(end ?? NOW + YEAR_MS)).toEqual(was.alive);
      if (end !== undefined) expect(await is.at(end + 1)).toEqual(["gives", null]);
    }
  }
}

describe("generated ttls, absolute ends and metadata", () => {
  it(
    "mean after the migration what they meant before",
    async () => {
      const reasons: (string | undefined)[] = [];
      await fc.assert(
        fc.asyncProperty(amountSpecs, async (spec) => {
          const { path, text } = renderAmounts(spec);
          const before = { [path]: text };
          const migration = migrate(before);
          await explained([before, migration.files], migration.findings, async () => {
            expect(migration.problems).toEqual([]);
            const [left] = migration.findings.filter(({ status }) => status === "left");
            expect(migration.findings).not.toEqual([]);
            reasons.push(left?.reason);
            if (left !== undefined) expect(migration.files).toEqual(before);
            else await check(spec, before, migration.files, path);
          });
        }),
        { ...SEEDED, ...runs(SHARE) },
      );
      const left = reasons.filter((reason) => reason !== undefined);
      const message = `${left.length} of ${reasons.length} are left:\n${left.slice(0, 12).join("\n")}`;
      expect(1 - left.length / reasons.length, message).toBeGreaterThanOrEqual(REWRITTEN_SHARE);
    },
    TIMEOUT_MS,
  );
});
