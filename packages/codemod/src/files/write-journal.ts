import { join } from "node:path";
import { writeAtomically } from "./atomic.js";
import { makeJournalDirectory } from "./journal-directory.js";
import { JOURNAL_FILE } from "./journal.js";
import type { Journal } from "./journal.js";

/** Replaces the journal in one step. */
export function writeJournal(root: string, journal: Journal): void {
  makeJournalDirectory(root);
  writeAtomically(join(root, JOURNAL_FILE), JSON.stringify(journal));
}
