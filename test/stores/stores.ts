// Every store of the runtime, over one loopback server each (the one in memory over nothing).
import Telnyx from "telnyx";
import { vi } from "vitest";
import { type KvStore, bindingStore, memoryStore, restStore, sdkStore } from "@kv-envelope/runtime/stores";
import { type KvServer, type KvServerOptions, startKvServer } from "../kv-server/index.js";
import { KvNamespace } from "../support/child/edge-runtime.js";

/** A store, and what is behind it. */
export interface Subject {
  readonly store: KvStore;
  /** `undefined` for the store in memory, which goes by the clock that it is given. */
  readonly server: KvServer | undefined;
}

const clientOf = (server: KvServer): Telnyx =>
  new Telnyx({ apiKey: server.apiKey, baseURL: server.apiUrl, maxRetries: 0 });

/**
 * The client's KV calls in the form of 7.5.0, which is not on npm any more: as in the source of that
 * version (team-telnyx/telnyx-node, commit 29bfcdc3, src/resources/storage/kvs/keys.ts).
 */
class KeysOf75 {
  readonly #client: Telnyx;

  constructor(client: Telnyx) {
    this.#client = client;
  }

  update(
    key: string,
    params: { id: string; body: unknown; ttl_secs?: number },
    options?: Telnyx.RequestOptions,
  ): PromiseLike<void> {
    const { id, body, ttl_secs } = params;
    // There the SDK's own `*/*` stands beside the caller's Content-Type, which takes its place.
    const headers = options?.headers ?? { "Content-Type": "*/*", Accept: "*/*" };
    return this.#client.put(`/storage/kvs/${id}/keys/${encodeURIComponent(key)}`, {
      query: { ttl_secs },
      body,
      ...options,
      headers,
    });
  }

  retrieve(key: string, params: { id: string }): PromiseLike<Response> {
    return this.#client.storage.kvs.keys.retrieve(key, params);
  }

  delete(key: string, params: { id: string }): PromiseLike<void> {
    return this.#client.storage.kvs.keys.delete(key, params);
  }

  list(id: string, query: object = {}): PromiseLike<unknown> {
    return this.#client.get(`/storage/kvs/${id}/keys`, { query });
  }
}

const over =
  (make: (server: KvServer) => KvStore) =>
  async (options?: KvServerOptions): Promise<Subject> => {
    const server = await startKvServer(options);
    return { store: make(server), server };
  };

/** The makers of each store, by its name: over the service that the options describe. */
export const SUBJECTS: Readonly<Record<string, (options?: KvServerOptions) => Promise<Subject>>> = {
  memoryStore: async ({ now } = {}) => ({ store: memoryStore({ now }), server: undefined }),
  restStore: over(({ url, apiKey, namespaceId }) => restStore({ baseUrl: url, apiKey, namespaceId })),
  bindingStore: over(({ url, apiKey, namespaceId }) => {
    vi.stubEnv("TELNYX_BASE_URL", url);
    vi.stubEnv("TELNYX_API_KEY", apiKey);
    // The stand-in has the binding's two overloads of `get` in one.
    const binding = new KvNamespace(namespaceId);
    return bindingStore({
      get: async (key) => {
        const text = await binding.get(key);
        if (text === null || typeof text === "string") return text;
        throw new TypeError("the binding gave no text");
      },
      put: (key, value, options) => binding.put(key, value, options),
      delete: (key) => binding.delete(key),
      list: (options) => binding.list(options),
    });
  }),
  "sdkStore, 7.24": over((server) => sdkStore(clientOf(server), server.namespaceId)),
  "sdkStore, the form of 7.5": over((server) =>
    sdkStore({ storage: { kvs: { keys: new KeysOf75(clientOf(server)) } } }, server.namespaceId),
  ),
};
