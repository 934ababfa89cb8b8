import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../shared/errors.js";
import { makeJournalDirectory } from "../../files/journal-directory.js";
import { JOURNAL_DIRECTORY } from "../../files/journal.js";
import { displayName } from "../../report/style.js";
import { headLine } from "./backup-format.js";
import type { BackupHead } from "./backup-format.js";
import { inspectBackup } from "./read-backup.js";
import type { BackupInfo } from "./read-backup.js";
import { continueBackup, createBackup } from "./write-backup.js";
import type { Backup } from "./write-backup.js";

/** Where the backup of a run goes, and where that run begins. */
export interface BackupPlan {
  readonly file: string;
  /** What an interrupted run of the same kind left. */
  readonly resumed: BackupInfo | undefined;
}

/**
 * Finds the backup of an interrupted run, or a name for a new one.
 * @throws {UsageError} if `given` is there and is not the backup of such a run.
 */
export async function planBackup(
  root: string,
  given: string | undefined,
  head: BackupHead,
  nowMs: number,
): Promise<BackupPlan> {
  if (given !== undefined)
    return existsSync(given) ? await resume(given, head) : { file: given, resumed: undefined };
  const directory = join(root, JOURNAL_DIRECTORY, "data");
  const name = `${head.command}-${head.namespace.replaceAll(/[^\w.-]/g, "_").slice(0, 80)}`;
  const names = existsSync(directory)
    ? readdirSync(directory).filter((each) => each.startsWith(`${name}-`) && each.endsWith(".jsonl"))
    : [];
  for (const each of names.sort().reverse()) {
    const file = join(directory, each);
    const info = await inspectBackup(file).catch(() => undefined);
    if (info !== undefined && !info.isEnded && isSameRun(info.head, head)) return { file, resumed: info };
  }
  return {
    file: join(directory, `${name}-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-")}.jsonl`),
    resumed: undefined,
  };
}

async function resume(file: string, head: BackupHead): Promise<BackupPlan> {
  if (!lstatSync(file).isFile())
    throw new UsageError(
      `--backup: ${displayName(file)} is no file; allowed: a new file, or the backup of the same run that was interrupted`,
    );
  if (isBegun(file, head)) {
    rmSync(file);
    return { file, resumed: undefined };
  }
  const info = await inspectBackup(file);
  if (!info.isEnded && isSameRun(info.head, head)) return { file, resumed: info };
  const reason = info.isEnded
    ? "is the backup of a run that came to its end"
    : "is the backup of a run with other options";
  throw new UsageError(
    `--backup: ${displayName(file)} ${reason}; allowed: a new file, or the backup of the same run that was interrupted`,
  );
}

/** Whether a run of the same kind was killed while it wrote the head, before all else. */
function isBegun(file: string, head: BackupHead): boolean {
  const whole = headLine(head);
  return statSync(file).size < whole.length && whole.startsWith(readFileSync(file, "utf8"));
}

/** Makes the file, or goes on with it. */
export async function openBackup(
  root: string,
  { file, resumed }: BackupPlan,
  head: BackupHead,
): Promise<Backup> {
  if (resumed !== undefined) return await continueBackup(file, resumed.wholeBytes, resumed.entries);
  if (file.startsWith(join(root, JOURNAL_DIRECTORY))) makeJournalDirectory(root);
  return await createBackup(file, head);
}

const isSameRun = (one: BackupHead, other: BackupHead): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
