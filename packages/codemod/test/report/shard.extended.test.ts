import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readArgs, runOptionsOf } from "../../src/cli/args.js";
import { doneOf } from "../../src/run/events.js";
import { UsageError } from "../../src/shared/errors.js";
import { jsonReport, jsonText } from "../../src/report/json.js";
import { markdownReport } from "../../src/report/markdown.js";
import { sarifReport } from "../../src/report/sarif.js";
import { htmlReport } from "../../src/report/html/page.js";
import { exitCodeOf } from "../../src/run/result.js";
import type { RunResult } from "../../src/run/result.js";
import { run } from "../../src/run/run.js";
import { mergeReports } from "../../src/shard/merge.js";
import { CLEAN, FLAGGED, gitProject, project } from "../support/project.js";
import type { Project } from "../support/project.js";
import { HOSTILE_NAME, HOSTILE_SOURCE, LEFT, READER } from "../support/report-files.js";

const COUNTS = [1, 2, 3, 5, 7];
/** Where the number of shards is not what is new. */
const FEW_COUNTS = [2, 5];

/** One of each: rewritten, left, failed, skipped, a problem, a setting, and files without anything to tell. */
const MIXED = {
  "src/write.js": FLAGGED,
  "src/read.js": READER,
  "src/left.js": LEFT,
  "broken/package.json": "{}",
  "broken/a.js": `${FLAGGED}const = ;\n`,
  "generated/package.json": "{}",
  "generated/a.js": `import "not-installed";\n${FLAGGED.replace("session-", "generated-")}const = ;\n`,
  "nested/kv-envelope.config.json": "{}",
  "clean.js": CLEAN,
  [HOSTILE_NAME]: HOSTILE_SOURCE.replace("session-", "hostile-"),
  "kv-envelope.config.json": '{ "serverTtl": ["cli"], "ignore": ["generated/**"] }',
};

function mixed(): Project {
  const made = gitProject(MIXED);
  // Outside of git, links are not listed at all.
  symlinkSync("clean.js", join(made.root, "link.js"));
  return made;
}

/** A program that is migrated elsewhere, as its team wrote it. */
function program(name: string): Project {
  const made = project({});
  cpSync(fileURLToPath(new URL(`../../../../test/programs/${name}/before`, import.meta.url)), made.root, {
    recursive: true,
  });
  return made;
}

/** A run by these options of the command line. */
const resultOf = async (root: string, ...options: string[]): Promise<RunResult> =>
  (await doneOf(run(runOptionsOf(readArgs(options), root)))).result;

/** Writes the reports of all shards into a folder outside of the program. */
async function shards(
  root: string,
  count: number,
  ...options: string[]
): Promise<{ paths: string[]; results: RunResult[] }> {
  const { root: out } = project({});
  const results: RunResult[] = [];
  const paths: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const result = await resultOf(root, ...options, "--shard", `${index}/${count}`);
    const path = join(out, `${index}.json`);
    writeFileSync(path, jsonText(result));
    results.push(result);
    paths.push(path);
  }
  return { paths, results };
}

const formats = { jsonText, markdownReport, sarifReport, htmlReport };

describe("the reports of all shards, joined", () => {
  it.each<[name: string, make: () => Project, options: string[], counts: number[]]>([
    ["files that fail, are skipped or stay, problems and settings", mixed, [], COUNTS],
    ["the same in the phase of the reads", mixed, ["--phase", "reads"], FEW_COUNTS],
    [
      "the same with a helper module that is to be written",
      mixed,
      ["--helpers", "file=src/kv-envelope.js"],
      FEW_COUNTS,
    ],
    ["some of its files only", mixed, ["src", "clean.js"], FEW_COUNTS],
    ["a workspace of several packages", () => program("06-pnpm-workspace"), [], COUNTS],
    [
      "stores behind classes, while the reads wait",
      () => program("07-store-classes"),
      ["--phase", "writes"],
      FEW_COUNTS,
    ],
    ["several clients in one program", () => program("26-mixed-layers"), [], FEW_COUNTS],
  ])("are byte for byte those of one whole run: %s", async (_name, make, options, counts) => {
    const { root } = make();
    const whole = await resultOf(root, ...options);
    for (const count of counts) {
      const { paths, results } = await shards(root, count, ...options);
      // In whatever order a CI system has collected them.
      const joined = mergeReports(root, [...paths].reverse());
      for (const [name, format] of Object.entries(formats))
        expect(format(joined), `${name}, ${count} shards`).toBe(format(whole));
      expect(exitCodeOf(joined)).toBe(exitCodeOf(whole));
      expect(Math.max(...results.map(exitCodeOf))).toBe(exitCodeOf(whole));
      const sizes = results.map(({ totals }) => totals.listed);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });

  it("has what the cases above are for", async () => {
    const { files, findings, problems, settings } = jsonReport(await resultOf(mixed().root));
    expect(files).toMatchObject({
      changed: 3,
      skipped: [{ file: "link.js" }],
      failed: [{ file: "broken/a.js" }],
    });
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(["rewritten", "left"]));
    expect(problems.join("\n")).toMatch(/^nested\/[^]*\ngenerated\/a\.js: can't be parsed/);
    expect(settings).toMatchObject({ serverTtl: ["cli"] });
  });
});

describe("--shard", () => {
  it("goes with --since, and says on the screen what it has looked at", async () => {
    const { root, cli, write } = gitProject({ "a.js": FLAGGED, "b.js": FLAGGED, "c.js": FLAGGED });
    write("a.js", `${FLAGGED}// changed\n`);
    write("c.js", `${FLAGGED}// changed\n`);
    const { root: out } = project({});
    const since = ["--check", "--since", "HEAD"];
    expect((await cli(...since, "--shard=1/2", "--report", join(out, "1.json"))).stdout).toMatch(
      /^a\.js:5:42 http[^\n]*\nkv-envelope: shard 1\/2: [^\n]*files 1 listed/,
    );
    expect(await cli(...since, "--shard=2/2", "--report", join(out, "2.json"))).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^c\.js:5:42 /),
    });
    expect(await cli("merge-reports", join(out, "1.json"), join(out, "2.json"), "--check")).toEqual(
      await cli(...since),
    );
    expect(
      await cli(
        "merge-reports",
        join(out, "1.json"),
        join(out, "2.json"),
        "--json",
        "--report",
        join(out, "all.md"),
      ),
    ).toEqual(await cli("--since", "HEAD", "--json"));
    expect(root).not.toBe(out);
  });

  it("has no findings where there are more shards than files", async () => {
    expect(await project({ "a.js": FLAGGED }).cli("--shard", "3/3", "--check")).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("0 listed"),
    });
  });
});

