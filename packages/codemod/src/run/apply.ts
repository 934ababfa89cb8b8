import { messageOf, UsageError } from "../shared/errors.js";
import { readJournal } from "../files/journal.js";
import type { Journal, JournalEntry } from "../files/journal.js";
import { removeLeftovers } from "../files/leftovers.js";
import { writeJournal } from "../files/write-journal.js";
import { contentOf, createFile, replaceFile } from "../files/write.js";
import type { Creation } from "./needs.js";
import { failed } from "./outcome.js";
import type { FileOutcome } from "./outcome.js";

/**
 * Writes what a run changes. A journal comes first, so that a run that is interrupted can be finished
 * or undone; then the helper module, so that at no moment a file imports what is not there.
 * Whoever stops after some of the files leaves a journal from which the next run goes on.
 * @yields each outcome when it is settled, in the order given: a file that could not be written has failed.
 * @throws {UsageError} if the journal or the helper module can't be written: then nothing was changed.
 */
export function* applyChanges(
  root: string,
  creation: Creation | undefined,
  outcomes: readonly FileOutcome[],
): Generator<FileOutcome, FileOutcome[], undefined> {
  const changes = outcomes.flatMap(({ file, change }): JournalEntry[] =>
    change === undefined ? [] : [{ file, before: change.before, after: change.after }],
  );
  if (changes.length === 0) {
    yield* outcomes;
    return [...outcomes];
  }
  const created: JournalEntry[] =
    creation === undefined ? [] : [{ file: creation.file, before: null, after: creation.content }];
  const journal: Journal = {
    version: 1,
    state: "writing",
    startedAtMs: Date.now(),
    entries: [...created, ...changes],
  };
  try {
    writeJournal(root, journal);
  } catch (error) {
    throw new UsageError(`--write: the journal can't be written: ${messageOf(error)}; nothing was changed`);
  }
  if (creation !== undefined) {
    try {
      createFile(root, creation.file, creation.content);
    } catch (error) {
      close(root, journal, []);
      throw new UsageError(
        `--helpers: ${creation.file} can't be written: ${messageOf(error)}; nothing was changed`,
      );
    }
  }
  const written: FileOutcome[] = [];
  for (const outcome of outcomes) {
    const settled = write(root, outcome);
    written.push(settled);
    yield settled;
  }
  const changed = new Set(written.filter(({ status }) => status === "changed").map(({ file }) => file));
  close(root, journal, [...created, ...changes.filter(({ file }) => changed.has(file))]);
  return written;
}

function write(root: string, outcome: FileOutcome): FileOutcome {
  if (outcome.change === undefined) return outcome;
  try {
    replaceFile(root, outcome.file, outcome.change.bytes, outcome.change.after);
    return outcome;
  } catch (error) {
    return failed(outcome.file, `can't be written: ${messageOf(error)}`, outcome);
  }
}

/**
 * Finishes the run that was interrupted here, if one was.
 * @returns what there is to say of it, a line each.
 * @throws {UsageError} if it can't be finished, or is to be undone.
 */
export function finishInterrupted(root: string): string[] {
  const journal = readJournal(root);
  if (journal === undefined || journal.state === "written") return [];
  if (journal.state === "undoing")
    throw new UsageError(
      "--write: an undo was interrupted here: kv-envelope undo finishes it; nothing was changed",
    );
  const missing = journal.entries.filter(({ file, before, after }) => {
    const content = contentOf(root, file);
    if (content === after) return false;
    if (content === (before ?? undefined)) return true;
    throw new UsageError(
      `--write: an earlier run was interrupted, and ${file} has changed since, so that it can't be finished: take it back with kv-envelope undo, then run again`,
    );
  });
  removeLeftovers(root, journal);
  for (const { file, before, after } of missing) {
    try {
      if (before === null) createFile(root, file, after);
      else replaceFile(root, file, Buffer.from(before), after);
    } catch (error) {
      throw new UsageError(
        `--write: an earlier run was interrupted, and can't be finished: ${file}: ${messageOf(error)}`,
      );
    }
  }
  close(root, journal, journal.entries);
  return [
    `an earlier run was interrupted and is finished now: ${missing.length} of its ${journal.entries.length} files were still to be written`,
  ];
}

/** @throws {UsageError} if a run was interrupted here: half rewritten, a program tells nothing. */
export function refuseInterrupted(root: string): void {
  const state = readJournal(root)?.state;
  if (state === "writing")
    throw new UsageError(
      "an earlier run was interrupted here: --write finishes it, kv-envelope undo takes it back",
    );
  if (state === "undoing") throw new UsageError("an undo was interrupted here: kv-envelope undo finishes it");
}

function close(root: string, journal: Journal, entries: readonly JournalEntry[]): void {
  try {
    writeJournal(root, { ...journal, state: "written", entries });
  } catch {
    // On a full disk it stays open: the next run finds all of it written, and closes it.
  }
}
