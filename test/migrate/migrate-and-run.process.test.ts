import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgramDir } from "../support/index.js";
import { fixtures, migrateText, type Fixture } from "./fixtures.js";
import { expectedAnswers, loadScenario, named, playScenario } from "./play.js";
import type { Scenario } from "./scenario.js";

const isScenario = (value: unknown): value is Scenario =>
  typeof value === "object" && value !== null && "lines" in value;

async function scenarioOf({ name, dir }: Fixture): Promise<Scenario> {
  const scenario = await loadScenario(join(dir, "scenario.ts"));
  if (!isScenario(scenario)) throw new Error(`${name}: scenario.ts has no lines`);
  return scenario;
}

/** Runs a text of the program through the scenario and gives what its calls gave. */
async function run(fixture: Fixture, text: string, scenario: Scenario): Promise<unknown[]> {
  const entry = `program.${fixture.extension}`;
  const program = await createProgramDir({ ...fixture.others, [entry]: text });
  try {
    return await playScenario(program.dir, entry, scenario);
  } finally {
    await program.remove();
  }
}

describe.each(fixtures)("$name", (fixture) => {
  const migration = migrateText(fixture, fixture.before);

  it("is rewritten as its after.* says", () => {
    expect(migration.error).toBeUndefined();
    if (process.env["UPDATE_AFTER"] !== undefined)
      writeFileSync(join(fixture.dir, `after.${fixture.extension}`), migration.output);
    else expect(migration.output).toBe(fixture.after);
  });

  it("has nothing more to rewrite, and reports then what was left", () => {
    const again = migrateText(fixture, migration.output);
    expect(again.output).toBe(migration.output);
    const leftOf = (findings: typeof migration.findings): unknown =>
      findings
        .filter((finding) => finding.status === "left")
        .map(({ kind, fields, reason }) => ({
          kind,
          fields,
          reason: reason?.replace(/line \d+, column \d+/, ""),
        }));
    expect(leftOf(again.findings)).toEqual(leftOf(migration.findings));
    expect(again.findings.filter((finding) => finding.status !== "left")).toEqual([]);
  });

  it.runIf(fixture.hasScenario)(
    "does what its scenario says once it is migrated, and did not before",
    async () => {
      const scenario = await scenarioOf(fixture);
      expect(named(scenario, await run(fixture, migration.output, scenario))).toEqual(
        named(scenario, expectedAnswers(scenario)),
      );
      expect(await run(fixture, fixture.before, scenario)).not.toEqual(expectedAnswers(scenario));
    },
  );
});
