// The oracle beside the checkout, where it is: programs that nobody here wrote for the detector, executed before and
// after a migration.
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseNames, copyOracle, isHere, runOracle } from "./oracle.js";

/** Cases of which another outcome is expected than they have. */
const KNOWN_MISSES: readonly string[] = [];

/** What the oracle says of a case, on the line that begins with its verdict. */
interface Line {
  readonly isMissed: boolean;
  readonly verdict: string;
  readonly name: string;
}

const LINE =
  /^(?<mark>[! ]) (?<verdict>right|left|WRONG|LOST|CRASH)\s+(?:rewritten|safe|left)\s+(?<name>\S+)$/;

const linesOf = (output: string): Line[] =>
  output.split("\n").flatMap((line) => {
    const groups = LINE.exec(line)?.groups;
    return groups === undefined
      ? []
      : { isMissed: groups["mark"] === "!", verdict: groups["verdict"] ?? "", name: groups["name"] ?? "" };
  });

it.skipIf(isHere)(
  "the oracle is not beside this checkout (../shared/live): none of its cases ran",
  () => undefined,
);

describe.runIf(isHere)("the oracle's cases", () => {
  let copy = "";
  let lines: readonly Line[] = [];

  beforeAll(async () => {
    copy = copyOracle();
    const { stdout } = await runOracle(copy);
    lines = linesOf(stdout);
  }, 1_200_000);

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it("ran, all of them", () => {
    expect(lines.length).toBe(caseNames().length);
  });

  it.each(["WRONG", "LOST", "CRASH"])("none is %s", (verdict) => {
    expect(lines.filter((line) => line.verdict === verdict)).toEqual([]);
  });

  it("misses no expectation but those that are known", () => {
    expect(lines.flatMap(({ isMissed, name }) => (isMissed ? name : []))).toEqual(KNOWN_MISSES);
  });

  it("rewrites as many as it did", () => {
    const count = (verdict: string): number => lines.filter((line) => line.verdict === verdict).length;
    expect(count("right")).toBeGreaterThanOrEqual(60);
  });
});
