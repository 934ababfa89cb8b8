import ignore from "ignore";
import type { Ignore } from "ignore";
import { readdirSync, readFileSync } from "node:fs";
import type { Dirent } from "node:fs";

/** The rules of one `.gitignore`, and the directory that they are relative to: `""`, or with a `/` at its end. */
interface Rules {
  readonly directory: string;
  readonly ignore: Ignore;
}

/**
 * The regular files under a directory where there is no git, relative to it, with `/`; its `.gitignore`s hold all the
 * same: as in git, nothing inside a directory that is ignored counts.
 * @param isWanted the others are not held against the rules.
 */
export function walkFiles(root: string, isWanted: (path: string) => boolean): string[] {
  const found: string[] = [];
  const walk = (directory: string, outer: readonly Rules[]): void => {
    const entries = entriesOf(`${root}/${directory}`);
    const rules = entries.some((entry) => entry.name === ".gitignore" && entry.isFile())
      ? [rulesIn(root, directory), ...outer]
      : outer;
    for (const entry of entries) {
      const path = directory + entry.name;
      // Links are neither.
      if (entry.isFile()) {
        if (isWanted(path) && !isIgnored(path, rules)) found.push(path);
      } else if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git") {
        if (!isIgnored(`${path}/`, rules)) walk(`${path}/`, rules);
      }
    }
  };
  walk("", []);
  return found;
}

/** A directory that can't be read has no files; git warns, and goes on all the same. */
function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

const rulesIn = (root: string, directory: string): Rules => ({
  directory,
  ignore: ignore({ ignorecase: false }).add(readText(`${root}/${directory}.gitignore`)),
});

/** The nearest `.gitignore` that says something about a path decides. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (const { directory, ignore: own } of rules) {
    const verdict = own.test(path.slice(directory.length));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A .gitignore that can't be read ignores nothing; git does the same.
    return "";
  }
}
