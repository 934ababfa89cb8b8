import type { DetectOptions } from "@kv-envelope/detector";
import type { FileTree } from "../modules/file-tree.js";
import { homesIn } from "../modules/homes.js";
import type { ProgramFiles } from "../modules/program-files.js";

/** The files that can't be looked into: what they read is not known, only what their texts name. */
export function unseenIn(tree: FileTree, files: ProgramFiles): NonNullable<DetectOptions["unseen"]> {
  const homeOf = homesIn(tree);
  return (parsed) =>
    [...files.faults.keys()].map((name) => ({
      name,
      text: textOf(tree, name),
      isNear: homeOf(name) === homeOf(files.nameOf(parsed)),
    }));
}

function textOf(tree: FileTree, name: string): string | undefined {
  try {
    return tree.read(name).text;
  } catch {
    return undefined;
  }
}
