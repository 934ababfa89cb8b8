import { mayReadOnCommandLine } from "@kv-envelope/detector/evidence";
import { textOf } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";

/** The files that may read a key by the service's command line, though nothing else in them names the service. */
export const commandReaders = (tree: FileTree, known: ReadonlySet<string>): string[] =>
  tree.sources.filter((file) => !known.has(file) && mayReadOnCommandLine(textOf(tree, file, ["telnyx"])));
