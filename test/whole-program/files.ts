import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A folder's texts, by path in it, with `/`. */
export type Files = Readonly<Record<string, string>>;

/** All files below `dir`, in a stable order; installed packages and the codemod's journal are no part of a program. */
export function readFiles(dir: string): Files {
  const texts: Record<string, string> = {};
  const walk = (folder: string): void => {
    const entries = readdirSync(join(dir, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) texts[path] = readFileSync(join(dir, path), "utf8");
      else if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".kv-envelope")
        walk(path);
    }
  };
  walk("");
  return texts;
}
