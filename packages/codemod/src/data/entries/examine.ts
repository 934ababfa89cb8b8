import type { KvKeyInfo, RestStore, StoredBytes } from "@kv-envelope/runtime/stores";
import { messageOf } from "../../shared/errors.js";
import { classify } from "./classify.js";
import type { EntryKind } from "./classify.js";
import { eachOf } from "../each-of.js";
import type { Tally } from "../tally.js";

/** An entry as it was read. */
export interface Entry {
  readonly key: string;
  readonly stored: StoredBytes;
  readonly kind: EntryKind;
  /** When it was written, in epoch milliseconds; `undefined` where the list does not say. */
  readonly updatedAtMs: number | undefined;
}

/** Reads keys and counts them, and gives the entries in the order of the keys. One that can't be read is noted; one that is gone since it was listed is none. */
export async function examine(
  store: RestStore,
  keys: readonly KvKeyInfo[],
  concurrency: number,
  nowMs: number,
  tally: Tally,
): Promise<Entry[]> {
  const found = new Map<string, Entry>();
  await eachOf(keys, concurrency, async ({ name: key, updatedAt }) => {
    try {
      const stored = await store.getBytes(key);
      if (stored === null) return;
      const kind = classify(stored.bytes, nowMs);
      tally.see(key, kind, stored.bytes.byteLength);
      found.set(key, { key, stored, kind, updatedAtMs: updatedAt?.getTime() });
    } catch (error) {
      tally.failed.add(key, messageOf(error));
    }
  });
  return keys.flatMap(({ name }) => found.get(name) ?? []);
}