describe("merge-reports", () => {
  const setUp = async (): Promise<{ made: Project; paths: string[] }> => {
    const made = project({ "a.js": FLAGGED, "b.js": READER });
    return { made, paths: (await shards(made.root, 3)).paths };
  };

  it("refuses what is no report, with the place where it is none", async () => {
    const {
      made: { root, write, cli },
      paths: [first = ""],
    } = await setUp();
    write("text.json", "not JSON");
    write("empty.json", "");
    write("other.json", '{ "version": 1 }');
    write("package.json", '{ "name": "x" }');
    write("whole.json", (await cli("--json")).stdout);
    mkdirSync(join(root, "folder.json"));
    for (const [file, message] of [
      ["none.json", /none\.json: no such file$/],
      ["folder.json", /folder\.json: is a directory, not a report$/],
      ["text.json", /text\.json: is no JSON report of kv-envelope: Unexpected token/],
      ["empty.json", /empty\.json: is no JSON report of kv-envelope: Unexpected end/],
      ["other.json", /other\.json: is no JSON report of kv-envelope: #: .*required/],
      ["package.json", /package\.json: is no JSON report of kv-envelope: #.*name/],
      ["whole.json", /whole\.json: is the report of a whole run, not of a shard/],
    ] as const) {
      const { code, stdout, stderr } = await cli("merge-reports", first, file, "--report", "out.md");
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^kv-envelope: merge-reports: [^\n]+\n$/);
      expect(stderr.trim()).toMatch(message);
    }
  });

  it("refuses shards that are missing, given twice, or of different runs", async () => {
    const {
      made: { root, write },
      paths,
    } = await setUp();
    const [one = "", two = "", three = ""] = paths;
    const [other = ""] = (await shards(root, 2)).paths;
    const [, phased = ""] = (await shards(root, 3, "--phase", "reads")).paths;
    const [, ignoring = ""] = (await shards(root, 3, "--ignore", "c.js", "--allow-partial")).paths;
    write("a.js", `${FLAGGED}// pushed in between\n`);
    const [, later = ""] = (await shards(root, 3)).paths;
    const { root: out } = project({});
    const edited = (name: string, edit: (text: string) => string): string => {
      const path = join(out, name);
      writeFileSync(path, edit(readFileSync(two, "utf8")));
      return path;
    };
    const fails = (files: string[], message: RegExp): void => {
      expect(() => mergeReports(root, files)).toThrow(UsageError);
      expect(() => mergeReports(root, files)).toThrow(message);
    };
    fails([one, three], /^merge-reports: a shard is missing: 2\/3$/);
    fails([three], /^merge-reports: shards are missing: 1\/3, 2\/3$/);
    fails([one, two, three, two], /^merge-reports: shard 2\/3 is given twice: .*2\.json and .*2\.json$/);
    fails([one, other, three], /of different numbers of shards: 3 in .*1\.json, 2 in /);
    fails([one, phased, three], /of different phases: all in .*1\.json, reads in .*2\.json$/);
    fails(
      [one, ignoring, three],
      /are of different runs: the sources, the options or the settings were not the same$/,
    );
    fails([one, later, three], /are of different runs: /);
    fails(
      [one, edited("older.json", (text) => text.replace(/"tool": "[^"]+"/, '"tool": "0.0.9"')), three],
      /of different versions of kv-envelope: \S+ in .*1\.json, 0\.0\.9 in .*older\.json$/,
    );
    fails(
      [
        one,
        edited("bare.json", (text) =>
          text.replace('"problems": []', '"problems": ["not installed: telnyx"]'),
        ),
        three,
      ],
      /saw the program differently, although its sources are the same: are the same packages installed/,
    );
    fails(
      [one, edited("next.json", (text) => text.replace('"version": 1', '"version": 2')), three],
      /next\.json: is no JSON report of kv-envelope: #\/version: /,
    );
  });
});
