import { formatPatch, structuredPatch } from "diff";
import type { RunResult } from "../run/result.js";
import type { Format, Style } from "./style.js";
import { visible } from "./visible.js";

/**
 * The run's changes as a unified diff; a helper module appears as a creation.
 * @param isShown whether it is only looked at, on a terminal: then what would steer the terminal is escaped. Else `git apply` takes it.
 */
export function formatDiff({ outcomes, creation }: RunResult, style: Style, isShown = false): string {
  return formatPatches(
    [
      ...(creation === undefined
        ? []
        : [{ file: creation.file, before: undefined, after: creation.content }]),
      ...outcomes.flatMap(({ file, change }) => (change === undefined ? [] : [{ file, ...change }])),
    ],
    style,
    isShown,
  );
}

/** Files' changes as a unified diff; what was not there before appears as a creation. */
export function formatPatches(
  changes: readonly { readonly file: string; readonly before: string | undefined; readonly after: string }[],
  style: Style,
  isShown: boolean,
): string {
  const lines = changes
    .map(({ file, before, after }) => patchOf(file, before, after))
    .join("")
    .split("\n");
  return lines.map((line) => coloured(isShown ? visible(line.replace(/\r$/, "")) : line, style)).join("\n");
}

/** A line of a diff, and the colour that it has. */
interface PatchLine {
  readonly format: Format | undefined;
  readonly text: string;
}

/** The lines of one file's diff, without an end of line. */
export const patchLines = (file: string, before: string, after: string): PatchLine[] =>
  patchOf(file, before, after)
    .replace(/\n$/, "")
    .split("\n")
    .map((text) => ({ format: formatOf(text), text }));

function patchOf(file: string, before: string | undefined, after: string): string {
  const isCreate = before === undefined;
  const patch = structuredPatch(
    isCreate ? "/dev/null" : `a/${file}`,
    `b/${file}`,
    before ?? "",
    after,
    undefined,
    undefined,
    { context: 3 },
  );
  return formatPatch({ ...patch, isGit: true, ...(isCreate ? { isCreate } : {}) });
}

function coloured(line: string, style: Style): string {
  const format = formatOf(line);
  return format === undefined ? line : style(format, line);
}

function formatOf(line: string): Format | undefined {
  if (/^(?:diff --git|---|\+\+\+|new file) /.test(line)) return "bold";
  if (line.startsWith("@@ ")) return "cyan";
  if (line.startsWith("+")) return "green";
  return line.startsWith("-") ? "red" : undefined;
}
