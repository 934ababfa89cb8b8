import { readFileSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Journal } from "./journal.js";
import { insideRoot } from "./root.js";

/**
 * Deletes the half-written texts that an interrupted run left beside its files. They are known by their
 * name, their time and their content: what somebody else put there is none of them.
 */
export function removeLeftovers(root: string, { entries, startedAtMs }: Journal): void {
  const byDirectory = new Map<string, Map<string, readonly string[]>>();
  for (const { file, before, after } of entries) {
    const texts = byDirectory.get(dirname(file)) ?? new Map<string, readonly string[]>();
    byDirectory.set(dirname(file), texts.set(basename(file), before === null ? [after] : [after, before]));
  }
  for (const [directory, texts] of byDirectory) {
    for (const name of namesIn(root, directory)) {
      // How write-file-atomic calls them, which writes drafts beside themselves, too.
      const whole = texts.get(name.replace(/(?:\.\d+){1,2}$/, ""));
      if (whole !== undefined && /\.\d+$/.test(name))
        removeIfPartOf(join(root, directory, name), whole, startedAtMs);
    }
  }
}

function namesIn(root: string, directory: string): string[] {
  try {
    const path = join(root, directory);
    // Through a link, or outside, lies what is none of ours.
    return realpathSync(path) === path && insideRoot(root, path) !== undefined ? readdirSync(path) : [];
  } catch {
    // A directory that is gone has nothing left over.
    return [];
  }
}

function removeIfPartOf(path: string, whole: readonly string[], startedAtMs: number): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.mtimeMs < startedAtMs) return;
  const bytes = readFileSync(path);
  if (whole.some((text) => Buffer.from(text).subarray(0, bytes.length).equals(bytes)))
    rmSync(path, { force: true });
}
