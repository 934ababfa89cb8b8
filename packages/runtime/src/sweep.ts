import { assertCount, optionsOf, refuse, timeOf } from "./check.js";
import { concurrently } from "./concurrently.js";
import type { DecodeOptions } from "./decode.js";
import { READING, decodeEnvelope } from "./decode.js";
import { PAGE_SIZE, eachPage, listPage } from "./list.js";
import type { RawReader, RawStore } from "./store.js";
import { deleteUnchanged } from "./store.js";

/** What to sweep, and how much at once. */
export interface SweepOptions extends DecodeOptions {
  /** Only keys that begin with this. */
  readonly prefix?: string | undefined;
  /** Where an earlier sweep stopped: the `cursor` of its result. */
  readonly cursor?: string | undefined;
  /** Look at this many keys at most, then return a cursor. Left out: to the end of the list. */
  readonly limit?: number | undefined;
  /** How many keys are read or deleted at the same time; 8 if left out. */
  readonly concurrency?: number | undefined;
  /** Begin no further page of keys after this many milliseconds; the pages have 100 keys then. */
  readonly budgetMs?: number | undefined;
  /** Count what has expired, and delete nothing. */
  readonly dryRun?: boolean | undefined;
  /** Gets the counts so far after each page. */
  readonly onProgress?: ((sofar: SweepResult) => void) | undefined;
}

/** What a sweep did. */
export interface SweepResult {
  /** Keys looked at. */
  scanned: number;
  /** Of these, the expired ones. */
  expired: number;
  /** Of these, the deleted ones. One that was rewritten in between is not. */
  deleted: number;
  /** Keys that could not be read or deleted. */
  failed: number;
  /** Where to go on; `undefined`: the end was reached. */
  cursor: string | undefined;
}

const SWEEPING: readonly string[] = [
  ...READING,
  "prefix",
  "cursor",
  "limit",
  "concurrency",
  "budgetMs",
  "dryRun",
  "onProgress",
];
const UNBOUNDED = Number.MAX_SAFE_INTEGER;
// Each pass finds at least half of what is left: enough for any namespace.
const MOST_PASSES = 32;

/**
 * Walks the store's list and deletes what has expired, for a cron trigger or any outside scheduler.
 * A key that fails is counted and the sweep goes on; a list that fails rejects.
 *
 * Where a list's cursor counts keys, those that are deleted make it skip others. That is seen by the key behind a page,
 * which is another one after the page's keys were deleted. A sweep from the beginning to the end lists once more what it
 * has left then, and where there is more than that, it starts again; the keys of each pass count as scanned. One that
 * goes on from a `cursor` does not.
 */
export async function sweepExpired(
  store: Pick<RawStore, "get" | "delete" | "deleteIf" | "list">,
  options: SweepOptions = {},
): Promise<SweepResult> {
  const {
    now,
    prefix = "",
    cursor = "",
    dryRun = false,
    concurrency = 8,
    limit = UNBOUNDED,
    budgetMs = UNBOUNDED,
  } = options;
  // A misspelt `dryRun` would delete.
  optionsOf(options, SWEEPING);
  timeOf(now);
  assertCount("limit", limit);
  assertCount("concurrency", concurrency);
  assertCount("budgetMs", budgetMs);
  if (typeof prefix !== "string") refuse("prefix", "a string", prefix);
  if (typeof cursor !== "string") refuse("cursor", "a string", cursor);
  if (typeof dryRun !== "boolean") refuse("dryRun", "a boolean", dryRun);
  if (!store.list || !(dryRun || store.delete || store.deleteIf))
    return refuse("store", "able to list and delete", store);

  const pageSize = options.budgetMs ? 100 : PAGE_SIZE;
  // Not `now`, which a test may have stopped.
  const end = Date.now() + budgetMs;
  const result: SweepResult = { scanned: 0, expired: 0, deleted: 0, failed: 0, cursor: cursor || undefined };
  const hasBudget = (): boolean => result.scanned < limit && Date.now() < end;
  // Whether cursors were seen to stay good while keys are deleted.
  let isSteady = false;
  for (let pass = 1; ; pass++) {
    const { scanned, deleted } = result;
    let mayHaveSkipped = false;
    let next: string | undefined;
    let deletedBefore = deleted;
    do {
      const page = await listPage(store, prefix, result.cursor, Math.min(pageSize, limit - result.scanned));
      if (result.deleted > deletedBefore && !isSteady) {
        isSteady = page.keys[0]?.name === next;
        mayHaveSkipped ||= !isSteady;
      }
      result.cursor = page.list_complete ? undefined : page.cursor;
      deletedBefore = result.deleted;
      if (result.cursor && !isSteady && !dryRun)
        next = (await listPage(store, prefix, result.cursor, 1)).keys[0]?.name;
      await concurrently(page.keys, concurrency, ({ name }) => sweepKey(store, name, options, result));
      options.onProgress?.({ ...result });
    } while (result.cursor && hasBudget());
    const left = result.scanned - scanned - (result.deleted - deleted);
    if (!mayHaveSkipped || cursor || result.cursor || !hasBudget() || pass === MOST_PASSES) return result;
    if ((await countKeys(store, prefix)) <= left) return result;
  }
}

async function countKeys(store: Pick<RawStore, "list">, prefix: string): Promise<number> {
  let count = 0;
  await eachPage(store, prefix, (keys) => {
    count += keys.length;
  });
  return count;
}

async function sweepKey(
  store: RawReader,
  key: string,
  options: SweepOptions,
  result: SweepResult,
): Promise<void> {
  result.scanned++;
  try {
    const raw = await store.get(key);
    // Of what is there, only the expired decodes to null.
    if (typeof raw !== "string" || decodeEnvelope(raw, options)) return;
    result.expired++;
    if (!options.dryRun && (await deleteUnchanged(store, key, raw))) result.deleted++;
  } catch {
    result.failed++;
  }
}
