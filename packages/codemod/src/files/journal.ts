import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { messageOf, systemCode, UsageError } from "../shared/errors.js";
import { insideRoot } from "./root.js";
import { isRecord } from "../shared/record.js";

/** Where a run keeps what it needs to be finished or undone, below the root. */
export const JOURNAL_DIRECTORY = ".kv-envelope";
export const JOURNAL_FILE = `${JOURNAL_DIRECTORY}/journal.json`;

/** One file that a run changes. */
export interface JournalEntry {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** The text before the run, a BOM included; `null` for a file that the run creates. */
  readonly before: string | null;
  /** The text after it. */
  readonly after: string;
}

/** What the last run that changed something did. Kept as JSON in `.kv-envelope/journal.json`. */
export interface Journal {
  readonly version: 1;
  /** `writing` and `undoing` are found only where a run was interrupted. */
  readonly state: "writing" | "written" | "undoing";
  readonly startedAtMs: number;
  /** In the order in which they are written. */
  readonly entries: readonly JournalEntry[];
}

/**
 * The journal of the last run, if there was one.
 * @throws {UsageError} if it can't be understood.
 */
export function readJournal(root: string): Journal | undefined {
  let text: string;
  try {
    text = readFileSync(join(root, JOURNAL_FILE), "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw new UsageError(`${JOURNAL_FILE}: can't be read: ${messageOf(error)}`);
  }
  let journal: unknown;
  try {
    journal = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (
    !isJournal(journal) ||
    !journal.entries.every(({ file }) => insideRoot(root, resolve(root, file)) === file)
  ) {
    throw new UsageError(
      `${JOURNAL_FILE}: is no journal of this version of kv-envelope; delete it if no run is to be finished or undone`,
    );
  }
  return journal;
}

/** Forgets the last run. */
export const removeJournal = (root: string): void => {
  rmSync(join(root, JOURNAL_FILE), { force: true });
};

const isEntry = (value: unknown): value is JournalEntry =>
  isRecord(value) &&
  typeof value["file"] === "string" &&
  (value["before"] === null || typeof value["before"] === "string") &&
  typeof value["after"] === "string";

const isJournal = (value: unknown): value is Journal =>
  isRecord(value) &&
  value["version"] === 1 &&
  (value["state"] === "writing" || value["state"] === "written" || value["state"] === "undoing") &&
  typeof value["startedAtMs"] === "number" &&
  Array.isArray(value["entries"]) &&
  value["entries"].every(isEntry);
