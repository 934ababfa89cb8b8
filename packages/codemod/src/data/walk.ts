import { KvStoreError } from "@kv-envelope/runtime/stores";
import type { KvKeyInfo, RestStore } from "@kv-envelope/runtime/stores";
import { UsageError } from "../shared/errors.js";

/** Keys that are looked at, backed up and written together: as many as memory takes when each value is as large as it can be. */
const BATCH_KEYS = 100;
const BATCH_BYTES = 16 * 1_048_576;
/** What a value has at most, where the list does not give its size. */
const UNKNOWN_BYTES = 1_048_576;

export interface Walk {
  readonly store: RestStore;
  readonly prefix: string;
  /** Where an earlier walk stopped. */
  readonly cursor: string | undefined;
  readonly onBatch: (keys: readonly KvKeyInfo[]) => Promise<void>;
  /** All keys before `cursor` have been through `onBatch`. */
  readonly onCursor: (cursor: string) => Promise<void>;
}

/** Goes through the keys of a namespace, one batch after the other. */
export async function walk({ store, prefix, cursor: start, onBatch, onCursor }: Walk): Promise<void> {
  let cursor = start;
  for (;;) {
    const page = await listFrom(store, prefix, cursor, cursor === start);
    for (const batch of batchesOf(page.keys)) await onBatch(batch);
    if (page.list_complete) return;
    if (page.cursor === undefined || page.cursor === cursor)
      throw new UsageError(
        "--base-url: the service's list gives the same cursor again, so the walk would not end",
      );
    cursor = page.cursor;
    await onCursor(cursor);
  }
}

/** A cursor of an earlier run may not be known any more: then from the beginning, as what is done already is only looked at again. */
async function listFrom(
  store: RestStore,
  prefix: string,
  cursor: string | undefined,
  isResumed: boolean,
): ReturnType<RestStore["list"]> {
  const from = async (at: string | undefined): ReturnType<RestStore["list"]> =>
    store.list({ ...(prefix === "" ? {} : { prefix }), ...(at === undefined ? {} : { cursor: at }) });
  try {
    return await from(cursor);
  } catch (error) {
    const isRefused = error instanceof KvStoreError && (error.status === 400 || error.status === 422);
    if (cursor === undefined || !isResumed || !isRefused) throw error;
    return await from(undefined);
  }
}

function* batchesOf(keys: readonly KvKeyInfo[]): Generator<readonly KvKeyInfo[]> {
  let batch: KvKeyInfo[] = [];
  let bytes = 0;
  for (const key of keys) {
    const size = key.sizeBytes ?? UNKNOWN_BYTES;
    if (batch.length === BATCH_KEYS || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(key);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
