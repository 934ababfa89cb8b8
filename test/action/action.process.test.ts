// The GitHub Action's step and the hook of pre-commit, run as their hosts run them.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { CLEAN, cli, FLAGGED, gitProject } from "../../packages/codemod/test/support/project.js";
import type { Project } from "../../packages/codemod/test/support/project.js";

const at = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}
const action: ActionFile = parse(readFileSync(at("action.yml"), "utf8"));
const [step] = action.runs.steps;

/** Runs the step as a runner does: `${{ inputs.x }}` replaced in its variables, and files for what it tells. */
function runAction({ root }: Project, inputs: Readonly<Record<string, string>>) {
  const [output, summary] = ["output.txt", "summary.txt"].map((name) => join(root, ".git", name));
  for (const file of [output, summary]) writeFileSync(file ?? "", "");
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, value]) => [
      name,
      value.replace(
        /^\$\{\{ inputs\.([\w-]+) \}\}$/,
        (_, input: string) => inputs[input] ?? action.inputs[input]?.default ?? "",
      ),
    ]),
  );
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? ""],
    {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        ...env,
        GITHUB_ACTION_PATH: at("."),
        GITHUB_WORKSPACE: root,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
      },
    },
  );
  return {
    status,
    stdout,
    stderr,
    outputs: outputsIn(readFileSync(output ?? "", "utf8")),
    summary: readFileSync(summary ?? "", "utf8"),
  };
}

/** Reads the runner's file of outputs: a name and a mark, then lines until the mark stands alone. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = "", , value = ""] of text.matchAll(/^([^<\n]+)<<(.+)\n([^]*?)\n\2$/gm))
    outputs[name] = value;
  return outputs;
}

const COMMAND = `${process.execPath} ${cli}`;

describe("the GitHub Action", () => {
  it("annotates, tells its outputs and its summary, and fails while something remains", () => {
    const made = gitProject({ "app/a.js": FLAGGED, "b.js": CLEAN });
    const { status, stdout, stderr, outputs, summary } = runAction(made, {
      command: COMMAND,
      "working-directory": "app",
      report: "../out.sarif\n",
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^::warning title=kv-envelope,file=app\/a\.js,line=5,/);
    expect(outputs).toEqual({ "to-rewrite": "1", left: "0" });
    expect(Object.keys(action.outputs)).toEqual(Object.keys(outputs));
    expect(summary).toMatch(/^# kv-envelope: 1 to rewrite, 0 left \(dry run\)\n/);
    expect(made.read("out.sarif")).toContain('"kv-envelope"');
    expect(made.read("app/a.js")).toBe(FLAGGED);
  });

  it("passes where nothing remains, where it is told to, and for files that did not change", () => {
    const made = gitProject({ "a.js": FLAGGED, "src/b.js": CLEAN });
    expect(runAction(made, { command: COMMAND, paths: "src\n" })).toMatchObject({
      status: 0,
      outputs: { "to-rewrite": "0", left: "0" },
    });
    expect(runAction(made, { command: COMMAND, fail: "false" })).toMatchObject({
      status: 0,
      outputs: { "to-rewrite": "1" },
    });
    expect(runAction(made, { command: COMMAND, since: "HEAD" })).toMatchObject({ status: 0 });
  });

  it.each([
    [{ fail: "maybe" }, '::error title=kv-envelope::fail: "maybe" given; allowed: true or false\n'],
    [
      { "working-directory": "none" },
      '::error title=kv-envelope::working-directory: "none" given; allowed: a directory\n',
    ],
    [
      { command: "no-such-program-here" },
      '::error title=kv-envelope::command: "no-such-program-here" can\'t be run: ',
    ],
    [
      { report: "out.pdf" },
      "::error title=kv-envelope::the run itself failed, with exit code 2: see the lines above\n",
    ],
    [{ since: "$(touch evil)" }, "::error title=kv-envelope::the run itself failed, with exit code 2"],
  ])("refuses %j, and runs nothing that an input holds", (inputs, message) => {
    const made = gitProject({ "a.js": FLAGGED });
    const { status, stdout } = runAction(made, { command: COMMAND, ...inputs });
    expect(status).toBe(2);
    expect(stdout).toContain(message);
    expect(made.git("status", "--porcelain")).toBe("");
  });
});

describe("the hook of pre-commit", () => {
  const [hook]: { entry: string; language: string; pass_filenames: boolean; files: string }[] = parse(
    readFileSync(at(".pre-commit-hooks.yaml"), "utf8"),
  );

  it("refuses what is staged and has such a write, and lets the rest pass", () => {
    const made = gitProject({ "a.js": CLEAN, ".gitignore": "node_modules\n" });
    mkdirSync(join(made.root, "node_modules/.bin"), { recursive: true });
    symlinkSync(cli, join(made.root, "node_modules/.bin/kv-envelope"));
    const run = () => spawnSync("bash", ["-c", hook?.entry ?? ""], { cwd: made.root, encoding: "utf8" });
    expect(run().status).toBe(0);
    made.write("b.js", FLAGGED);
    made.git("add", "b.js");
    expect(run()).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^b\.js:5:42 http expiration_ttl to rewrite\n/),
    });
  });

  it("is for the files that the program looks at", () => {
    const files = new RegExp(hook?.files ?? "");
    for (const name of ["a.js", "a.mts", "a.tsx", "A.vue", "a.svelte", "a.astro"])
      expect(name).toMatch(files);
    for (const name of ["a.json", "a.py", "js"]) expect(name).not.toMatch(files);
  });
});
