import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FileError } from "../shared/errors.js";
import { writeAtomically } from "./atomic.js";
import { JOURNAL_DIRECTORY, JOURNAL_FILE } from "./journal.js";
import type { Journal } from "./journal.js";

/** Replaces the journal in one step. git does not see it: its directory ignores itself. */
export function writeJournal(root: string, journal: Journal): void {
  const directory = join(root, JOURNAL_DIRECTORY);
  mkdirSync(directory, { recursive: true });
  if (realpathSync(directory) !== directory) throw new FileError(`${JOURNAL_DIRECTORY} leads through a link`);
  const ignoring = join(directory, ".gitignore");
  if (!existsSync(ignoring)) writeFileSync(ignoring, "*\n");
  writeAtomically(join(root, JOURNAL_FILE), JSON.stringify(journal));
}
