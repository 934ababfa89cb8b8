import { describe, expect, it } from "vitest";
import { fixtures } from "./fixtures.js";
import { runText, scenarioOf } from "./one-file.js";
import { expectedAnswers } from "./play.js";

// A scenario that the program satisfies anyway would show nothing of its migration.
describe.each(fixtures.filter(({ hasScenario }) => hasScenario))(
  "$name, as its author wrote it",
  (fixture) => {
    it("does not do what its scenario says", async () => {
      const scenario = await scenarioOf(fixture);
      expect(await runText(fixture, fixture.before, scenario)).not.toEqual(expectedAnswers(scenario));
    });
  },
);
