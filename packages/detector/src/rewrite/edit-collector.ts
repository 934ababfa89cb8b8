import type { TextEdit } from "../syntax/text/edits.js";
import { sortEdits } from "../syntax/text/edits.js";
import type { FileIndex } from "../syntax/file-index.js";
import { importEdits } from "./imports/import-edit.js";
import type { Helpers, NeededHelper } from "./imports/helper-names.js";
import type { PlacedEdit } from "../syntax/source-index.js";

/** Collects the edits of several rewrites by file, and the helpers that they need there. */
export class EditCollector {
  private readonly byFile = new Map<FileIndex, TextEdit[]>();
  private readonly needed = new Map<FileIndex, NeededHelper[]>();

  /** Adds edits; one that replaces a longer text takes up the earlier ones within it. */
  add(edits: readonly PlacedEdit[]): void {
    for (const { file, ...edit } of edits) {
      const kept = this.in(file).filter(
        (earlier) => !(edit.start < edit.end && edit.start <= earlier.start && earlier.end <= edit.end),
      );
      this.byFile.set(file, [...kept, edit]);
    }
  }

  need(helpers: readonly NeededHelper[]): void {
    for (const helper of helpers)
      this.needed.set(helper.file, [...(this.needed.get(helper.file) ?? []), helper]);
  }

  /** Whether nothing of a file is changed so far. */
  isEmptyIn(file: FileIndex): boolean {
    return this.in(file).length === 0;
  }

  /** Runs a rewrite that reads texts as the edits so far leave them. */
  withPending<T>(file: FileIndex, rewrite: () => T): T {
    return file.withOverlay(this.in(file), rewrite);
  }

  /** All edits by file, the imports of the needed helpers among them. */
  all(helpers: Helpers): Map<FileIndex, TextEdit[]> {
    for (const [file, needed] of this.needed) {
      const imports = importEdits(helpers.in(file), needed);
      this.byFile.set(file, [...this.in(file), ...imports]);
    }
    return new Map([...this.byFile].map(([file, edits]) => [file, sortEdits(edits)]));
  }

  private in(file: FileIndex): readonly TextEdit[] {
    return this.byFile.get(file) ?? [];
  }
}
