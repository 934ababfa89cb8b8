// Plays a program through its scenario, and says what it had to give. Shared with the tests of whole programs.
import { pathToFileURL } from "node:url";
import { envOf, startKvServer, type Generation } from "../kv-server/index.js";
import { runSteps } from "../support/index.js";
import { NOW, type Line, type Scenario } from "./scenario.js";

/** What a `scenario.ts` exports by default. */
export async function loadScenario(file: string): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(file).href);
  if (typeof module !== "object" || module === null || !("default" in module))
    throw new Error(`${file} has no default export`);
  return module.default;
}

/**
 * Runs the program that lies in `dir`, with its clock and the server's at `NOW`, and gives what its calls gave.
 * @param generation of the service and the edge runtime; left out: the newest service, and the runtime that the scenario names
 */
export async function playScenario(
  dir: string,
  entry: string,
  { lines, env = {} }: Scenario,
  generation?: Generation,
): Promise<unknown[]> {
  const server = await startKvServer({ now: () => NOW, ...(generation === undefined ? {} : { generation }) });
  const runtime = generation === undefined ? {} : envOf(generation);
  try {
    const steps = lines.map((line) => line.step);
    return await runSteps({ dir, entry, server, nowMs: NOW, env: { ...env, ...runtime } }, steps);
  } finally {
    await server.close();
  }
}

const answered = ({ lines }: Scenario): Line[] =>
  lines.filter(({ step }) => "call" in step || "entries" in step);

/** What the calls must give, in the order of their answers. */
export const expectedAnswers = (scenario: Scenario): unknown[] =>
  answered(scenario).map(({ gives }) => gives?.value);

/** What each answer belongs to, so that a failure names its step. */
export const named = (scenario: Scenario, given: readonly unknown[]): unknown[] =>
  answered(scenario).map(({ step }, position) => ({ step, gives: given[position] }));
