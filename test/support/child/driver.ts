// Runs a scenario over a program's exports in the child process and sends back its result.
import { isRecord, type Start } from "../protocol.js";
import { ask, finish } from "./parent.js";
import { createContext, type ScenarioContext } from "./scenario.js";
import { playSteps } from "./steps.js";

const isStart = (value: unknown): value is Start =>
  isRecord(value) && isRecord(value["server"]) && Array.isArray(value["steps"]);

/** `scenario` undefined: the harness sends steps. */
export const drive = async (program: Record<string, unknown>, scenario: unknown): Promise<void> => {
  try {
    const start = await ask({ kind: "start" });
    if (!isStart(start)) throw new Error("the harness sent no start message");
    const context: ScenarioContext = createContext(program, start);
    if (scenario !== undefined && typeof scenario !== "function")
      throw new TypeError("the scenario module has no default function");
    const run = async (): Promise<unknown> =>
      typeof scenario === "function"
        ? Reflect.apply(scenario, undefined, [context])
        : playSteps(context, start.steps);
    finish(await run());
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    if (process.connected) process.disconnect();
  }
};
