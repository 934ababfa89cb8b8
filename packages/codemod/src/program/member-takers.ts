import type { Reach } from "@kv-envelope/detector";
import { textOf } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";
import { homesIn } from "../modules/homes.js";
import type { ProgramFiles } from "../modules/program-files.js";
import { asMember } from "./binding-readers.js";

/**
 * The files of a package that take a writer or reader by the name under which another file puts it into what a framework
 * hands about: `req.kv.write(id, payload)` in a handler that imports nothing, of a middleware's `req.kv = new Kv()`.
 * @param known the files that are looked at already
 */
export function memberTakers(
  tree: FileTree,
  files: ProgramFiles,
  kept: Reach["keptNames"],
  known: ReadonlySet<string>,
): string[] {
  if (kept.length === 0) return [];
  const homeOf = homesIn(tree);
  const taken = kept.map(({ file, name, members }) => ({
    home: homeOf(files.nameOf(file)),
    name,
    members: [...members],
  }));
  return tree.sources.filter((file) => {
    if (known.has(file)) return false;
    const home = homeOf(file);
    return taken.some(({ home: own, name, members }) => {
      if (own !== home) return false;
      const text = textOf(tree, file, [name]);
      return (
        text.includes(name) &&
        asMember(name).test(text) &&
        members.some((member) => member === "" || text.includes(member))
      );
    });
  });
}
