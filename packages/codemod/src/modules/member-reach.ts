import { textOf } from "./file-tree.js";
import type { FileTree } from "./file-tree.js";
import type { Importers } from "./importers.js";

/** How many files are looked at behind a file's imports: past it the file may read whatever it likes. */
const MAX_FILES = 2_000;

/** Which files can read a member of a value that they are given: they name it, or a file behind their imports does. */
export class MemberReach {
  private readonly tree: FileTree;
  private readonly importers: Importers;

  constructor(tree: FileTree, importers: Importers) {
    this.tree = tree;
    this.importers = importers;
  }

  isNamedIn(file: string, members: readonly string[]): boolean {
    const text = textOf(this.tree, file);
    return members.some((member) => text.includes(member));
  }

  /** @param isAside files through which nothing is followed: they are looked at by themselves. */
  isNamedBehind(file: string, members: readonly string[], isAside: (file: string) => boolean): boolean {
    const seen = new Set([file]);
    for (const current of seen) {
      if (seen.size > MAX_FILES) return true;
      for (const imported of this.importers.importedBy(current)) {
        if (seen.has(imported) || isAside(imported)) continue;
        if (this.isNamedIn(imported, members)) return true;
        seen.add(imported);
      }
    }
    return false;
  }
}
