// The codemod over a program on disk, as the command line runs it.
import { realpathSync } from "node:fs";
import { readArgs, runOptionsOf } from "../../packages/codemod/src/cli/args.js";
import { doneOf } from "../../packages/codemod/src/run/events.js";
import type { RunResult } from "../../packages/codemod/src/run/result.js";
import { run } from "../../packages/codemod/src/run/run.js";
import type { Left } from "./programs.js";

/** `--write` in a folder. */
export async function migrateIn(dir: string, ...args: readonly string[]): Promise<RunResult> {
  const { result } = await doneOf(
    run(runOptionsOf(readArgs(["--write", "--allow-dirty", ...args]), realpathSync(dir))),
  );
  return result;
}

/** What was left, without the positions that a rewrite moves. */
export const leftIn = ({ outcomes }: RunResult): unknown[] =>
  outcomes.flatMap(({ file, findings, reads }) =>
    [...findings, ...reads]
      .filter(({ status }) => status === "left")
      .map(({ reason }) => ({ file, reason: reason?.replaceAll(/\d+/g, "N") })),
  );

/** The files that failed, and what is not known of the program. */
export const faultsIn = ({ outcomes, problems }: RunResult): unknown[] => [
  ...outcomes.filter(({ status }) => status === "failed").map(({ file, reason }) => ({ file, reason })),
  ...problems,
];

/** What was left, in the words of a `left.json`; with the whole reason where that names no part of it. */
export const leftAsNamed = ({ outcomes }: RunResult, expected: readonly Left[]): Left[] =>
  outcomes.flatMap(({ file, findings, reads }) =>
    [...findings, ...reads]
      .filter(({ status }) => status === "left")
      .map(({ line, reason = "" }) => {
        const named = expected.find(
          (each) => each.file === file && each.line === line && reason.includes(each.reason),
        );
        return named ?? { file, line, reason };
      }),
  );
