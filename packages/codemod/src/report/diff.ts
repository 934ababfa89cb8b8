import { formatPatch, structuredPatch } from "diff";
import type { RunResult } from "../result.js";
import type { Style } from "./style.js";

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

function patchOf(file: string, before: string | undefined, after: string): string {
  const isCreate = before === undefined;
  const patch = structuredPatch(isCreate ? "/dev/null" : `a/${file}`, `b/${file}`, before ?? "", after, undefined, undefined, { context: 3 });
  return formatPatch({ ...patch, isGit: true, ...(isCreate ? { isCreate } : {}) });
}

function coloured(line: string, style: Style): string {
  if (/^(?:diff --git|---|\+\+\+|new file) /.test(line)) return style("bold", line);
  if (line.startsWith("@@ ")) return style("cyan", line);
  if (line.startsWith("+")) return style("green", line);
  return line.startsWith("-") ? style("red", line) : line;
}
