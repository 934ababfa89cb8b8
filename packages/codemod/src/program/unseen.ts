import type { DetectOptions } from "@kv-envelope/detector";
import type { FileTree } from "../modules/file-tree.js";
import { homesIn } from "../modules/homes.js";
import type { ProgramFiles } from "../modules/program-files.js";

/** The files that can't be looked into, and the markup of components: what they read is not known, only what their texts name. */
export function unseenIn(tree: FileTree, files: ProgramFiles): NonNullable<DetectOptions["unseen"]> {
  const homeOf = homesIn(tree);
  return (parsed) => {
    const home = homeOf(files.nameOf(parsed));
    const isNear = (name: string): boolean => homeOf(name) === home;
    return [
      ...[...files.faults.keys()].map((name) => ({
        name,
        isMarkup: false,
        text: textOf(tree, name),
        isNear: isNear(name),
      })),
      ...files
        .loaded()
        .flatMap(({ file: name, parsed: { markup } }) =>
          markup === undefined ? [] : [{ name, isMarkup: true, text: markup, isNear: isNear(name) }],
        ),
    ];
  };
}

function textOf(tree: FileTree, name: string): string | undefined {
  try {
    return tree.read(name).text;
  } catch {
    return undefined;
  }
}
