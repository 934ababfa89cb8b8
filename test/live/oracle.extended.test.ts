// The oracle beside the checkout, where it is: programs that nobody here wrote for the detector, executed before and
// after a migration.
import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const oracle = path.join(root, "..", "shared", "live");
const isHere = existsSync(path.join(oracle, "run.mjs"));

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
    // The oracle copies its cases, with the modes that they have here.
    copy = mkdtempSync(path.join(realpathSync(tmpdir()), "kv-envelope-oracle-"));
    cpSync(oracle, copy, { recursive: true });
    makeWritable(copy);
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        ["run.mjs", "--project", root, "cases"],
        { cwd: copy, maxBuffer: 1 << 26 },
        (_, stdout) => {
          resolve(stdout);
        },
      );
    });
    lines = linesOf(output);
  }, 1_200_000);

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it("ran, all of them", () => {
    expect(lines.length).toBe(readdirSync(path.join(oracle, "cases")).length);
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

function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) makeWritable(file);
    else chmodSync(file, 0o644);
  }
}
