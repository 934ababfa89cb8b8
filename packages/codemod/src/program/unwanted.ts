import type { Reason, TextEdit, VerbatimField } from "@kv-envelope/detector";
import { sortEdits } from "@kv-envelope/detector";

/** A write that somebody wants to stay as it is, by the first of its fields. */
export interface UnwantedWrite {
  readonly file: string;
  /** Where the field begins in the file's text, a BOM not counted. */
  readonly start: number;
  readonly field: string;
}

/** The writes that are not to be rewritten, known again in the rewritten program too. */
export class Unwanted {
  /** Every write is wanted. */
  static readonly NONE = new Unwanted({ why: "", remedy: "" }, []);

  private readonly reason: Reason;
  private readonly writes: readonly UnwantedWrite[];

  constructor(reason: Reason, writes: readonly UnwantedWrite[]) {
    this.reason = reason;
    this.writes = writes;
  }

  /**
   * Why a write is not to be rewritten; `undefined` if it is.
   * @param editsOf what was changed in a file since the writes were chosen.
   */
  reasonFor(
    [first]: readonly VerbatimField[],
    fileOf: (node: VerbatimField["node"]) => string,
    editsOf: (file: string) => readonly TextEdit[] = () => [],
  ): Reason | undefined {
    if (first === undefined || this.writes.length === 0) return undefined;
    const file = fileOf(first.node);
    const inFile = this.writes.filter((write) => write.file === file && write.field === first.name);
    if (inFile.length === 0) return undefined;
    const before = stretchBefore(editsOf(file), first.node.range[0]);
    return inFile.some(({ start }) => before.start <= start && start <= before.end) ? this.reason : undefined;
  }
}

/** Where an offset was before some edits: one place, or the stretch whose text was replaced. */
function stretchBefore(
  edits: readonly TextEdit[],
  offset: number,
): { readonly start: number; readonly end: number } {
  let grown = 0;
  for (const { start, end, text } of sortEdits(edits)) {
    if (offset < start + grown) break;
    if (offset < start + grown + text.length) return { start, end };
    grown += text.length - (end - start);
  }
  return { start: offset - grown, end: offset - grown };
}
