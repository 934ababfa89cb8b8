import { sortEdits } from "@kv-envelope/detector";
import type { TextEdit } from "@kv-envelope/detector";

/**
 * What a rewrite did outside its edits: `undefined` if nothing, else what is wrong. It walks both
 * texts by the edits alone, so that a fault in how they were applied can't hide itself.
 */
export function outsideEditsFault(
  before: string,
  after: string,
  edits: readonly TextEdit[],
): string | undefined {
  let inBefore = 0;
  let inAfter = 0;
  for (const { start, end, text } of sortEdits(edits)) {
    if (start < inBefore || end < start || end > before.length)
      return `an edit at offset ${start} overlaps another or leaves the file`;
    const kept = before.slice(inBefore, start);
    if (after.slice(inAfter, inAfter + kept.length) !== kept)
      return `the text before offset ${start} changed outside the edits`;
    inAfter += kept.length;
    if (after.slice(inAfter, inAfter + text.length) !== text)
      return `the edit at offset ${start} was not applied as written`;
    inAfter += text.length;
    inBefore = end;
  }
  return before.slice(inBefore) === after.slice(inAfter) ? undefined : "the text after the last edit changed";
}

/** The edits with the line ends of the text that they go into. */
export function withLineEnds(edits: readonly TextEdit[], text: string): TextEdit[] {
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? "\n";
  return edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, lineEnd) }));
}
