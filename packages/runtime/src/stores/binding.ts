import { assertAble, refuse } from "../check.js";
import type { RawPutOptions } from "../raw-put.js";
import type { ListOptions, ListPage } from "../store.js";
import { assertAddress, assertKey } from "./key.js";
import type { KvListPage, KvStore } from "./kv-store.js";
import { assertListOptions } from "./list-page.js";
import { assertFits } from "./limits.js";
import { toldTtl } from "./told-ttl.js";

/** As far as it is needed of `KvNamespace` of `@telnyx/edge-runtime` (its page "KvNamespace"). */
export interface KvBinding {
  get(key: string): PromiseLike<string | null>;
  put(key: string, value: string, options?: RawPutOptions): PromiseLike<unknown>;
  delete(key: string): PromiseLike<unknown>;
  list(options?: ListOptions): PromiseLike<ListPage>;
}

/**
 * A namespace by the edge runtime's binding: `bindingStore(env.SESSIONS)`. Its errors come through
 * as they are. `list`, and with it a sweep, needs `@telnyx/edge-runtime` 0.2.1 or later: the list
 * of 0.2.0 always throws. An `expirationTtl` is honoured from 0.2.2 on, and ignored before.
 */
export function bindingStore(binding: KvBinding): KvStore {
  assertAble("binding (such as env.SESSIONS)", binding, ["get", "put", "delete", "list"]);
  return {
    get: async (key) => {
      assertAddress("key", key);
      // As text: `{ type: "json" }` throws on text that is no JSON.
      return await binding.get(key);
    },
    put: async (key, value, options) => {
      assertKey(key);
      if (typeof value !== "string") refuse("value", "a string", value);
      assertFits(value);
      const expirationTtl = toldTtl(options);
      await (expirationTtl === undefined
        ? binding.put(key, value)
        : binding.put(key, value, { expirationTtl }));
    },
    delete: async (key) => {
      assertAddress("key", key);
      await binding.delete(key);
    },
    list: async (options = {}): Promise<KvListPage> => {
      assertListOptions(options);
      return await binding.list(options);
    },
  };
}
