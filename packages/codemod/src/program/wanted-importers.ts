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
 */
export class WantedImporters {
  private readonly tree: FileTree;
  private readonly importers: Importers;
  private readonly reach: MemberReach;
  /** What each file was asked about last: asked again, it gives nothing new. */
  private readonly asked = new Map<string, string>();

  constructor(tree: FileTree, importers: Importers) {
    this.tree = tree;
    this.importers = importers;
    this.reach = new MemberReach(tree, importers);
  }

  /** @param added files that are looked into already: they are not read again */
  of(exporter: string, names: ExposedNames, added: ReadonlySet<string>): string[] {
    const question = JSON.stringify([...names].map(([name, members]) => [name, ...members]));
    if (this.asked.get(exporter) === question) return [];
    this.asked.set(exporter, question);
    return this.importers
      .of(exporter)
      .filter((importer) => !added.has(importer) && this.isWanted(importer, exporter, names));
  }

  private isWanted(importer: string, exporter: string, names: ExposedNames): boolean {
    const taken = membersTaken(textOf(this.tree, importer), names, (specifier) =>
      this.importers.isTarget(importer, specifier, exporter),
    );
    const members = taken.filter((member) => member !== undefined);
    if (members.length < taken.length) return true;
    if (members.length === 0) return false;
    return (
      this.reach.isNamedIn(importer, members) ||
      this.importers.of(importer).length > 0 ||
      this.reach.isNamedBehind(importer, members, (file) => file === exporter)
    );
  }
}
