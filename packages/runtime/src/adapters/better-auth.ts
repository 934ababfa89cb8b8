import type { AdapterOptions, AdapterStore } from "./entries.js";
import { entriesOf } from "./entries.js";

export type { AdapterOptions, AdapterStore } from "./entries.js";

/** A `secondaryStorage` as better-auth takes it. */
export interface BetterAuthStorage {
  readonly get: (key: string) => Promise<unknown>;
  /** @param ttl seconds; left out: for good */
  readonly set: (key: string, value: string, ttl?: number) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
  readonly getAndDelete: (key: string) => Promise<unknown>;
  readonly increment: (key: string, ttl: number) => Promise<number>;
}

/**
 * A `secondaryStorage` for better-auth 1: `betterAuth({ secondaryStorage: betterAuthStorage(restStore(…)) })`.
 * Its keys begin with `better-auth/` where `prefix` does not say otherwise.
 *
 * `getAndDelete` and `increment` are to be done in one step, and the service has no such step. In this process they wait
 * for each other. Two processes can take the same value once each, and count two steps as one: where a token must be
 * good for one use only, keep verifications in the database (`verification: { storeInDatabase: true }`), and count
 * attempts there too (`rateLimit: { storage: "database" }`).
 */
export function betterAuthStorage(store: AdapterStore, options: AdapterOptions = {}): BetterAuthStorage {
  const entries = entriesOf(store, options, "better-auth/");
  const get = async (key: string): Promise<unknown> => (await entries.read(key))?.value ?? null;
  return {
    get,
    set: async (key, value, ttl) =>
      entries.write(key, value, { expiresAtMs: entries.endAfter("ttl", ttl, 1000) }),
    delete: (key) => entries.remove(key),
    getAndDelete: (key) =>
      entries.hold(key, async (entry) => {
        const value = (await entry.read())?.value ?? null;
        await entry.remove();
        return value;
      }),
    increment: (key, ttl) =>
      entries.hold(key, async (entry) => {
        const found = await entry.read();
        const count = (found ? Number(found.value) || 0 : 0) + 1;
        // The end of the first one stays: a window does not move while it is counted in.
        const expiresAtMs = found ? found.expiresAtMs : entries.endAfter("ttl", ttl, 1000);
        await entry.write(String(count), { expiresAtMs });
        return count;
      }),
  };
}
