// The codemod over a program on disk, as the command line runs it.
import { readArgs } from "../../packages/codemod/src/args.js";
import { run, type RunResult } from "../../packages/codemod/src/run.js";
import type { Left } from "./programs.js";

/** `--write` in a folder. */
export const migrateIn = (dir: string, ...args: readonly string[]): Promise<RunResult> => run(readArgs(["--write", "--allow-dirty", ...args]), dir);

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
        const named = expected.find((each) => each.file === file && each.line === line && reason.includes(each.reason));
        return named ?? { file, line, reason };
      }),
  );
