import type { RawPutOptions } from "../raw-put.js";
import type { ListOptions, ListPage, RawStore } from "../store.js";

/** A key as a list names it. */
export interface KvKeyInfo {
  readonly name: string;
  /** Bytes of the stored value, envelope included; `undefined` where the store does not say. */
  readonly sizeBytes?: number | undefined;
  /** When it was last written; `undefined` where the store does not say. */
  readonly updatedAt?: Date | undefined;
}

/** One page of a list: its `cursor` goes into the next call until `list_complete`. */
export interface KvListPage extends ListPage {
  readonly keys: readonly KvKeyInfo[];
}

/**
 * A raw store with all that the helpers can use: texts under keys, in the shape of the edge
 * binding. No function needs `this`. None of them looks into what it stores.
 *
 * Every `put` throws before any request is made where the service would refuse the key or the
 * value: a key has 1 to 256 characters of `a-z A-Z 0-9 - _ / = .`, a value 1,048,576 bytes at most.
 */
export interface KvStore extends RawStore<void> {
  /** The stored text, `null` where the key is missing. Bytes that are no UTF-8 give replacement characters. */
  readonly get: (key: string) => Promise<string | null>;
  /** Stores the text. The last write wins, and its expiry, if it says one, with it. */
  readonly put: (key: string, value: string, options?: RawPutOptions) => Promise<void>;
  /** Deletes the key; no error where there is none. */
  readonly delete: (key: string) => Promise<void>;
  /** Deletes the key if it still holds `raw`, in one step: only where the store can. */
  readonly deleteIf?: (key: string, raw: string) => Promise<boolean>;
  /** The keys that begin with `prefix`, `limit` (1 to 1000) at a time. */
  readonly list: (options?: ListOptions) => Promise<KvListPage>;
}
