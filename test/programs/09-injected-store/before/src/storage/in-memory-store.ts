import type { KeyValueStore } from "./key-value-store.js";

/** For tests and for `npm run dev` without a network. */
export class InMemoryStore implements KeyValueStore {
  private readonly entries = new Map<string, string>();

  async put(key: string, body: string): Promise<void> {
    this.entries.set(key, body);
  }

  async get(key: string): Promise<string | null> {
    return this.entries.get(key) ?? null;
  }

  async delete(key: string): Promise<void> {
    this.entries.delete(key);
  }
}
