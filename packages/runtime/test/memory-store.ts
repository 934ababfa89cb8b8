import type { ListOptions, ListPage, RawStore } from "@kv-envelope/runtime";

/** A raw store in memory with the shape of the edge binding: a class, so that a lost `this` shows. */
export class MemoryStore implements RawStore<void> {
  readonly entries: Map<string, string>;
  /** Each call as `name key`. */
  readonly calls: string[] = [];

  constructor(entries: Readonly<Record<string, string>> = {}) {
    this.entries = new Map(Object.entries(entries));
  }

  async get(key: string): Promise<string | null> {
    this.calls.push(`get ${key}`);
    return this.entries.get(key) ?? null;
  }

  async put(key: string, value: string): Promise<void> {
    this.calls.push(`put ${key}`);
    this.entries.set(key, value);
  }

  async delete(key: string): Promise<void> {
    this.calls.push(`delete ${key}`);
    this.entries.delete(key);
  }

  /** The cursor is the last key of the page before: it stays good while keys are deleted. */
  async list({ prefix = "", limit = 1000, cursor = "" }: ListOptions): Promise<ListPage> {
    this.calls.push(`list ${limit}`);
    const names = [...this.entries.keys()].filter((name) => name.startsWith(prefix) && name > cursor).sort();
    const page = names.slice(0, limit);
    const keys = page.map((name) => ({ name }));
    return names.length > page.length
      ? { keys, list_complete: false, cursor: page.at(-1) }
      : { keys, list_complete: true };
  }
}
