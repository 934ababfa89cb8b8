import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { startKvServer } from "../kv-server/index.js";
import { createProgramDir, runSteps } from "../support/index.js";
import { fixtures, migrateText, type Fixture } from "./fixtures.js";
import { NOW, type Scenario } from "./scenario.js";

const isScenario = (value: unknown): value is { readonly default: Scenario } => typeof value === "object" && value !== null && "default" in value;

async function scenarioOf({ dir }: Fixture): Promise<Scenario> {
  const module: unknown = await import(pathToFileURL(join(dir, "scenario.ts")).href);
  if (!isScenario(module)) throw new Error("scenario.ts has no default export");
  return module.default;
}

/** Runs a text of the program through the scenario and gives what its calls gave. */
async function run(fixture: Fixture, text: string, { lines, env = {} }: Scenario): Promise<unknown[]> {
  const server = await startKvServer({ now: () => NOW });
  const entry = `program.${fixture.extension}`;
  const program = await createProgramDir({ ...fixture.others, [entry]: text });
  try {
    const steps = lines.map((line) => line.step);
    return await runSteps({ dir: program.dir, entry, server, nowMs: NOW, env }, steps);
  } finally {
    await program.remove();
    await server.close();
  }
}

const answers = ({ lines }: Scenario): unknown[] => lines.flatMap(({ step, gives }) => ("call" in step || "entries" in step ? [gives?.value] : []));

/** What each answer belongs to, so that a failure names its step. */
const named = ({ lines }: Scenario, given: readonly unknown[]): unknown[] => {
  const asked = lines.filter(({ step }) => "call" in step || "entries" in step);
  return asked.map(({ step }, position) => ({ step, gives: given[position] }));
};

describe.each(fixtures)("$name", (fixture) => {
  const migration = migrateText(fixture, fixture.before);

  it("is rewritten as its after.* says", () => {
    expect(migration.error).toBeUndefined();
    if (process.env["UPDATE_AFTER"] !== undefined) writeFileSync(join(fixture.dir, `after.${fixture.extension}`), migration.output);
    else expect(migration.output).toBe(fixture.after);
  });

  it("has nothing more to rewrite, and reports then what was left", () => {
    const again = migrateText(fixture, migration.output);
    expect(again.output).toBe(migration.output);
    const leftOf = (findings: typeof migration.findings): unknown => findings.filter((finding) => finding.status === "left").map(({ kind, fields, reason }) => ({ kind, fields, reason: reason?.replace(/line \d+, column \d+/, "") }));
    expect(leftOf(again.findings)).toEqual(leftOf(migration.findings));
    expect(again.findings.filter((finding) => finding.status !== "left")).toEqual([]);
  });

  it.runIf(fixture.hasScenario)("does what its scenario says once it is migrated, and did not before", async () => {
    const scenario = await scenarioOf(fixture);
    expect(named(scenario, await run(fixture, migration.output, scenario))).toEqual(named(scenario, answers(scenario)));
    expect(await run(fixture, fixture.before, scenario)).not.toEqual(answers(scenario));
  });
});
