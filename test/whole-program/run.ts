import { playScenario } from "../migrate/play.js";
import type { ProgramScenario } from "./scenario.js";

export { expectedAnswers, named } from "../migrate/play.js";

/** Runs the program that lies in `dir` and gives what the scenario's calls gave. */
export const runScenario = (dir: string, scenario: ProgramScenario): Promise<unknown[]> =>
  playScenario(dir, scenario.entry, scenario);
