import { join } from "node:path";
import { draftOf } from "../../files/atomic.js";
import type { Draft } from "../../files/atomic.js";
import { messageOf } from "../../shared/errors.js";
import { checkReplaceable, replaceFile } from "../../files/write.js";
import { failed, leftIn } from "../outcome.js";
import type { Change, FileOutcome } from "../outcome.js";

type ChangedFile = FileOutcome & { readonly change: Change };

/** Files that are written together or not at all, in the order in which they are written. */
export type Unit = readonly ChangedFile[];

/** The changed files, each in one unit. Tolerant reads go before the writes that they have to stand. */
export function unitsOf(
  outcomes: readonly FileOutcome[],
  together: readonly (readonly string[])[],
): readonly Unit[] {
  const setOf = new Map(together.flatMap((set) => set.map((file) => [file, set] as const)));
  const units = new Map<unknown, ChangedFile[]>();
  for (const outcome of outcomes) {
    const { file, change } = outcome;
    if (change === undefined) continue;
    const set = setOf.get(file) ?? file;
    units.set(set, [...(units.get(set) ?? []), { ...outcome, change }]);
  }
  return [...units.values()].map((unit) => [
    ...unit.filter((each) => holdsOnlyReads(each)),
    ...unit.filter((each) => !holdsOnlyReads(each)),
  ]);
}

/** A file without either holds what others write or read through, so it waits, too. */
const holdsOnlyReads = ({ findings, reads }: FileOutcome): boolean =>
  reads.length > 0 && findings.every(({ status }) => status === "left");

/**
 * Looks whether all files of a unit can be written.
 * @returns what becomes of them if not.
 */
export function checkUnit(root: string, unit: Unit): readonly FileOutcome[] | undefined {
  const faults = new Map<string, string>();
  for (const { file, change } of unit) {
    try {
      checkReplaceable(root, file, change.bytes);
    } catch (error) {
      faults.set(file, messageOf(error));
    }
  }
  return faults.size === 0 ? undefined : refused(unit, faults);
}

/** What a dry run says of files that `--write` could not write, in one line or none. */
export function unwritableLine(
  root: string,
  outcomes: readonly FileOutcome[],
  together: readonly (readonly string[])[],
): readonly string[] {
  const refusals = unitsOf(outcomes, together).flatMap((unit) => checkUnit(root, unit) ?? []);
  if (refusals.length === 0) return [];
  const [first, ...others] = refusals.flatMap(({ file, status, reason = "" }) =>
    status === "failed" ? [`${file} ${reason}`] : [],
  );
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return [
    `--write would leave ${refusals.length} of these files, as a store is rewritten whole or not at all: ${first ?? ""}${more}`,
  ];
}

/** What became of a unit; `isWhole` is false where it could be neither written nor taken back, so that the journal is still needed. */
interface Written {
  readonly outcomes: readonly FileOutcome[];
  readonly isWhole: boolean;
}

/**
 * Writes all files of a unit, or none. What takes long, the writing to the disk, comes first and beside the files; then
 * they are all replaced at once.
 * @yields while nothing of the unit is written yet: whoever stops then finds its files as they were.
 */
export function* writeUnit(root: string, unit: Unit): Generator<undefined, Written, undefined> {
  // Once more: somebody may have saved a file while the units before were written.
  const refusal = checkUnit(root, unit);
  if (refusal !== undefined) return { outcomes: refusal, isWhole: true };
  const drafts: Draft[] = [];
  try {
    for (const { file, change } of unit) {
      const draft = draftIfPossible(join(root, file), change.after);
      if (draft instanceof Error)
        return { outcomes: refused(unit, new Map([[file, messageOf(draft)]])), isWhole: true };
      drafts.push(draft);
      yield;
    }
    return replaceAll(root, unit, drafts);
  } finally {
    for (const draft of drafts) draft.discard();
  }
}

function draftIfPossible(path: string, content: string): Draft | Error {
  try {
    return draftOf(path, content);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function replaceAll(root: string, unit: Unit, drafts: readonly Draft[]): Written {
  for (const [position, { file, change }] of unit.entries()) {
    try {
      checkReplaceable(root, file, change.bytes);
      drafts[position]?.commit();
    } catch (error) {
      const faults = new Map([[file, messageOf(error)]]);
      const stuck = takeBack(root, unit.slice(0, position));
      return { outcomes: refused(unit, new Map([...faults, ...stuck])), isWhole: stuck.size === 0 };
    }
  }
  return { outcomes: unit, isWhole: true };
}

/** @returns what could not be taken back, and why. */
function takeBack(root: string, written: Unit): ReadonlyMap<string, string> {
  const stuck = new Map<string, string>();
  for (const { file, change } of written.toReversed()) {
    try {
      replaceFile(root, file, Buffer.from(change.after), change.before);
    } catch (error) {
      stuck.set(
        file,
        `it was written, and can't be taken back: ${messageOf(error)}; kv-envelope undo takes it back later`,
      );
    }
  }
  return stuck;
}

/** None of the unit is written: those at fault have failed, and what depends on them is left. */
function refused(unit: Unit, faults: ReadonlyMap<string, string>): readonly FileOutcome[] {
  const culprits = [...faults.keys()].join(", ");
  return unit.map(({ change: _change, ...outcome }) => {
    const fault = faults.get(outcome.file);
    return fault === undefined
      ? leftIn(
          { ...outcome, status: "unchanged" },
          `${culprits} can't be written, and a store is rewritten whole or not at all: mend that first, then run again`,
        )
      : failed(outcome.file, `can't be written: ${fault}`, outcome);
  });
}
