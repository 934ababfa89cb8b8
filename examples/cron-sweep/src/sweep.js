// @ts-check
import { sweepExpired } from "@kv-envelope/runtime";

// Beside the entries, as plain text: a sweep deletes expired envelopes and nothing else.
const CURSOR_KEY = "sweep/cursor";

/**
 * Sweeps for a while, from where the run before stopped, and keeps where this one did.
 *
 * @param {import("@kv-envelope/runtime/stores").KvStore} store
 * @param {Omit<import("@kv-envelope/runtime").SweepOptions, "cursor">} options
 */
export async function sweepForAWhile(store, options) {
  const cursor = (await store.get(CURSOR_KEY)) ?? undefined;
  try {
    const result = await sweepExpired(store, { ...options, cursor });
    if (options.dryRun === true) return result;
    if (result.cursor === undefined) await store.delete(CURSOR_KEY);
    else await store.put(CURSOR_KEY, result.cursor);
    return result;
  } catch (error) {
    // Should the service not know the cursor any more, the next run begins anew.
    await store.delete(CURSOR_KEY);
    throw error;
  }
}
