import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { programs } from "./programs.js";
import { expectedAnswers, named, runScenario } from "./run.js";
import { ownErrors, typeErrors } from "./types.js";
import { openProgram } from "./workspace.js";

describe.each(programs)("$name, as its team wrote it", ({ name, before, scenario }) => {
  it("type-checks", async () => {
    const program = await openProgram(name, before);
    try {
      expect(typeErrors(program.dir)).toEqual([]);
    } finally {
      await program.remove();
    }
  });

  it.skipIf(scenario === undefined)("runs, and does not do what its scenario says", async () => {
    if (scenario === undefined) return;
    const expected = await scenario();
    const program = await openProgram(name, before);
    try {
      const answers = await runScenario(program.dir, expected);
      expect(named(expected, answers)).not.toEqual(named(expected, expectedAnswers(expected)));
    } finally {
      await program.remove();
    }
  });
});

it("has scenarios that type-check themselves", () => {
  // The harness' clock declares a global that the scenarios' imports lead to.
  const clock = fileURLToPath(new URL("../support/child/clock.ts", import.meta.url));
  expect(
    ownErrors([
      clock,
      ...programs.filter(({ scenario }) => scenario !== undefined).map(({ dir }) => join(dir, "scenario.ts")),
    ]),
  ).toEqual([]);
});
