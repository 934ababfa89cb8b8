import { optionsOf, refuse } from "../check.js";
import { isObject } from "../json.js";
import { utf8Text } from "../legacy.js";
import { KvStoreError } from "./error.js";
import { assertAddress, assertKey } from "./key.js";
import type { KvStore } from "./kv-store.js";
import { assertListOptions, toListPage } from "./list-page.js";
import { assertFits } from "./limits.js";
import { toldTtl } from "./told-ttl.js";

interface InNamespace {
  readonly id: string;
}

/** As far as it is needed of `client.storage.kvs.keys` of the `telnyx` package. */
export interface SdkKeys {
  /** Two forms: see {@link SdkStoreOptions.updateForm}. */
  update(
    key: string,
    bodyOrParams: unknown,
    paramsOrOptions?: unknown,
    options?: unknown,
  ): PromiseLike<unknown>;
  retrieve(key: string, params: InNamespace): PromiseLike<{ arrayBuffer(): PromiseLike<ArrayBuffer> }>;
  delete(key: string, params: InNamespace): PromiseLike<unknown>;
  list(id: string, query?: { prefix?: string; limit?: number; cursor?: string }): PromiseLike<unknown>;
}

/** As far as it is needed of a client of the `telnyx` package, 7.5.0 or later. */
export interface SdkClient {
  readonly storage: { readonly kvs: { readonly keys: SdkKeys } };
}

export interface SdkStoreOptions {
  /**
   * How `update` takes its arguments: `"7.5"` is `update(key, { id, body })`, `"7.6"`, which holds
   * for all later ones too, `update(key, body, { id })`. Left out, it is told by the number of
   * parameters that `update` declares, `"7.6"` in doubt; say it where something wraps the client.
   */
  readonly updateForm?: "7.5" | "7.6" | undefined;
}

// The SDK's own default is application/octet-stream; this is what `fetch` says of a text.
const HEADERS = { headers: { "Content-Type": "text/plain;charset=UTF-8" } };

/**
 * A namespace by a client of the `telnyx` package. The client's own settings hold for retries and
 * timeouts, and its errors come through as they are; but a missing key, for which it throws its
 * `NotFoundError`, is `null`.
 */
export function sdkStore(client: SdkClient, namespaceId: string, options: SdkStoreOptions = {}): KvStore {
  optionsOf(options, ["updateForm"]);
  const { updateForm } = options;
  assertAddress("namespaceId", namespaceId);
  const keys = keysOf(client);
  const form: unknown = updateForm ?? (keys.update.length === 3 ? "7.5" : "7.6");
  if (form !== "7.5" && form !== "7.6") refuse("updateForm", '"7.5" or "7.6"', form);
  const id = namespaceId;
  return {
    get: async (key) => {
      assertAddress("key", key);
      try {
        const response = await keys.retrieve(key, { id });
        return utf8Text(await response.arrayBuffer(), false);
      } catch (error) {
        if (isObject(error) && error["status"] === 404) return null;
        throw error;
      }
    },
    put: async (key, value, options) => {
      assertKey(key);
      if (typeof value !== "string") refuse("value", "a string", value);
      assertFits(value);
      // The SDK takes an empty string for a body that was left out.
      const body = value === "" ? new Uint8Array() : value;
      const ttl = toldTtl(options);
      const params = ttl === undefined ? { id } : { id, ttl_secs: ttl };
      await (form === "7.5"
        ? keys.update(key, { ...params, body }, HEADERS)
        : keys.update(key, body, params, HEADERS));
    },
    delete: async (key) => {
      assertAddress("key", key);
      await keys.delete(key, { id });
    },
    list: async (options = {}) => {
      assertListOptions(options);
      // From 7.6 on this gives the first page when it is awaited, and all of them only when it is iterated over.
      const page = toListPage(await keys.list(id, { ...options }));
      if (page) return page;
      throw new KvStoreError(
        { operation: "list", key: undefined, status: 200, code: undefined, attempts: 1 },
        "the answer is no list of keys",
      );
    },
  };
}

function keysOf(client: SdkClient): SdkKeys {
  const given: unknown = client;
  const storage = isObject(given) ? given["storage"] : undefined;
  const kvs = isObject(storage) ? storage["kvs"] : undefined;
  if (!isObject(kvs) || !isObject(kvs["keys"]))
    refuse("client", "a client of the telnyx package, 7.5.0 or later", given);
  return client.storage.kvs.keys;
}
