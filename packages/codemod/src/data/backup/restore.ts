import type { RestStore } from "@kv-envelope/runtime/stores";
import { messageOf } from "../../shared/errors.js";
import { sha256 } from "./backup-format.js";
import type { BackupEntry } from "./backup-format.js";
import { sameBytes } from "../entries/change.js";
import { classify } from "../entries/classify.js";
import { eachOf } from "../each-of.js";
import { backupEntries } from "./read-backup.js";
import { Tally } from "../tally.js";

interface RestoreOptions {
  readonly store: RestStore;
  readonly file: string;
  readonly concurrency: number;
  readonly dryRun: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onProgress: (entries: number) => void;
}

const BATCH_ENTRIES = 100;
const BATCH_BYTES = 16 * 1_048_576;

/** Gives the keys of a backup their old values, where they still hold what the run wrote. */
export async function restore({
  store,
  file,
  concurrency,
  dryRun,
  now,
  onProgress,
}: RestoreOptions): Promise<Tally> {
  const tally = new Tally();
  /** Not restored yet, and why: an interrupted run backs up a key again, and a later entry may be the one that fits. */
  const kept = new Map<string, string>();
  let seen = 0;
  const restoreBatch = async (batch: ReadonlyMap<string, BackupEntry>): Promise<void> => {
    await eachOf([...batch.values()], concurrency, async (entry) => {
      try {
        const reason = await restoreEntry(store, entry, dryRun, now());
        if (reason === "restored") {
          tally.see(entry.key, classify(entry.bytes, now()), entry.bytes.byteLength);
          tally.did("restored");
        }
        if (reason === "restored" || reason === "as before") kept.delete(entry.key);
        else kept.set(entry.key, reason);
      } catch (error) {
        tally.failed.add(entry.key, messageOf(error));
      }
    });
    seen += batch.size;
    onProgress(seen);
  };
  let batch = new Map<string, BackupEntry>();
  let bytes = 0;
  for await (const entry of backupEntries(file)) {
    if (batch.size === BATCH_ENTRIES || bytes > BATCH_BYTES || batch.has(entry.key)) {
      await restoreBatch(batch);
      batch = new Map();
      bytes = 0;
    }
    batch.set(entry.key, entry);
    bytes += entry.bytes.byteLength;
  }
  await restoreBatch(batch);
  for (const [key, reason] of kept) tally.left.add(key, reason);
  return tally;
}

/** @returns `restored`, `as before` where nothing was to be done, or why it was left. */
async function restoreEntry(
  store: RestStore,
  { key, bytes, contentType, movedTo, after, expiresAtMs = Infinity }: BackupEntry,
  dryRun: boolean,
  nowMs: number,
): Promise<string> {
  const present = await store.getBytes(key);
  const moved = movedTo === undefined ? null : await store.getBytes(movedTo);
  const isBack = present !== null && sameBytes(present.bytes, bytes);
  const isMoved = moved !== null && sha256(moved.bytes) === after;
  // A moved key is back when its old value is, and its new one is gone.
  if (isBack && !isMoved) return "as before";
  const isOurs =
    movedTo === undefined
      ? present === null
        ? after === undefined
        : sha256(present.bytes) === after
      : isMoved && (present === null || isBack);
  if (!isOurs && present === null && moved === null && nowMs >= expiresAtMs)
    return "has expired since the run, and is left so";
  if (!isOurs)
    return present === null && movedTo === undefined
      ? "was deleted since the run, and is left so"
      : "was changed since the run, and keeps its value";
  if (dryRun) return "restored";
  if (!isBack) await store.put(key, bytes, contentType);
  if (movedTo !== undefined) {
    const again = await store.getBytes(key);
    if (again === null || !sameBytes(again.bytes, bytes))
      return `was written back, but reads differently; ${movedTo} is kept`;
    await store.delete(movedTo);
  }
  return "restored";
}
