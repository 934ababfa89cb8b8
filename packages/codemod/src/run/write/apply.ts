import { messageOf, UsageError } from "../../shared/errors.js";
import type { Journal, JournalEntry } from "../../files/journal.js";
import { checkRoom } from "../../files/room.js";
import { writeJournal } from "../../files/write-journal.js";
import { createFile, removeFile } from "../../files/write.js";
import type { Creation } from "../needs.js";
import type { FileOutcome } from "../outcome.js";
import { checkUnit, unitsOf, writeUnit } from "./units.js";
import type { Unit } from "./units.js";

/**
 * Writes what a run changes, store by store: all files of one or none. Everything is checked before the first byte.
 * A journal comes first, so that a run that is interrupted can be finished or undone; then the helper module, so that
 * at no moment a file imports what is not there.
 * Whoever stops after some of the files leaves a journal from which the next run goes on.
 * @param together the files that are written together or not at all; a file in none of the sets stands for itself.
 * @yields each outcome when it is settled, in the order given: a file that could not be written has failed; and
 * `undefined` while a store is only being prepared. At each of these moments every store is written whole or not at all.
 * @throws {UsageError} if the journal or the helper module can't be written: then nothing was changed.
 */
export function* applyChanges(
  root: string,
  creation: Creation | undefined,
  outcomes: readonly FileOutcome[],
  together: readonly (readonly string[])[] = [],
): Generator<FileOutcome | undefined, FileOutcome[], undefined> {
  const settled = new Map<string, FileOutcome>();
  const units: Unit[] = [];
  for (const unit of unitsOf(outcomes, together)) {
    const refused = checkUnit(root, unit);
    if (refused === undefined) units.push(unit);
    else for (const outcome of refused) settled.set(outcome.file, outcome);
  }
  const writing = units.length === 0 ? undefined : begin(root, creation, units);
  const unitOf = new Map(units.flatMap((unit) => unit.map(({ file }) => [file, unit] as const)));
  const all: FileOutcome[] = [];
  let canClose = true;
  for (const outcome of outcomes) {
    const unit = settled.has(outcome.file) ? undefined : unitOf.get(outcome.file);
    if (unit !== undefined) {
      const result = yield* writeUnit(root, unit);
      canClose &&= result.isWhole;
      for (const each of result.outcomes) settled.set(each.file, each);
    }
    const own = settled.get(outcome.file) ?? outcome;
    all.push(own);
    yield own;
  }
  if (writing !== undefined && canClose) {
    const changed = new Set(all.filter(({ status }) => status === "changed").map(({ file }) => file));
    if (changed.size === 0 && creation !== undefined) removeFile(root, creation.file);
    closeJournal(
      root,
      writing,
      changed.size === 0
        ? []
        : writing.entries.filter(({ file, before }) => before === null || changed.has(file)),
    );
  }
  return all;
}

/** Writes the journal and the helper module. */
function begin(root: string, creation: Creation | undefined, units: readonly Unit[]): Journal {
  const created: JournalEntry[] =
    creation === undefined ? [] : [{ file: creation.file, before: null, after: creation.content }];
  const changes = units.flat().map(({ file, change: { before, after } }) => ({ file, before, after }));
  const entries = [...created, ...changes];
  const journal: Journal = { version: 1, state: "writing", startedAtMs: Date.now(), entries };
  try {
    checkRoom(root, entries, Math.max(...units.map(bytesOf)));
    writeJournal(root, journal);
  } catch (error) {
    throw new UsageError(`--write: the journal can't be written: ${messageOf(error)}; nothing was changed`);
  }
  if (creation === undefined) return journal;
  try {
    createFile(root, creation.file, creation.content);
  } catch (error) {
    closeJournal(root, journal, []);
    throw new UsageError(
      `--helpers: ${creation.file} can't be written: ${messageOf(error)}; nothing was changed`,
    );
  }
  return journal;
}

const bytesOf = (unit: Unit): number =>
  unit.reduce((sum, { change }) => sum + Buffer.byteLength(change.after), 0);

/** Says in the journal that the run came to its end. */
export function closeJournal(root: string, journal: Journal, entries: readonly JournalEntry[]): void {
  try {
    writeJournal(root, { ...journal, state: "written", entries });
  } catch {
    // On a full disk it stays open: the next run finds all of it written, and closes it.
  }
}
