// The programs of many files with the other remedies: they type-check, pass their own check, and do what their scenario says
// of the envelope where they are rewritten whole.
import { describe, expect, it } from "vitest";
import { NEWEST, type Generation } from "../kv-server/index.js";
import { playScenario } from "../migrate/play.js";
import { faultsIn, leftIn, migrateIn } from "./migrate.js";
import { programs } from "./programs.js";
import { typeErrors } from "./types.js";
import { openProgram } from "./workspace.js";

interface Remedy {
  readonly args: readonly string[];
  readonly generation: Generation;
  /** How many programs are rewritten whole: may only grow. */
  readonly rewritten: number;
  /** Programs that do something else than under an envelope, with why; no other may. */
  readonly otherwise: Readonly<Record<string, string>>;
}

const OLD_ENTRY = "an old entry says its own end, which no read looks at";
const AT_ITS_END = "at its very end the service has deleted it, where an envelope is alive still";

const REMEDIES: Readonly<Record<string, Remedy>> = {
  server: {
    args: ["--expiry", "server"],
    generation: NEWEST,
    rewritten: 21,
    otherwise: {
      "03-namespace-imports": OLD_ENTRY,
      "13-rates-cron": `${AT_ITS_END}; ${OLD_ENTRY}`,
      "21-sdk-store-class": OLD_ENTRY,
      "26-mixed-layers": OLD_ENTRY,
    },
  },
  unwrap: { args: ["--expiry", "server", "--unwrap"], generation: NEWEST, rewritten: 5, otherwise: {} },
  both: {
    args: ["--expiry", "both"],
    generation: NEWEST,
    rewritten: 34,
    otherwise: { "13-rates-cron": AT_ITS_END },
  },
  "both, where no query is looked at": {
    args: ["--expiry", "both"],
    generation: "verbatim",
    rewritten: 34,
    otherwise: {},
  },
};

describe.each(Object.entries(REMEDIES))("%s", (_, { args, generation, rewritten: least, otherwise }) => {
  let rewritten = 0;

  describe.each(programs)("$name", (fixture) => {
    it("type-checks, has nothing more to do, and gives what the envelope gives", async () => {
      const scenario = await fixture.scenario?.();
      const program = await openProgram(fixture.name, fixture.before);
      try {
        const first = await migrateIn(program.dir, ...args);
        const files = program.read();
        expect(faultsIn(first)).toEqual([]);
        expect(typeErrors(program.dir)).toEqual([]);
        const second = await migrateIn(program.dir, ...args);
        expect(program.read()).toEqual(files);
        expect(leftIn(second)).toEqual(leftIn(first));
        const found = first.outcomes.flatMap(({ findings }) => findings);
        if (scenario === undefined || found.length === 0 || leftIn(first).length > 0) return;
        rewritten += 1;
        const given = await playScenario(program.dir, scenario.entry, scenario, generation);
        const answered = scenario.lines.filter(({ step }) => "call" in step || "entries" in step);
        const answers = answered.flatMap(({ step, gives }, position) =>
          "call" in step ? { step, expected: gives?.value, given: given[position] } : [],
        );
        const said = answers.map(({ step, given: gives }) => ({ step, gives }));
        const expected = answers.map(({ step, expected: gives }) => ({ step, gives }));
        if (otherwise[fixture.name] === undefined) expect(said).toEqual(expected);
        else expect(said).not.toEqual(expected);
      } finally {
        await program.remove();
      }
    });
  });

  it("rewrites as many of them whole as before, or more", () => {
    expect(rewritten).toBeGreaterThanOrEqual(least);
  });
});
