import { existsSync, mkdirSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, systemCode, UsageError } from "../../shared/errors.js";
import { displayName } from "../../report/style.js";
import { cursorLine, END_LINE, entryLine, headLine } from "./backup-format.js";
import type { BackupEntry, BackupHead } from "./backup-format.js";

/** A file that holds each entry before it is changed. */
export interface Backup {
  readonly file: string;
  /** Entries in it, those of an interrupted run included. */
  readonly entries: () => number;
  /** Resolves when the entries are on the disk: only then may they be changed. */
  readonly add: (entries: readonly BackupEntry[]) => Promise<void>;
  /** Notes that all keys before `cursor` are done. */
  readonly reach: (cursor: string) => Promise<void>;
  /** Notes that the run came to its end. A backup without entries is removed. */
  readonly end: () => Promise<void>;
  /** Leaves the backup to a run that resumes this one. One without entries is removed: that run may as well begin anew. */
  readonly leave: () => Promise<void>;
}

/**
 * Begins a backup.
 * @throws {UsageError} if the file is there already, or can't be made.
 */
export async function createBackup(file: string, head: BackupHead): Promise<Backup> {
  let handle: FileHandle;
  try {
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    // Nobody else's to read: it holds what the store holds.
    handle = await open(file, "wx", 0o600);
    await handle.appendFile(headLine(head));
    await handle.datasync();
    await syncDirectory(dirname(file));
  } catch (error) {
    const reason =
      systemCode(error) === "EEXIST"
        ? "exists already; allowed: a new file, or the backup of the same run that was interrupted"
        : `can't be written: ${messageOf(error)}`;
    throw new UsageError(`--backup: ${displayName(file)} ${reason}`);
  }
  return backupIn(file, handle, 0);
}

/** Goes on with a backup of a run that was interrupted. What a kill left of a line behind `wholeBytes` goes. */
export async function continueBackup(file: string, wholeBytes: number, entries: number): Promise<Backup> {
  try {
    const handle = await open(file, "r+");
    await handle.truncate(wholeBytes);
    await handle.close();
    return backupIn(file, await open(file, "a"), entries);
  } catch (error) {
    throw new UsageError(`--backup: ${displayName(file)} can't be written: ${messageOf(error)}`);
  }
}

function backupIn(file: string, handle: FileHandle, before: number): Backup {
  let count = before;
  const append = async (lines: readonly string[]): Promise<void> => {
    try {
      for (const line of lines) await handle.appendFile(line);
      await handle.datasync();
    } catch (error) {
      throw new UsageError(
        `--backup: ${displayName(file)} can't be written: ${messageOf(error)}; what is not in it was not changed`,
      );
    }
  };
  const close = async (): Promise<void> => {
    await handle.close();
    if (count === 0) rmSync(file);
  };
  return {
    file,
    entries: () => count,
    add: async (entries) => {
      await append(entries.map(entryLine));
      count += entries.length;
    },
    reach: async (cursor) => append([cursorLine(cursor)]),
    end: async () => {
      await append([END_LINE]);
      await close();
    },
    leave: close,
  };
}

/** The file's name in its directory has to be on the disk, too. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows opens no directories.
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  await handle.sync();
  await handle.close();
}
