import { membersTaken } from "@kv-envelope/detector";
import type { ExposedNames } from "@kv-envelope/detector";
import { textOf } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";
import type { Importers } from "../modules/importers.js";
import { MemberReach } from "../modules/member-reach.js";

/**
 * The files that import a writer or reader, or what holds one, and can come to use it: they name what they take, and
 * they read the member behind which it lies, or hand what they import on to whoever may. A test of another resource of
 * the same client does neither.
 * @param added files that are looked into already: they are not read again
 */
export function wantedImporters(
  tree: FileTree,
  importers: Importers,
  exporter: string,
  names: ExposedNames,
  added: ReadonlySet<string>,
): string[] {
  const reach = new MemberReach(tree, importers);
  return importers.of(exporter).filter((importer) => {
    if (added.has(importer)) return false;
    const taken = membersTaken(textOf(tree, importer), names);
    const members = taken.filter((member) => member !== undefined);
    if (members.length < taken.length) return true;
    if (members.length === 0) return false;
    return (
      reach.isNamedIn(importer, members) ||
      importers.of(importer).length > 0 ||
      reach.isNamedBehind(importer, members, (file) => file === exporter)
    );
  });
}
