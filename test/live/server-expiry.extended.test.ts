// The oracle's programs under `--expiry server`, against a service that takes `ttl_secs`: an entry past its ttl is missing
// because the service says so, and no read is changed.
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withServerExpiry } from "./behaviour.js";
import { readCases } from "./cases.js";
import { judge, type Judged } from "./judge.js";
import { caseNames, copyOracle, isHere, packagesOf } from "./oracle.js";

/** Only the cases whose name contains it. */
const only = process.env["CASE"] ?? "";

const IN_PARTS = /^the fields are set elsewhere than in the object that is written/;
const NO_TIME = /which is no time/;
const NONE = /^it says no expiry that could be handed to the service/;

/** The cases that are left with the edge runtime that honours a binding's ttl, or without any: the reasons. */
const LEFT: Readonly<Record<string, RegExp>> = {
  "expect-error-block.ts": /^the type of `body` has no `expiration_ttl`/,
  "expect-error-metadata.ts": NONE,
  "expiration-null.ts": NONE,
  "form-superagent.mjs": /^superagent's `\.type\(\)`/,
  "hono-chained.ts": /^the service is told of its expiry already, and keeps no metadata/,
  "superagent-agent-send-twice.mjs": IN_PARTS,
  "superagent-send-twice.mjs": IN_PARTS,
  "ttl-minus-one.mjs": NO_TIME,
  "ttl-zero-table.mjs": NO_TIME,
};

it.skipIf(isHere)(
  "the oracle is not beside this checkout (../shared/live): none of its cases ran",
  () => undefined,
);

describe.runIf(isHere)("the oracle's cases, with the service's own expiry", () => {
  let copy = "";
  const newest: Judged[] = [];
  const older: Judged[] = [];

  beforeAll(async () => {
    copy = copyOracle();
    const packages = await packagesOf(copy);
    await withServerExpiry(copy);
    for (const each of readCases(copy).filter(({ name }) => name.includes(only))) {
      // A binding's case runs with the runtime that ignores its option, and with the one that honours it.
      if (each.runtime !== undefined) older.push(await judge(each, copy, packages));
      const honouring = { ...each, runtime: "0.2.2", findings: undefined };
      newest.push(await judge(each.runtime === undefined ? each : honouring, copy, packages));
    }
  }, 3_600_000);

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it("ran, all of them", () => {
    expect(newest.length).toBe(caseNames().filter((name) => name.includes(only)).length);
  });

  it("do what is reported of them", () => {
    expect([...newest, ...older].filter(({ verdict }) => verdict === "wrong")).toEqual([]);
  });

  it("are found, unless they are right as they are: those of a binding whose runtime honours its option", () => {
    const isOfBinding = new Set(older.map(({ name }) => name));
    const silent = [...newest, ...older].filter(({ verdict }) => verdict === "silent");
    expect(silent.filter(({ name }) => !isOfBinding.has(name))).toEqual([]);
    expect(older.filter(({ verdict }) => verdict === "silent")).toEqual([]);
  });

  it("are left where the ttl can't be moved, and for that reason alone", () => {
    const left = newest.filter(({ verdict }) => verdict === "left");
    const expected = Object.keys(LEFT).filter((name) => name.includes(only));
    expect(left.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
    for (const { name, why } of left)
      for (const reason of why) expect(reason, name).toMatch(LEFT[name] ?? "");
  });

  it("are left in a binding whose runtime ignores the option, where it is the option that would say it", () => {
    for (const { name, verdict, why } of older.filter((each) => each.verdict === "left"))
      expect({ name, verdict, why }).toMatchObject({
        why: [expect.stringMatching(/ignores `expirationTtl`|put together elsewhere|says no expiry/)],
      });
  });
});
