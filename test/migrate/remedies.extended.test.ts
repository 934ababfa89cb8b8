// The programs of one file once more, with each remedy: their calls give what the envelope's scenario says of them.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { GENERATIONS, NEWEST, type Generation } from "../kv-server/index.js";
import { createProgramDir } from "../support/index.js";
import { FACTS, fixtures, type Fixture } from "./fixtures.js";
import { loadScenario, playScenario } from "./play.js";
import type { Line, Scenario } from "./scenario.js";

const isScenario = (value: unknown): value is Scenario =>
  typeof value === "object" && value !== null && "lines" in value;

/**
 * Each remedy, in the newest generation of the service; both expiries also where the service, or the runtime, knows of none: the
 * envelope ends the entry there. A namespace that refuses `ttl_secs` refuses the write: `server-deploy-order` has that.
 */
const REMEDIES: Readonly<Record<string, readonly [Settings, Generation]>> = {
  server: [{ expiry: "server" }, NEWEST],
  unwrap: [{ expiry: "server", unwrap: true }, NEWEST],
  both: [{ expiry: "both" }, NEWEST],
  "both, where no query is looked at": [{ expiry: "both" }, "verbatim"],
  "both, where the binding drops its options": [{ expiry: "both" }, "ttl, binding 0.2.1"],
  "server, where the binding drops its options": [{ expiry: "server" }, "ttl, binding 0.2.1"],
  envelopes: [{ expiry: "server", envelopes: true }, NEWEST],
};

const AT_ITS_END = "at its very end the service has deleted it, where an envelope is alive still";
const ALIVE_AT_ITS_END = "its scenario is the service's: at its very end an envelope is alive still";
const SETTING = "its settings say that the binding honours the option, which this one does not";

/** Programs whose reads the service's own expiry does not change, with why that gives something else than an envelope. */
const OF_SERVER: Readonly<Record<string, string>> = {
  "01-quick-start-ts": `${AT_ITS_END}; an old entry says its own end, which no read looks at`,
  "04-era-a-base64": "its reads fail at what is stored, before and after: no read changes",
  "22-absolute-expiration": "an old entry says its own end, which no read looks at",
  "24-get-with-metadata": "its reads fail at what is stored, before and after",
  "28-read-through-cache": AT_ITS_END,
  "41-some-callers-tolerant": "one of its readers takes envelopes alone, and throws before and after",
  "43-reader-for-others": "its reader gives what is stored as it is, before and after",
  "58-half-migrated": "the envelope that it writes already is read by what never looks at its end",
};

/** Programs that do something else than under an envelope, with why; no other may. */
const OTHERWISE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  server: { ...OF_SERVER, "99-both-binding": "a part of a second is rounded up" },
  unwrap: {
    "01-quick-start-ts": AT_ITS_END,
    "28-read-through-cache": AT_ITS_END,
    "99-both-binding": "a part of a second is rounded up",
  },
  envelopes: { "01-quick-start-ts": AT_ITS_END, "28-read-through-cache": AT_ITS_END },
  both: { "01-quick-start-ts": AT_ITS_END, "28-read-through-cache": AT_ITS_END },
  "both, where no query is looked at": {
    "39-look-alikes": "its own `?ttl_secs=` does nothing there, before and after",
    "94-server-fetch": ALIVE_AT_ITS_END,
    "95-server-clients": ALIVE_AT_ITS_END,
    "96-server-sdk": ALIVE_AT_ITS_END,
    "97-server-binding": ALIVE_AT_ITS_END,
    "98-both-fetch": ALIVE_AT_ITS_END,
    "99-both-binding": ALIVE_AT_ITS_END,
  },
  "both, where the binding drops its options": {
    "01-quick-start-ts": AT_ITS_END,
    "28-read-through-cache": AT_ITS_END,
    "97-server-binding": ALIVE_AT_ITS_END,
    "99-both-binding": ALIVE_AT_ITS_END,
  },
  "server, where the binding drops its options": {
    ...OF_SERVER,
    "97-server-binding": SETTING,
    "99-both-binding": SETTING,
  },
};

/** How many programs are rewritten whole: may only grow. */
const REWRITTEN: Readonly<Record<string, number>> = {
  envelopes: 71,
  server: 79,
  "server, where the binding drops its options": 78,
  unwrap: 51,
  both: 96,
  "both, where no query is looked at": 98,
  "both, where the binding drops its options": 98,
};

/** What is stored differs by remedy: the calls alone count. */
const calls = ({ lines }: Scenario): Line[] =>
  lines.filter(({ step }) => "call" in step || "entries" in step);

async function run(
  { extension, others }: Fixture,
  text: string,
  scenario: Scenario,
  generation: Generation,
): Promise<unknown[]> {
  const entry = `program.${extension}`;
  const program = await createProgramDir({ ...others, [entry]: text });
  try {
    return await playScenario(program.dir, entry, scenario, generation);
  } finally {
    await program.remove();
  }
}

describe.each(Object.entries(REMEDIES))("%s", (name, [remedy, generation]) => {
  let rewritten = 0;

  describe.each(fixtures.filter(({ hasScenario }) => hasScenario))("$name", (fixture) => {
    it("gives what the envelope gives, where it is rewritten", async () => {
      const migration = migrateFile({
        // Who goes from envelopes to the service begins with what the first run made.
        text: remedy.envelopes === true ? (fixture.after ?? "") : fixture.before,
        fileName: `program.${fixture.extension}`,
        settings: { ...fixture.settings, ...remedy },
        facts: { ...FACTS, edgeRuntimeVersion: () => GENERATIONS[generation].edgeRuntime },
      });
      expect(migration.error).toBeUndefined();
      if (migration.findings.length === 0 || migration.findings.some(({ status }) => status === "left"))
        return;
      rewritten += 1;
      const scenario = await loadScenario(join(fixture.dir, "scenario.ts"));
      if (!isScenario(scenario)) throw new Error(`${fixture.name}: scenario.ts has no lines`);
      const given = await run(fixture, migration.output, scenario, generation);
      const answers = calls(scenario).flatMap(({ step, gives }, position) =>
        "call" in step ? { step, expected: gives?.value, given: given[position] } : [],
      );
      const found = answers.map(({ step, given: gives }) => ({ step, gives }));
      const expected = answers.map(({ step, expected: gives }) => ({ step, gives }));
      if (OTHERWISE[name]?.[fixture.name] === undefined) expect(found).toEqual(expected);
      else expect(found).not.toEqual(expected);
    });
  });

  it("rewrites as many of them whole as before, or more", () => {
    expect(rewritten).toBeGreaterThanOrEqual(REWRITTEN[name] ?? Infinity);
  });
});
