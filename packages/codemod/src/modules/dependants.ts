import { FILES_A_STEP } from "../shared/steps.js";
import type { Steps } from "../shared/steps.js";
import type { FileTree } from "./file-tree.js";
import { Importers } from "./importers.js";
import { ModuleResolver } from "./module-resolver.js";

/** The given files, and all that import one of them, be it through others. */
export function* withDependants(tree: FileTree, files: ReadonlySet<string>): Steps<ReadonlySet<string>> {
  // What leads nowhere is said where the program is looked at.
  const importers = new Importers(new ModuleResolver(tree, () => undefined));
  for (const [position, file] of tree.sources.entries()) {
    if (position % FILES_A_STEP === 0) yield "Reading";
    try {
      importers.add(file, tree.look(file));
    } catch {
      // Neither does a file that can't be read import anything, and that is said there too.
    }
  }
  const found = new Set(tree.sources.filter((file) => files.has(file)));
  // The set grows while it is walked.
  for (const file of found) for (const importer of importers.of(file)) found.add(importer);
  return found;
}
