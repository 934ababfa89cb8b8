/** Replaces the text between two offsets (`start` inclusive, `end` exclusive) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Sorts edits by position; insertions at one offset keep the order in which they were collected. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((left, right) => left.start - right.start || left.end - right.end);
}

/**
 * Applies edits in one splice.
 * @throws {RangeError} if two edits overlap: one of them would be lost silently.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let position = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.start < position) {
      throw new RangeError(`overlapping edits at offset ${edit.start}: ${JSON.stringify(edit.text)}`);
    }
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}
