import type { Clock } from "../check.js";
import { optionsOf, refuse, timeOf } from "../check.js";
import { assertAddress, assertKey } from "./key.js";
import type { KvStore } from "./kv-store.js";
import { assertListOptions } from "./list-page.js";
import { assertFits, bytesOf } from "./limits.js";
import { toldTtl } from "./told-ttl.js";

/** A {@link KvStore} in memory, which can compare and delete in one step. */
export interface MemoryStore extends KvStore {
  readonly deleteIf: (key: string, raw: string) => Promise<boolean>;
}

interface StoredText {
  readonly text: string;
  readonly updatedAtMs: number;
  /** `undefined`: for good. */
  readonly expiresAtMs: number | undefined;
}

const PAGE_SIZE = 1000;

/**
 * A store in memory, for tests: it refuses what the service would refuse, and lists in the order
 * of the keys' code units. What was put with an `expirationTtl` is gone after as many seconds, and
 * nothing else expires by itself, as in the service.
 *
 * @param options `now`: what `updatedAt` and an `expirationTtl` are taken from: epoch milliseconds, or a function that gives
 *   them
 */
export function memoryStore(options: { readonly now?: Clock } = {}): MemoryStore {
  optionsOf(options, ["now"]);
  const { now } = options;
  const entries = new Map<string, StoredText>();
  const entryOf = (key: string): StoredText | undefined => {
    const entry = entries.get(key);
    if (entry?.expiresAtMs === undefined || timeOf(now) < entry.expiresAtMs) return entry;
    entries.delete(key);
    return undefined;
  };
  return {
    get: async (key) => {
      assertAddress("key", key);
      return Promise.resolve(entryOf(key)?.text ?? null);
    },
    put: async (key, value, options) => {
      assertKey(key);
      if (typeof value !== "string") refuse("value", "a string", value);
      assertFits(value);
      const ttl = toldTtl(options);
      const updatedAtMs = timeOf(now);
      const expiresAtMs = ttl === undefined ? undefined : updatedAtMs + ttl * 1000;
      entries.set(key, { text: value, updatedAtMs, expiresAtMs });
      return Promise.resolve();
    },
    delete: async (key) => {
      assertAddress("key", key);
      entries.delete(key);
      return Promise.resolve();
    },
    deleteIf: async (key, raw) => Promise.resolve(entryOf(key)?.text === raw && entries.delete(key)),
    list: async (options = {}) => {
      assertListOptions(options);
      const { prefix = "", cursor = "", limit = PAGE_SIZE } = options;
      // The last key of the page before: it stays good while keys are deleted.
      const names = [...entries.keys()]
        .filter((name) => name.startsWith(prefix) && name > cursor && entryOf(name) !== undefined)
        .sort();
      const page = names.slice(0, Math.min(limit, PAGE_SIZE));
      const keys = page.map((name) => {
        const { text = "", updatedAtMs = 0 } = entries.get(name) ?? {};
        return { name, sizeBytes: bytesOf(text), updatedAt: new Date(updatedAtMs) };
      });
      return Promise.resolve(
        names.length > page.length
          ? { keys, list_complete: false, cursor: page.at(-1) }
          : { keys, list_complete: true },
      );
    },
  };
}
