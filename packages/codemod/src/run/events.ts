import type { MigrationFinding, MigrationRead, Verdict } from "../program/describe.js";
import type { FileOutcome } from "./outcome.js";
import type { ExitCode, RunResult } from "./result.js";
import type { Stage } from "../shared/steps.js";

interface InFile {
  /** Relative to the root, with `/`. */
  readonly file: string;
}

/** A raw KV write with verbatim fields, and what becomes of it. */
export interface MigratedWrite extends MigrationFinding, InFile {
  readonly access: "write";
}

/** A raw KV read of a store that has such writes, and what becomes of it. */
export interface MigratedRead extends MigrationRead, InFile {
  readonly access: "read";
}

/** A write or read before it is settled what becomes of it. */
export type FoundItem = Omit<MigratedWrite, keyof Verdict> | Omit<MigratedRead, keyof Verdict>;

/** How far the search is; comes every now and then, for a bar. */
export interface ProgressEvent {
  readonly type: "progress";
  readonly stage: Stage;
  readonly filesRead: number;
  readonly filesTotal: number;
}

/**
 * What a run tells as it goes: `progress` while it searches; then `found` for every write and read, before the first
 * file is written; then, file by file, `rewritten`, `left` and `error`; `done` at last, once.
 */
export type MigrateEvent =
  | ProgressEvent
  | { readonly type: "found"; readonly item: FoundItem }
  /** Its file has the new text; in a dry run: would have it. */
  | { readonly type: "rewritten"; readonly item: MigratedWrite | MigratedRead }
  /** It stays as it is: `item.reason` says why. */
  | { readonly type: "left"; readonly item: MigratedWrite | MigratedRead }
  /** A file could not be read, parsed, rewritten or written; the run goes on with the others. */
  | { readonly type: "error"; readonly file: string; readonly message: string }
  /** `exitCode` is what the command line would end with: 0 if nothing remains to be done, else 1. */
  | { readonly type: "done"; readonly result: RunResult; readonly exitCode: ExitCode };

/** That the writes and reads of a file were found. */
export const foundIn = (outcome: FileOutcome): MigrateEvent[] =>
  itemsIn(outcome).map((item) => ({ type: "found", item: unsettled(item) }));

/** What became of a file and of its writes and reads. */
export function settledIn(outcome: FileOutcome): MigrateEvent[] {
  const { file, status, reason = "" } = outcome;
  const items = itemsIn(outcome).map((item): MigrateEvent => ({ type: item.status, item }));
  return status === "failed" ? [{ type: "error", file, message: reason }, ...items] : items;
}

/** In source order. */
function itemsIn({ file, findings, reads }: FileOutcome): (MigratedWrite | MigratedRead)[] {
  // Of thousands of files, most hold nothing.
  if (findings.length + reads.length === 0) return [];
  const items = [
    ...findings.map((finding): MigratedWrite => ({ access: "write", file, ...finding })),
    ...reads.map((read): MigratedRead => ({ access: "read", file, ...read })),
  ];
  return items.sort((left, right) => left.line - right.line || left.column - right.column);
}

function unsettled(item: MigratedWrite | MigratedRead): FoundItem {
  const { status: _status, reason: _reason, waitsFor: _waitsFor, notes: _notes, ...found } = item;
  return found;
}

/**
 * Waits for the end of a run.
 * @param onProgress is told how far it is.
 */
export async function doneOf(
  events: AsyncIterable<MigrateEvent>,
  onProgress: (event: ProgressEvent) => void = () => undefined,
): Promise<Extract<MigrateEvent, { type: "done" }>> {
  for await (const event of events) {
    if (event.type === "progress") onProgress(event);
    if (event.type === "done") return event;
  }
  throw new Error("the run ended without a result");
}
