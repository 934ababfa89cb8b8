// The step of the GitHub Action: runs the check, and tells the runner of it by the runner's own files.
// Inputs come by the variables that action.yml sets; annotations go to the log, the report to the step's summary.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** GitHub shows no summary that is longer, in bytes. */
const MAX_SUMMARY = 1024 * 1024;

const input = (name) => process.env[`KV_ENVELOPE_${name}`] ?? "";
const lines = (text) => text.split(/\r?\n/).filter((line) => line.trim() !== "");

function refuse(message) {
  process.stdout.write(
    `::error title=kv-envelope::${message.replaceAll("%", "%25").replaceAll("\n", "%0A")}\n`,
  );
  process.exit(2);
}

function directoryOf(given) {
  const directory = path.resolve(given === "" ? "." : given);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    refuse(`working-directory: ${JSON.stringify(given)} given; allowed: a directory`);
  return directory;
}

const fail = input("FAIL") || "true";
if (fail !== "true" && fail !== "false")
  refuse(`fail: ${JSON.stringify(fail)} given; allowed: true or false`);
const [program, ...words] = (input("COMMAND") || "npx --yes @kv-envelope/codemod").trim().split(/\s+/);
const cwd = directoryOf(input("DIRECTORY"));
const own = mkdtempSync(path.join(process.env.RUNNER_TEMP ?? tmpdir(), "kv-envelope-"));
try {
  const [json, markdown] = ["report.json", "report.md"].map((name) => path.join(own, name));
  const since = input("SINCE") === "" ? [] : [`--since=${input("SINCE")}`];
  const reports = [json, markdown, ...lines(input("REPORT"))].map((file) => `--report=${file}`);
  const args = [...words, "--format=github", ...since, ...reports, "--", ...lines(input("PATHS"))];
  // npx is a script on Windows, which only a shell runs.
  const { status, error } = spawnSync(program, args, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (error !== undefined)
    refuse(`command: ${JSON.stringify(input("COMMAND"))} can't be run: ${error.message}`);
  if (status !== 0 && status !== 1)
    refuse(`the run itself failed, with exit code ${status}: see the lines above`);
  const { findings, reads } = JSON.parse(readFileSync(json, "utf8"));
  const count = (wanted) => [...findings, ...reads].filter((item) => item.status === wanted).length;
  tell("GITHUB_OUTPUT", output("to-rewrite", count("rewritten")) + output("left", count("left")));
  tell("GITHUB_STEP_SUMMARY", summaryOf(readFileSync(markdown, "utf8")));
  process.exitCode = fail === "true" ? status : 0;
} finally {
  rmSync(own, { recursive: true, force: true });
}

/** Adds to a file of the runner; outside of one there is none. */
function tell(variable, text) {
  const file = process.env[variable];
  if (file !== undefined && file !== "") appendFileSync(file, text);
}

/** An output as the runner's file takes it, whatever the value holds. */
function output(name, value) {
  const mark = `end-${randomUUID()}`;
  return `${name}<<${mark}\n${value}\n${mark}\n`;
}

function summaryOf(text) {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_SUMMARY) return text;
  const note = "\n\n… more than a summary takes: the report has all.\n";
  const kept = bytes.subarray(0, MAX_SUMMARY - Buffer.byteLength(note)).toString("utf8");
  return kept.slice(0, kept.lastIndexOf("\n")) + note;
}
