import { formatPatch, structuredPatch } from "diff";
import type { RunResult } from "../run/result.js";
import type { Format, Style } from "./style.js";

/** The run's changes as a unified diff that `git apply` takes; a helper module appears as a creation. */
export function formatDiff({ outcomes, creation }: RunResult, style: Style): string {
  const patches: string[] = [];
  if (creation !== undefined) patches.push(patchOf(creation.file, undefined, creation.content));
  for (const { file, change } of outcomes) {
    if (change !== undefined) patches.push(patchOf(file, change.before, change.after));
  }
  const lines = patches.join("").split("\n");
  return lines.map((line) => coloured(line, style)).join("\n");
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
