import { fdir } from "fdir";
import ignore from "ignore";
import type { Ignore } from "ignore";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The regular files under a directory where there is no git, relative to it, with `/`; its `.gitignore`s hold all the same. */
export function walkFiles(root: string): string[] {
  const found = new fdir({ excludeSymlinks: true })
    .withRelativePaths()
    .withPathSeparator("/")
    .exclude((name) => name === "node_modules" || name === ".git")
    .crawl(root)
    .sync();
  const rules = new Map<string, Ignore>();
  for (const path of found) {
    if (posix.basename(path) === ".gitignore")
      rules.set(posix.dirname(path), ignore({ ignorecase: false }).add(readText(join(root, path))));
  }
  return rules.size === 0 ? found : found.filter((path) => !isIgnored(path, rules));
}

/** The nearest `.gitignore` that says something about a path decides. */
function isIgnored(path: string, rules: ReadonlyMap<string, Ignore>): boolean {
  for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
    const verdict = rules.get(directory)?.test(directory === "." ? path : posix.relative(directory, path));
    if (verdict?.ignored === true) return true;
    if (verdict?.unignored === true || directory === ".") return false;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A .gitignore that can't be read ignores nothing; git does the same.
    return "";
  }
}
