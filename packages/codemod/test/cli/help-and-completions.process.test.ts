import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { completionsFor } from "../../src/cli/commands/completions.js";
import { COMMANDS } from "../../src/cli/commands/commands.js";
import { project } from "../support/project.js";

const { cli, root } = project({ "a.json": "{}", "b.js": "" });

describe("--help", () => {
  it.each(COMMANDS.map(({ name }) => name))(
    "of %j tells of each of its options in lines of a terminal",
    async (name) => {
      const { code, stdout, stderr } = await cli(...name.split(" ").filter((word) => word !== ""), "--help");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const command = COMMANDS.find((each) => each.name === name);
      expect(stdout.startsWith(["kv-envelope", name].filter((word) => word !== "").join(" "))).toBe(true);
      for (const option of Object.keys(command?.options ?? {})) expect(stdout).toContain(`--${option}`);
      for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    },
  );

  it.each([
    [["undo", "--write"], "kv-envelope: undo: --write: unknown option; allowed: --help\n"],
    [["undo", "x"], 'kv-envelope: undo: takes options only, "x" given; a directory of that name is ./undo\n'],
    [["undo", "--help=1"], 'kv-envelope: undo: --help: takes no value, "1" given\n'],
    [
      ["init", "--wirte"],
      'kv-envelope: init: --wirte: unknown option; did you mean "--write"?; allowed: --write, --no-color, --help\n',
    ],
    [
      ["init", "src"],
      'kv-envelope: init: takes options only, "src" given; a directory of that name is ./init\n',
    ],
    [["init", "--write=yes"], 'kv-envelope: init: --write: takes no value, "yes" given\n'],
    [["completions"], "kv-envelope: completions: no shell given; allowed: bash, zsh, fish\n"],
    [["completions", "tcsh"], 'kv-envelope: completions: "tcsh" given; allowed: bash, zsh, fish\n'],
    [["completions", "bash", "zsh"], 'kv-envelope: completions: "zsh" given too; allowed: one shell\n'],
  ])("%j is refused in one line", async (args, stderr) => {
    expect(await cli(...args)).toEqual({ code: 2, stdout: "", stderr });
  });
});

/** What is typed, the last word being completed, and what a shell must offer, or must not. */
const TYPED: readonly (readonly [
  readonly string[],
  { readonly has: readonly string[]; readonly lacks?: readonly string[] },
])[] = [
  [[""], { has: ["undo", "init", "merge-reports", "data", "completions"], lacks: ["scan"] }],
  [["--wr"], { has: ["--write"], lacks: ["--check"] }],
  [["--phase", ""], { has: ["reads", "writes", "all"], lacks: ["undo"] }],
  [["data", ""], { has: ["scan", "repair", "sweep", "restore"], lacks: ["undo"] }],
  [["data", "repair", "--ttl-from", ""], { has: ["now", "field", "drop"] }],
  [["data", "scan", "--"], { has: ["--namespace", "--json"], lacks: ["--backup", "--write"] }],
  [["data", "repair", "--ba"], { has: ["--backup", "--base-url"] }],
  [["undo", "--"], { has: ["--help"], lacks: ["--write"] }],
  [["completions", ""], { has: ["bash", "zsh", "fish"] }],
  [["--config", "a"], { has: ["a.json"] }],
];

const run = (command: string, args: readonly string[]): string[] => {
  const { stdout, stderr, status } = spawnSync(command, [...args], { cwd: root, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
};

const isThere = (command: string): boolean =>
  ["/bin", "/usr/bin", "/usr/local/bin"].some((directory) => existsSync(`${directory}/${command}`));

describe("the completions", () => {
  it.skipIf(!isThere("bash")).each(TYPED)("of bash after %j", (words, { has, lacks = [] }) => {
    const offered = run("bash", [
      "--norc",
      "-c",
      `source <(cat <<'SCRIPT'\n${completionsFor("bash")}SCRIPT\n)
COMP_WORDS=(kv-envelope "$@"); COMP_CWORD=$#; _kv_envelope; printf '%s\\n' "\${COMPREPLY[@]}"`,
      "bash",
      ...words,
    ]);
    expect(offered).toEqual(expect.arrayContaining([...has]));
    for (const word of lacks) expect(offered).not.toContain(word);
  });

  // The functions by which zsh takes what is offered print it here: they work in its line editor alone.
  it.skipIf(!isThere("zsh")).each(TYPED)("of zsh after %j", (words, { has, lacks = [] }) => {
    const typed = words.at(-1) ?? "";
    const offered = run("zsh", [
      "-f",
      "-c",
      `compdef() { :; }; _files() { print -l *; }
compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- "$@"; }
${completionsFor("zsh")}
words=(kv-envelope "$@"); CURRENT=$#words; _kv_envelope`,
      "zsh",
      ...words,
    ]).filter((word) => word.startsWith(typed));
    expect(offered).toEqual(expect.arrayContaining([...has]));
    for (const word of lacks) expect(offered).not.toContain(word);
  });

  it.skipIf(!isThere("fish")).each(TYPED)("of fish after %j", (words, { has, lacks = [] }) => {
    const line = ["kv-envelope", ...words].join(" ");
    const offered = run("fish", [
      "--no-config",
      "--command",
      `${completionsFor("fish")}\ncomplete --do-complete ${JSON.stringify(line)}`,
    ]).map((each) => each.split("\t")[0]);
    expect(offered).toEqual(expect.arrayContaining([...has]));
    for (const word of lacks) expect(offered).not.toContain(word);
  });
});
