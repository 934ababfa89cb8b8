import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FileError } from "../shared/errors.js";
import { JOURNAL_DIRECTORY } from "./journal.js";

const IGNORING = ".gitignore";

/**
 * Makes the directory that a run keeps its own files in. git does not see it: it ignores itself.
 * @returns whether it was not there.
 * @throws {FileError} if it leads out of the root.
 */
export function makeJournalDirectory(root: string): boolean {
  const directory = join(root, JOURNAL_DIRECTORY);
  const isNew = mkdirSync(directory, { recursive: true }) !== undefined;
  if (realpathSync(directory) !== directory) throw new FileError(`${JOURNAL_DIRECTORY} leads through a link`);
  const ignoring = join(directory, IGNORING);
  if (!existsSync(ignoring)) writeFileSync(ignoring, "*\n");
  return isNew;
}

/** Removes the directory again where a run had nothing to keep in it. */
export function removeEmptyJournalDirectory(root: string): void {
  const directory = join(root, JOURNAL_DIRECTORY);
  if (readdirSync(directory).every((name) => name === IGNORING))
    rmSync(directory, { recursive: true, force: true });
}
