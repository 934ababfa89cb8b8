import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { prettierChild } from "./child-script.js";
import type { Formatted, Formatter, Unformatted } from "./formatter.js";

/** The Prettier of a `node_modules` directory, whichever major version it is. */
export const prettierIn = (directory: string): Formatter => ({
  name: "Prettier",
  directory,
  format: (files, timeoutMs) => formatAll(directory, files, timeoutMs),
});

/** How many files a process formats: loading Prettier takes as long as a few of them, and who waits for one that hangs waits for all. */
const FILES_A_PROCESS = 20;

/** A process that hangs, or ends, costs only the file that it did so on. */
function formatAll(directory: string, files: readonly Unformatted[], timeoutMs: number): Formatted[] {
  const answers: Formatted[] = [];
  while (answers.length < files.length) {
    const rest = files.slice(answers.length, answers.length + FILES_A_PROCESS);
    const given = formatInProcess(directory, rest, timeoutMs);
    answers.push(...given);
    if (given.length < rest.length)
      answers.push({ kind: "failed", reason: `it ended, or took longer than ${timeoutMs / 1000} s` });
  }
  return answers;
}

/** The answers up to the first file that there is none for. */
function formatInProcess(directory: string, files: readonly Unformatted[], timeoutMs: number): Formatted[] {
  const request = {
    prettierDirectory: directory,
    files: files.map(({ path, before, after }) => ({
      path,
      before,
      after,
      ignoreFiles: ignoreFilesFor(path),
    })),
  };
  const { output } = spawnSync(process.execPath, ["--input-type=commonjs", "--eval", prettierChild()], {
    // Version 2 looks for its plugins from here.
    cwd: dirname(dirname(directory)),
    input: JSON.stringify(request),
    stdio: ["pipe", "ignore", "ignore", "pipe"],
    maxBuffer: 1 << 30,
    timeout: timeoutMs + files.length * PLAIN_MS,
    killSignal: "SIGKILL",
  });
  const lines = (output[3]?.toString() ?? "").split("\n").slice(0, -1).map(readAnswer);
  // Prettier itself could not be loaded: that is the answer for each.
  const [first] = lines;
  if (first?.index === -1) return files.map(() => first.answer);
  return lines.map(({ answer }) => answer);
}

/** What a file takes that does not hang, twice formatted, on a busy machine. */
const PLAIN_MS = 1000;

/** Every `.prettierignore` above a file counts: which of them Prettier would read depends on where one starts it. */
function ignoreFilesFor(path: string): string[] {
  const found: string[] = [];
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    const file = join(directory, ".prettierignore");
    if (existsSync(file)) found.push(file);
    if (dirname(directory) === directory) return found;
  }
}

function readAnswer(line: string): { readonly index: number; readonly answer: Formatted } {
  const given: unknown = JSON.parse(line);
  if (!isAnswer(given)) return { index: -1, answer: { kind: "failed", reason: "it gave no answer" } };
  const { index, ...answer } = given;
  return { index, answer };
}

/** The child is a program of ours: only that it answered at all is looked at. */
const isAnswer = (given: unknown): given is { readonly index: number } & Formatted =>
  typeof given === "object" && given !== null && "index" in given && "kind" in given;
