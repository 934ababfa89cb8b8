import { messageOf, UsageError } from "../../shared/errors.js";
import { readJournal, removeJournal } from "../../files/journal.js";
import type { JournalEntry } from "../../files/journal.js";
import { lockDirectory } from "../../files/lock.js";
import { removeLeftovers } from "../../files/leftovers.js";
import { writeJournal } from "../../files/write-journal.js";
import { contentOf, removeFile, replaceFile } from "../../files/write.js";

/** What became of the files that the last run changed. */
export interface UndoResult {
  readonly restored: readonly string[];
  readonly kept: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Gives the files that the last run changed the bytes that they had before it; what was changed since is kept.
 * @yields between two files: whoever stops then leaves a journal from which the next undo goes on.
 * @throws {UsageError} if no run is known here, or the journal can't be written.
 */
export function* undoLastRun(root: string): Generator<undefined, UndoResult, undefined> {
  if (readJournal(root) === undefined) throw nothingKnown();
  const release = lockDirectory(root);
  try {
    return yield* undoAlone(root);
  } finally {
    release();
  }
}

const nothingKnown = (): UsageError =>
  new UsageError("undo: no run that changed something is known in this directory");

function* undoAlone(root: string): Generator<undefined, UndoResult, undefined> {
  const journal = readJournal(root);
  if (journal === undefined || journal.entries.length === 0) throw nothingKnown();
  try {
    writeJournal(root, { ...journal, state: "undoing" });
  } catch (error) {
    throw new UsageError(`undo: the journal can't be written: ${messageOf(error)}; nothing was changed`);
  }
  removeLeftovers(root, journal);
  const restored: string[] = [];
  const kept: { file: string; reason: string }[] = [];
  // Backwards: the helper module goes when nobody imports it any more.
  for (const entry of journal.entries.toReversed()) {
    const { file } = entry;
    try {
      if (restore(root, entry)) restored.push(file);
      else kept.push({ file, reason: "was changed since the run, so it is not restored" });
    } catch (error) {
      kept.push({ file, reason: `can't be restored: ${messageOf(error)}` });
    }
    yield;
  }
  const left = new Set(kept.map(({ file }) => file));
  if (left.size === 0) removeJournal(root);
  else
    writeJournal(root, {
      ...journal,
      state: "written",
      entries: journal.entries.filter(({ file }) => left.has(file)),
    });
  return { restored: restored.sort(), kept };
}

/** @returns whether the file is as it was before the run. */
function restore(root: string, { file, before, after }: JournalEntry): boolean {
  const content = contentOf(root, file);
  if (content === (before ?? undefined)) return true;
  if (content !== after) return false;
  if (before === null) removeFile(root, file);
  else replaceFile(root, file, Buffer.from(after), before);
  return true;
}
