import { readJournal } from "../files/journal.js";
import { contentOf } from "../files/write.js";

/** How far the writing came that was stopped here; `undefined` if it had not begun, or is finished. */
export function progressOfWriting(
  root: string,
): { readonly written: number; readonly total: number } | undefined {
  const journal = readJournal(root);
  if (journal?.state !== "writing") return undefined;
  const written = journal.entries.filter(({ file, after }) => contentOf(root, file) === after);
  return { written: written.length, total: journal.entries.length };
}
