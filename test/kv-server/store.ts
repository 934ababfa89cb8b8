import type { Clock } from "./clock.js";

/** What the service keeps for a key. */
export interface StoredEntry {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly updatedAtMs: number;
  /** The end that `ttl_secs` gave it; `undefined` means for good. */
  readonly expiresAtMs: number | undefined;
}

/** One namespace: its entries, of which the expired ones are gone as soon as somebody looks. */
export class NamespaceStore {
  readonly #clock: Clock;
  readonly #entries = new Map<string, StoredEntry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: string): StoredEntry | undefined {
    const entry = this.#entries.get(key);
    // "When set, the key expires and is deleted after this duration" (set-a-keys-value).
    if (entry?.expiresAtMs !== undefined && this.#clock.now() >= entry.expiresAtMs) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry;
  }

  /** Returns whether the key is new. A write without a ttl over a key that had one drops the ttl (undocumented). */
  put(key: string, bytes: Buffer, contentType: string, ttlSeconds?: number): boolean {
    const created = this.get(key) === undefined;
    const updatedAtMs = this.#clock.now();
    const expiresAtMs = ttlSeconds === undefined ? undefined : updatedAtMs + ttlSeconds * 1000;
    this.#entries.set(key, { bytes, contentType, updatedAtMs, expiresAtMs });
    return created;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** The live entries by key, in the order of the keys' code units (the service documents no order). */
  live(): Map<string, StoredEntry> {
    const found = new Map<string, StoredEntry>();
    for (const key of [...this.#entries.keys()].sort()) {
      const entry = this.get(key);
      if (entry) found.set(key, entry);
    }
    return found;
  }
}
