import { refuse } from "../check.js";
import { isObject } from "../json.js";
import type { ListOptions, ListPage } from "../store.js";
import { assertAddress, assertKey } from "./key.js";
import type { KvListPage, KvStore } from "./kv-store.js";
import { assertListOptions } from "./list-page.js";
import { assertFits } from "./limits.js";

/** As far as it is needed of `KvNamespace` of `@telnyx/edge-runtime` (its page "KvNamespace"). */
export interface KvBinding {
  get(key: string): PromiseLike<string | null>;
  put(key: string, value: string): PromiseLike<unknown>;
  delete(key: string): PromiseLike<unknown>;
  list(options?: ListOptions): PromiseLike<ListPage>;
}

/**
 * A namespace by the edge runtime's binding: `bindingStore(env.SESSIONS)`. Its errors come through
 * as they are. `list`, and with it a sweep, needs `@telnyx/edge-runtime` 0.2.1 or later: the list
 * of 0.2.0 always throws.
 */
export function bindingStore(binding: KvBinding): KvStore {
  if (!isObject(binding) || typeof binding.get !== "function")
    refuse("binding", "a KV binding such as env.SESSIONS", binding);
  return {
    get: async (key) => {
      assertAddress("key", key);
      // As text: `{ type: "json" }` throws on text that is no JSON.
      return await binding.get(key);
    },
    put: async (key, value) => {
      assertKey(key);
      if (typeof value !== "string") refuse("value", "a string", value);
      assertFits(value);
      await binding.put(key, value);
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
