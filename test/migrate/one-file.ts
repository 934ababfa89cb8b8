// Runs the programs of one file.
import { join } from "node:path";
import { createProgramDir } from "../support/index.js";
import type { Fixture } from "./fixtures.js";
import { loadScenario, playScenario } from "./play.js";
import type { Scenario } from "./scenario.js";

const isScenario = (value: unknown): value is Scenario =>
  typeof value === "object" && value !== null && "lines" in value;

/** The scenario of a program that has one. */
export async function scenarioOf({ name, dir }: Fixture): Promise<Scenario> {
  const scenario = await loadScenario(join(dir, "scenario.ts"));
  if (!isScenario(scenario)) throw new Error(`${name}: scenario.ts has no lines`);
  return scenario;
}

/** Runs a text of the program through the scenario and gives what its calls gave. */
export async function runText(fixture: Fixture, text: string, scenario: Scenario): Promise<unknown[]> {
  const entry = `program.${fixture.extension}`;
  const program = await createProgramDir({ ...fixture.others, [entry]: text });
  try {
    return await playScenario(program.dir, entry, scenario);
  } finally {
    await program.remove();
  }
}
