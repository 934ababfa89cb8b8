// The programs of one file are run, as their authors wrote them and migrated.
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

describe.each(fixtures.filter(({ hasScenario }) => hasScenario))("$name", (fixture) => {
  it("does what its scenario says once it is migrated, and did not before", async () => {
    const scenario = await scenarioOf(fixture);
    const { output } = migrateText(fixture, fixture.before);
    expect(named(scenario, await run(fixture, output, scenario))).toEqual(
      named(scenario, expectedAnswers(scenario)),
    );
    // One that the program satisfies anyway would show nothing.
    expect(await run(fixture, fixture.before, scenario)).not.toEqual(expectedAnswers(scenario));
  });
});
