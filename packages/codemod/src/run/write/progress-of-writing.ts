import { readJournal } from "../../files/journal.js";
import { contentOf } from "../../files/write.js";

/** How far the writing or the undo came that was stopped. */
export interface Progress {
  readonly state: "writing" | "undoing";
  /** Files that are as they are to be, of all. */
  readonly done: number;
  readonly total: number;
}

/** What is known of it in a directory; `undefined` if it had not begun, or is finished. */
export function progressOfWriting(root: string): Progress | undefined {
  const journal = readJournal(root);
  if (journal === undefined || journal.state === "written") return undefined;
  const { state, entries } = journal;
  const done = entries.filter(
    ({ file, before, after }) =>
      contentOf(root, file) === (state === "writing" ? after : (before ?? undefined)),
  );
  return { state, done: done.length, total: entries.length };
}
