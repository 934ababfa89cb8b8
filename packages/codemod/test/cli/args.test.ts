import { describe, expect, it } from "vitest";
import { readArgs, readMergeArgs } from "../../src/cli/args.js";
import { UsageError } from "../../src/shared/errors.js";

describe("readArgs", () => {
  it("reads every option", () => {
    const args = readArgs([
      ...[
        "src",
        "--write",
        "--allow-dirty",
        "--json",
        "--ignore",
        "a/**",
        "--ignore=b",
        "--config",
        "c.json",
      ],
      ...["--report", "out/a.html", "--report=b.SARIF", "--no-color"],
      ...["--phase", "reads", "--since", "main", "--helpers", "file=src/kv envelope.mts", "lib"],
    ]);
    expect(args).toEqual({
      paths: ["src", "lib"],
      write: true,
      interactive: false,
      check: false,
      json: true,
      allowDirty: true,
      allowPartial: false,
      ignore: ["a/**", "b"],
      config: "c.json",
      reports: ["out/a.html", "b.SARIF"],
      noColor: true,
      phase: "reads",
      unwrap: false,
      envelopes: false,
      since: "main",
      staged: false,
      markdown: false,
      shard: undefined,
      useFormatter: false,
      format: undefined,
      helpers: { kind: "file", path: "src/kv envelope.mts", extension: "mts" },
      help: false,
      version: false,
    });
  });

  it("writes what is chosen with --interactive", () => {
    expect(readArgs(["--interactive"])).toMatchObject({ interactive: true, write: true });
  });

  it("takes what follows -- as paths", () => {
    expect(readArgs(["--", "--write"])).toMatchObject({ paths: ["--write"], write: false });
  });

  it("takes an inline value that looks like an option", () => {
    expect(readArgs(["--ignore=-generated"]).ignore).toEqual(["-generated"]);
  });

  it.each([
    [["--wirte"], "--wirte: unknown option; did you mean --write? (see --help)"],
    [["--allowdirty"], "--allowdirty: unknown option; did you mean --allow-dirty? (see --help)"],
    [["--fix-everything-now"], "--fix-everything-now: unknown option (see --help)"],
    [["-x"], "-x: unknown option (see --help)"],
    [["--write=yes"], '--write: takes no value, "yes" given'],
    [["--config"], "--config: no value given; allowed: the path of a JSON file"],
    [["--config", "--json"], "--config: no value given before --json; allowed: the path of a JSON file"],
    [["--config="], '--config: "" given; allowed: the path of a JSON file'],
    [["--config", "a", "--config", "b"], "--config: given 2 times (a, b); allowed: once"],
    [["--ignore"], "--ignore: no value given; allowed: a glob, for example --ignore 'src/generated/**'"],
    [["--helpers", "npm"], '--helpers: "npm" given; allowed: package, or file=PATH'],
    [["--helpers", "file="], '--helpers: "file=" given; allowed: package, or file=PATH'],
    [
      ["--helpers", "file=src/kv.py"],
      '--helpers: "src/kv.py" given; allowed: a path that ends in .ts, .mts, .js, .mjs, .cjs',
    ],
    [["--report"], "--report: no value given; allowed: a path that ends in .html, .md, .sarif, .json"],
    [
      ["--report", "--json"],
      "--report: no value given before --json; allowed: a path that ends in .html, .md, .sarif, .json",
    ],
    [
      ["--report", "out.pdf"],
      '--report: "out.pdf" given; allowed: a path that ends in .html, .md, .sarif, .json',
    ],
    [["--report", ".md"], '--report: ".md" given; allowed: a path that ends in .html, .md, .sarif, .json'],
    [["--report", "a.md", "--report", "a.md"], '--report: "a.md" given twice; allowed: once for each file'],
    [["--no-colour"], "--no-colour: unknown option; did you mean --no-color? (see --help)"],
    [["--phase", "read"], '--phase: "read" given; allowed: reads, writes or all'],
    [["--phase"], "--phase: no value given; allowed: reads, writes or all"],
    [["--phase", "reads", "--phase", "writes"], "--phase: given 2 times (reads, writes); allowed: once"],
    [["--since"], "--since: no value given; allowed: a commit, branch or tag"],
    [
      ["--since", "a", "--staged"],
      "--staged: not allowed with --since; --staged takes what is staged, --since what changed since a commit",
    ],
    [["--use-formatter=prettier"], '--use-formatter: takes no value, "prettier" given'],
    [["--format"], "--format: no value given; allowed: github"],
    [["--format="], '--format: "" given; allowed: github'],
    [
      ["--format", "prettier"],
      '--format: "prettier" given; allowed: github; --use-formatter runs your own formatter',
    ],
    [["--format", "github", "--format", "github"], "--format: given 2 times (github, github); allowed: once"],
    [
      ["--format", "github", "--json"],
      "--format: not allowed with --json; each says in which form the run is shown",
    ],
    [
      ["--format", "github", "--interactive"],
      "--format: not allowed with --interactive; each says in which form the run is shown",
    ],
    [
      ["--markdown", "--since", "a"],
      "--markdown: not allowed with --since; a code fence is a program by itself, and is looked at in a run of its own",
    ],
    [
      ["--markdown", "--interactive"],
      "--markdown: not allowed with --interactive; a code fence is a program by itself, and is looked at in a run of its own",
    ],
    [
      ["--markdown", "--helpers", "file=kv.js"],
      "--markdown: not allowed with a file for --helpers; a code fence lies in no directory that it could import from",
    ],
    [["--markdown=yes"], '--markdown: takes no value, "yes" given'],
    [["--staged=yes"], '--staged: takes no value, "yes" given'],
    [
      ["--interactive", "--json"],
      "--interactive: not allowed with --json; --interactive asks a person, --json is for programs",
    ],
    [
      ["--check", "--interactive"],
      "--interactive: not allowed with --check; --interactive asks a person, --check is for programs",
    ],
    [["--interactive=yes"], '--interactive: takes no value, "yes" given'],
    [["--shard"], "--shard: no value given; allowed: i/n, the i-th of n parts, for example 1/3"],
    ...["", "1", "0/3", "4/3", "1/0", "1/2/3", "a/b", "1.5/3", "01/ 3"].map((given): [string[], string] => [
      [`--shard=${given}`],
      `--shard: ${JSON.stringify(given)} given; allowed: i/n, the i-th of n parts, for example 1/3`,
    ]),
    [["--shard", "1/2", "--shard", "2/2"], "--shard: given 2 times (1/2, 2/2); allowed: once"],
    [
      ["--shard", "1/2", "--write"],
      "--shard: not allowed with --write; a store is rewritten as a whole, which no shard has: --write without --shard applies all of it",
    ],
    [
      ["--interactive", "--shard", "1/2"],
      "--shard: not allowed with --interactive; a store is rewritten as a whole, which no shard has: --interactive without --shard applies all of it",
    ],
    [["--check", "--write"], "--check: not allowed with --write; --check only reports, --write applies"],
    [[""], "paths: an empty path given; name a file or a directory"],
  ])("refuses %j in one line", (argv, message) => {
    expect(() => readArgs(argv)).toThrow(new UsageError(message));
  });
});

describe("readMergeArgs", () => {
  it("takes reports and how they are shown", () => {
    expect(readMergeArgs(["a.json", "b.json", "--report", "all.html", "--check"])).toMatchObject({
      paths: ["a.json", "b.json"],
      reports: ["all.html"],
      check: true,
      json: false,
    });
  });

  it.each([
    [[], "merge-reports: no reports given; allowed: the JSON reports of all shards of a run"],
    [
      ["a.json", "--write"],
      "merge-reports: takes no --write; allowed: --report, --json, --check, --no-color, --help",
    ],
    [
      ["a.json", "--shard", "1/2"],
      "merge-reports: takes no --shard; allowed: --report, --json, --check, --no-color, --help",
    ],
    [["a.json", "--jsno"], "--jsno: unknown option; did you mean --json? (see --help)"],
    [
      ["a.json", "--report", "all.pdf"],
      '--report: "all.pdf" given; allowed: a path that ends in .html, .md, .sarif, .json',
    ],
  ])("refuses %j in one line", (argv, message) => {
    expect(() => readMergeArgs(argv)).toThrow(new UsageError(message));
  });
});
