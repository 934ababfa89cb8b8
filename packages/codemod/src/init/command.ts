import { lstatSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../shared/errors.js";
import { formatPatches } from "../report/diff.js";
import { colourWish, displayName, styleFor } from "../report/style.js";
import type { Style } from "../report/style.js";
import { writeAtomically } from "../files/atomic.js";
import type { Io } from "../shared/io.js";
import { planInit } from "./plan.js";
import type { FileChange, Plan } from "./plan.js";
import { survey } from "./survey.js";

/** What `kv-envelope init` is asked for. */
interface InitArgs {
  readonly write: boolean;
  readonly noColor: boolean;
}

/**
 * Shows what turns the rules on in a repository, and writes it on request.
 * @returns the exit code: 0 if all is set up, 1 if something remains.
 */
export function runInit({ write, noColor }: InitArgs, io: Io): 0 | 1 {
  const root = realpathSync(io.cwd());
  const plan = planInit(survey(root));
  const style = styleFor(io.stdout, colourWish(noColor, io.env));
  const results = plan.changes.map((change) => ({
    change,
    fault: write ? writeFault(root, change) : undefined,
  }));
  const faults = results.flatMap(({ fault }) => fault ?? []);
  const done = {
    ...plan,
    changes: results.flatMap(({ change, fault }) => (fault === undefined ? change : [])),
  };
  io.stdout.write(textOf(done, write, style, io.stdout.isTTY === true));
  io.stderr.write(faults.map((fault) => `kv-envelope: init: ${fault}\n`).join(""));
  const remains = write ? faults.length : plan.changes.length;
  return remains + plan.byHand.length === 0 && plan.install === undefined ? 0 : 1;
}

/** Writes a change. @returns why that can't be done, if so; then the file is as it was. */
function writeFault(root: string, { file, before, after }: FileChange): string | undefined {
  const path = join(root, file);
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if ((stats === undefined) !== (before === undefined)) return `${file} changed in the meantime; run again`;
    // A rename would get past the missing permission.
    if (stats !== undefined && (stats.mode & 0o222) === 0) return `${file} can't be written: it is read-only`;
    writeAtomically(path, after);
    return undefined;
  } catch (error) {
    return `${file} can't be written: ${messageOf(error)}`;
  }
}

function textOf(
  { found, changes, byHand, install }: Plan,
  write: boolean,
  style: Style,
  isShown: boolean,
): string {
  const isDone = changes.length + byHand.length === 0 && install === undefined;
  const next = [
    ...(write || changes.length === 0 ? [] : ["Write the changes: kv-envelope init --write."]),
    ...(install === undefined ? [] : [`${install}: nothing is installed by this command.`]),
  ];
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : [[style("bold", title), ...lines.map((line) => `  - ${displayName(line)}`)].join("\n")];
  return `${[
    ...(write || changes.length === 0 ? [] : [formatPatches(changes, style, isShown).trimEnd()]),
    [
      style("bold", `kv-envelope init${write || isDone ? "" : ": nothing was changed"}`),
      ...(found.length === 0 ? [] : [`  found   ${found.join("; ")}`]),
      ...changes.map(({ file }) => `  ${write ? "written" : "to write"}  ${displayName(file)}`),
      ...(isDone ? ["  all is set up"] : []),
    ].join("\n"),
    ...section("By hand", byHand),
    ...section("Next", next),
  ].join("\n\n")}\n`;
}
