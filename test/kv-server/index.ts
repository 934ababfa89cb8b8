// A loopback HTTP server that behaves as Telnyx KV is documented to: facts.ts lists the facts and their sources.
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { createClock, type Clock } from "./clock.js";
import { UNAUTHENTICATED, UNKNOWN_NAMESPACE, UNKNOWN_PATH } from "./facts.js";
import { parseTarget, type RequestRecord, type Target } from "./requests.js";
import { errorReply, respondToKey, respondToList, type Reply } from "./respond.js";
import { NamespaceStore } from "./store.js";

export type { Clock } from "./clock.js";
export type { RequestRecord } from "./requests.js";

export interface KvServerOptions {
  /** The bearer token that is let in; default `"KEY-loopback"`. */
  readonly apiKey?: string;
  /** The namespaces that exist; the first is `namespaceId`. Default: one with a UUID. */
  readonly namespaceIds?: readonly string[];
  /** Epoch milliseconds; default `Date.now`. `clock` moves on top of it. */
  readonly now?: () => number;
  /** Whether `ttl_secs` is supported (409 if not); default true. */
  readonly ttlSupport?: boolean;
}

export interface KvServer {
  /** Origin, e.g. `http://127.0.0.1:40123`: what `TELNYX_BASE_URL` is in a function. */
  readonly url: string;
  /** The SDK's `baseURL`: the origin and `/v2`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly namespaceId: string;
  readonly namespaceIds: readonly string[];
  /** What `ttl_secs` is measured by; a test moves it. */
  readonly clock: Clock;
  /** Every request so far, in order of arrival; emptied by `requests.length = 0`. */
  readonly requests: RequestRecord[];
  /** The URL of a key, percent-encoded. */
  keyUrl(key: string, namespaceId?: string): string;
  /** The bytes that are stored now, by key. */
  entries(namespaceId?: string): Map<string, Buffer>;
  /** Stores bytes without a request, as an earlier program would have left them. */
  seed(key: string, value: string | Uint8Array, namespaceId?: string): void;
  close(): Promise<void>;
}

const DEFAULT_NAMESPACE = "3f0e7c52-8a41-4c0e-9d57-2b9f0f6a1c11";

/** Starts the server on a free port of the loopback interface. */
export const startKvServer = async (options: KvServerOptions = {}): Promise<KvServer> => {
  const { apiKey = "KEY-loopback", namespaceIds = [DEFAULT_NAMESPACE], ttlSupport = true } = options;
  const [namespaceId] = namespaceIds;
  if (namespaceId === undefined) throw new RangeError("startKvServer: namespaceIds: [] given, needs at least one id");
  const clock = createClock(options.now);
  const stores = new Map(namespaceIds.map((id) => [id, new NamespaceStore(clock)]));
  const requests: RequestRecord[] = [];

  const storeOf = (id: string): NamespaceStore => {
    const store = stores.get(id);
    if (!store) throw new RangeError(`kv-server: namespace ${JSON.stringify(id)} does not exist`);
    return store;
  };

  const answer = (request: IncomingMessage, url: URL, target: Target, body: Buffer): Reply => {
    if (request.headers.authorization !== `Bearer ${apiKey}`) return errorReply(UNAUTHENTICATED);
    if (target.kind === "unknown") return errorReply(UNKNOWN_PATH);
    const store = stores.get(target.namespaceId);
    if (!store) return errorReply(UNKNOWN_NAMESPACE);
    const method = request.method ?? "";
    if (target.kind === "list") return respondToList(store, method, url.searchParams);
    const contentType = request.headers["content-type"];
    return respondToKey(store, target.key, { method, query: url.searchParams, contentType, body, ttlSupport });
  };

  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const url = new URL(request.url ?? "/", "http://loopback");
      const target = parseTarget(url.pathname);
      const reply = answer(request, url, target, body);
      requests.push({
        method: request.method ?? "",
        url: request.url ?? "",
        namespaceId: target.kind === "unknown" ? undefined : target.namespaceId,
        key: target.kind === "key" ? target.key : undefined,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body,
        status: reply.status,
      });
      response.statusCode = reply.status;
      if (reply.contentType !== undefined) response.setHeader("content-type", reply.contentType);
      response.end(reply.body);
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("kv-server: no port");
  const url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    apiUrl: `${url}/v2`,
    apiKey,
    namespaceId,
    namespaceIds,
    clock,
    requests,
    keyUrl: (key, id = namespaceId) => `${url}/v2/storage/kvs/${encodeURIComponent(id)}/keys/${encodeURIComponent(key)}`,
    entries: (id = namespaceId) => new Map([...storeOf(id).live()].map(([key, entry]) => [key, entry.bytes])),
    seed: (key, value, id = namespaceId) => {
      storeOf(id).put(key, Buffer.from(value), "application/octet-stream");
    },
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
};
