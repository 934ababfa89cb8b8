import { formatPatch, structuredPatch } from "diff";
import type { RunResult } from "../run/result.js";
import type { Format, Style } from "./style.js";
import { visible } from "./visible.js";

/**
 * The run's changes as a unified diff; a helper module appears as a creation.
 * @param isShown whether it is only looked at, on a terminal: then what would steer the terminal is escaped. Else `git apply` takes it.
 */
export function formatDiff({ outcomes, creation }: RunResult, style: Style, isShown = false): string {
  const patches: string[] = [];
  if (creation !== undefined) patches.push(patchOf(creation.file, undefined, creation.content));
  for (const { file, change } of outcomes) {
    if (change !== undefined) patches.push(patchOf(file, change.before, change.after));
  }
  const lines = patches.join("").split("\n");
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
