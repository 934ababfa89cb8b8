// Generated programs are migrated and run: what a store of envelopes would do is what they must do then.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { migrate, type ProgramMigration } from "./migrate.js";
import { checkUnmigrated, expectedOf, NOTE, observe, observeNotes } from "./observe.js";
import { specs } from "./program/arbitrary.js";
import { modelProgram } from "./program/model.js";
import { renderProgram, type Program } from "./program/program.js";
import type { Shape, Spec } from "./program/spec.js";
import { checkLeft, checkSecondRun, checkTexts } from "./report-checks.js";
import { explained, runs, TIMEOUT_MS } from "./runs.js";

/** The least share of a shape's programs that is rewritten as a whole: to leave a write is no way out. */
const REWRITTEN_SHARE = 0.95;

/** How many places build a payload, each of which is one finding. */
const sitesOf = ({ payloadAt, writeDepth, operations }: Spec): number =>
  payloadAt === writeDepth + 1 ? operations.length : 1;

async function checkBehaviour(spec: Spec, before: Program, migration: ProgramMigration): Promise<boolean> {
  const model = modelProgram(spec);
  const values = spec.operations.map(({ value }) => value);
  const seen = await observe({ files: migration.files, entry: before.entry }, model, values);
  const was = await observe(before, model, values);
  checkUnmigrated(was, model);
  if (model.notes)
    expect(await observeNotes({ files: migration.files, entry: before.entry }, model.notes, NOTE)).toEqual([
      NOTE,
      ["gives", NOTE],
    ]);
  if (migration.findings.every(({ status }) => status === "rewritten")) {
    expect(seen).toEqual(expectedOf(model));
    return true;
  }
  // Each operation is either as it was or as it has to be, and never between.
  for (const [index, one] of seen.entries())
    expect([was[index], expectedOf(model)[index]]).toContainEqual(one);
  return false;
}

/** How many programs there were, and why what was left of them was. */
class Tally {
  #all = 0;
  #whole = 0;
  readonly #reasons = new Map<string, number>();

  add(isWhole: boolean, { findings }: ProgramMigration): void {
    this.#all++;
    if (isWhole) this.#whole++;
    for (const { reason } of findings)
      if (reason !== undefined) this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  check(): void {
    const reasons = [...this.#reasons]
      .sort(([, left], [, right]) => right - left)
      .map(([reason, count]) => `${count} × ${reason}`);
    const message = `${this.#whole} of ${this.#all} programs are rewritten as a whole; left:\n${reasons.slice(0, 12).join("\n")}\n`;
    expect(this.#whole / this.#all, message).toBeGreaterThanOrEqual(REWRITTEN_SHARE);
  }
}

export function describeShape(shape: Shape): void {
  describe(`programs with the shape ${shape}`, () => {
    it(
      "are migrated as a whole, and behave as on a store of envelopes",
      async () => {
        const tally = new Tally();
        await fc.assert(
          fc.asyncProperty(specs(shape), async (spec) => {
            const before = renderProgram(spec, "unmigrated");
            const migration = migrate(before.files);
            await explained([before.files, migration.files], migration.findings, async () => {
              expect(migration.problems).toEqual([]);
              expect(migration.findings).toHaveLength(sitesOf(spec));
              checkTexts(before.files, migration, before.bystanders);
              checkLeft(before.files, migration);
              checkSecondRun(migration, migrate(migration.files));
              tally.add(await checkBehaviour(spec, before, migration), migration);
            });
          }),
          runs(),
        );
        tally.check();
      },
      TIMEOUT_MS,
    );
  });
}
