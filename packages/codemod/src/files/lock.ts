import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { hostname, uptime } from "node:os";
import { join } from "node:path";
import { isRecord } from "../shared/record.js";
import { systemCode, UsageError } from "../shared/errors.js";
import { makeJournalDirectory, removeEmptyJournalDirectory } from "./journal-directory.js";
import { JOURNAL_DIRECTORY } from "./journal.js";

const LOCK_FILE = `${JOURNAL_DIRECTORY}/lock.json`;

/** Who writes in a directory. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
}

/** The directories that this process writes in: its own number in a lock file may be that of a killed run. */
const held = new Set<string>();

/**
 * Takes the right to write in a directory: one run at a time has it. The library for it, `proper-lockfile`, keeps a lock
 * alive by a timer, which does not fire while a large program is worked out, and does not say who holds it.
 * @returns gives it back.
 * @throws {UsageError} if another run has it.
 */
export function lockDirectory(root: string): () => void {
  const path = join(root, LOCK_FILE);
  let made: boolean;
  try {
    made = makeJournalDirectory(root);
    for (let attempt = 0; !create(path); attempt += 1) {
      const holder = holderOf(path);
      if (holder !== undefined && (attempt > 3 || isAlive(root, holder, path))) throw refused(holder);
      if (holder === undefined && attempt > 3) throw refused(undefined);
      remove(path, holder);
    }
  } catch (error) {
    // Where nothing can be written, nobody writes: what is to be written fails by itself, with its reason.
    if (["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR"].includes(systemCode(error) ?? ""))
      return () => undefined;
    throw error;
  }
  held.add(root);
  return () => {
    held.delete(root);
    rmSync(path, { force: true });
    if (made) removeEmptyJournalDirectory(root);
  };
}

/** @returns whether there was none. */
function create(path: string): boolean {
  const holder: Holder = { pid: process.pid, host: hostname(), startedAt: new Date().toISOString() };
  // Written beside it, then linked: nobody finds a lock that does not say yet whose it is.
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, "w");
  writeSync(file, JSON.stringify(holder));
  closeSync(file);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** `undefined` if it is gone, or is no lock of ours. */
function holderOf(path: string): Holder | undefined {
  try {
    const given: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(given) &&
      typeof given["pid"] === "number" &&
      typeof given["host"] === "string" &&
      typeof given["startedAt"] === "string"
      ? { pid: given["pid"], host: given["host"], startedAt: given["startedAt"] }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Of a process on another machine it can't be told: it counts as alive. */
function isAlive(root: string, { pid, host }: Holder, path: string): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return held.has(root);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.mtimeMs < Date.now() - uptime() * 1000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return systemCode(error) === "EPERM";
  }
}

/** Removes the lock of a run that is no more; one that another run took in between is put back. */
function remove(path: string, holder: Holder | undefined): void {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
    if (JSON.stringify(holderOf(aside)) !== JSON.stringify(holder)) linkSync(aside, path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT" && systemCode(error) !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

const refused = (holder: Holder | undefined): UsageError =>
  new UsageError(
    holder === undefined
      ? `another run writes in this directory; if there is none, delete ${LOCK_FILE}`
      : `another run writes in this directory: process ${holder.pid} on ${holder.host}, since ${holder.startedAt}; wait for its end, or, if it is no more, delete ${LOCK_FILE}`,
  );
