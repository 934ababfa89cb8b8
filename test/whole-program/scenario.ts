// What a scenario of a whole program is written in: the words of the one-file programs, and where it starts.
import type { Scenario } from "../migrate/scenario.js";

export * from "../migrate/scenario.js";

export interface ProgramScenario extends Scenario {
  /** The module whose exports the scenario calls, as a path in the program's folder. */
  readonly entry: string;
}
