import { positiveOrAbsent } from "../check.js";
import type { AdapterOptions, AdapterStore } from "./entries.js";
import { entriesOf } from "./entries.js";

export type { AdapterOptions, AdapterStore } from "./entries.js";

/** What unstorage takes for a value: what JSON has. */
type StorageValue = null | string | number | boolean | object;

/** How an {@link unstorageDriver} writes. */
export interface UnstorageOptions extends AdapterOptions {
  /** Seconds that an item lives where `setItem` is given no `ttl`. Left out: for good. */
  readonly ttl?: number | undefined;
}

/** A driver as `createStorage` of unstorage 1 takes it. */
export interface UnstorageDriver {
  readonly name: string;
  readonly options: UnstorageOptions;
  readonly flags: { readonly ttl: true };
  readonly getInstance: () => AdapterStore;
  readonly hasItem: (key: string) => Promise<boolean>;
  readonly getItem: (key: string) => Promise<StorageValue>;
  readonly setItem: (key: string, value: string, options?: { readonly ttl?: unknown }) => Promise<void>;
  readonly removeItem: (key: string) => Promise<void>;
  readonly getMeta: (key: string) => Promise<{ readonly ttl: number } | null>;
  readonly getKeys: (base?: string) => Promise<string[]>;
  readonly clear: (base?: string) => Promise<void>;
}

/**
 * A driver of unstorage 1: `createStorage({ driver: unstorageDriver(restStore(…)) })`.
 *
 * `setItem(key, value, { ttl })` takes seconds, and `getMeta` gives those that are left. `getKeys` gives what the
 * list has: an expired item that nobody has read since is among them, until a read, a sweep, or (with `serverTtl`)
 * the service deletes it. `clear()` deletes what is under the driver's prefix.
 */
export function unstorageDriver(store: AdapterStore, options: UnstorageOptions = {}): UnstorageDriver {
  const entries = entriesOf(store, options, "", "ttl");
  // Refused here, and not at the first write.
  positiveOrAbsent("ttl", options.ttl);
  return {
    name: "kv-envelope",
    options,
    flags: { ttl: true },
    getInstance: () => store,
    hasItem: async (key) => (await entries.read(key)) !== null,
    getItem: async (key) => (await entries.read<StorageValue>(key))?.value ?? null,
    setItem: async (key, value, given) =>
      entries.write(key, value, { expiresAtMs: entries.endAfter("ttl", given?.ttl ?? options.ttl, 1000) }),
    removeItem: (key) => entries.remove(key),
    getMeta: async (key) => {
      const expiresAtMs = (await entries.read(key))?.expiresAtMs;
      return expiresAtMs === undefined ? null : { ttl: Math.max(0, expiresAtMs - entries.now()) / 1000 };
    },
    getKeys: (base = "") => entries.keys(base),
    clear: (base = "") => entries.clear(base),
  };
}
