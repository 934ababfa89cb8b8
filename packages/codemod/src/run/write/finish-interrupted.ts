import { join } from "node:path";
import { draftOf } from "../../files/atomic.js";
import type { Draft } from "../../files/atomic.js";
import { messageOf, UsageError } from "../../shared/errors.js";
import { readJournal } from "../../files/journal.js";
import { removeLeftovers } from "../../files/leftovers.js";
import { checkReplaceable, contentOf, createFile } from "../../files/write.js";
import { closeJournal } from "./apply.js";

/**
 * Finishes the run that was interrupted here, if one was: all of it, or nothing.
 * @yields while nothing is written yet.
 * @returns what there is to say of it, a line each.
 * @throws {UsageError} if it can't be finished, or is to be undone.
 */
export function* finishInterrupted(root: string): Generator<undefined, string[], undefined> {
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
  const drafts = new Map<string, Draft>();
  let file = "";
  try {
    for (const { before, after, ...entry } of missing) {
      file = entry.file;
      if (before === null) continue;
      drafts.set(file, draftOf(join(root, file), after));
      yield;
    }
    for (const { before, after, ...entry } of missing) {
      file = entry.file;
      if (before === null) createFile(root, file, after);
      else checkReplaceable(root, file, Buffer.from(before));
      drafts.get(file)?.commit();
    }
  } catch (error) {
    throw new UsageError(
      `--write: an earlier run was interrupted, and can't be finished: ${file}: ${messageOf(error)}`,
    );
  } finally {
    for (const draft of drafts.values()) draft.discard();
  }
  closeJournal(root, journal, journal.entries);
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
