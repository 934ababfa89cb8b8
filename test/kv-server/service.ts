import { createClock, type Clock } from "./clock.js";
import { UNAUTHENTICATED, UNKNOWN_NAMESPACE, UNKNOWN_PATH } from "./facts.js";
import { GENERATIONS, NEWEST, type Generation } from "./generations.js";
import { parseTarget, type RequestRecord, type Target } from "./requests.js";
import { errorReply, respondToKey, respondToList, type Reply } from "./respond.js";
import { NamespaceStore } from "./store.js";

export interface KvServiceOptions {
  /** The bearer token that is let in; default `"KEY-loopback"`. */
  readonly apiKey?: string;
  /** The namespaces that exist; the first is `namespaceId`. Default: one with a UUID. */
  readonly namespaceIds?: readonly string[];
  /** Epoch milliseconds; default `Date.now`. `clock` moves on top of it. */
  readonly now?: () => number;
  /** Which of the service's generations this is; default: the newest. */
  readonly generation?: Generation;
  /**
   * Whether keys with characters that are refused today, as an earlier service took them (`session:1`), can still be read,
   * listed and deleted; a write to one is a 400 in any case. Default false. No page says which of the two holds.
   */
  readonly olderKeys?: boolean;
}

/** What the service knows and keeps, however requests come to it. */
export interface KvState {
  readonly apiKey: string;
  readonly namespaceId: string;
  readonly namespaceIds: readonly string[];
  /** What `ttl_secs` is measured by; a test moves it. */
  readonly clock: Clock;
  /** Every request so far, in order of arrival; emptied by `requests.length = 0`. */
  readonly requests: RequestRecord[];
  /** The bytes that are stored now, by key. */
  entries(namespaceId?: string): Map<string, Buffer>;
  /** Stores bytes without a request, as an earlier program would have left them. */
  seed(key: string, value: string | Uint8Array, namespaceId?: string): void;
}

/** A request as it reaches the service: `url` is its path and query, the names of headers are in lower case. */
interface KvRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The service without a network. */
export interface KvService extends KvState {
  readonly answer: (request: KvRequest) => Reply;
}

const DEFAULT_NAMESPACE = "3f0e7c52-8a41-4c0e-9d57-2b9f0f6a1c11";

export const createKvService = (options: KvServiceOptions = {}): KvService => {
  const {
    apiKey = "KEY-loopback",
    namespaceIds = [DEFAULT_NAMESPACE],
    generation = NEWEST,
    olderKeys = false,
  } = options;
  const [namespaceId] = namespaceIds;
  if (namespaceId === undefined)
    throw new RangeError("kv-server: namespaceIds: [] given, needs at least one id");
  const clock = createClock(options.now);
  const stores = new Map(namespaceIds.map((id) => [id, new NamespaceStore(clock)]));
  const requests: RequestRecord[] = [];

  const storeOf = (id: string): NamespaceStore => {
    const store = stores.get(id);
    if (!store) throw new RangeError(`kv-server: namespace ${JSON.stringify(id)} does not exist`);
    return store;
  };

  const reply = ({ method, headers, body }: KvRequest, url: URL, target: Target): Reply => {
    if (headers["authorization"] !== `Bearer ${apiKey}`) return errorReply(UNAUTHENTICATED);
    if (target.kind === "unknown") return errorReply(UNKNOWN_PATH);
    const store = stores.get(target.namespaceId);
    if (!store) return errorReply(UNKNOWN_NAMESPACE);
    if (target.kind === "list") return respondToList(store, method, url.searchParams, olderKeys);
    return respondToKey(store, target.key, {
      method,
      query: url.searchParams,
      contentType: headers["content-type"],
      body,
      ttl: GENERATIONS[generation].ttl,
      olderKeys,
    });
  };

  return {
    apiKey,
    namespaceId,
    namespaceIds,
    clock,
    requests,
    entries: (id = namespaceId) => new Map([...storeOf(id).live()].map(([key, entry]) => [key, entry.bytes])),
    seed: (key, value, id = namespaceId) => {
      storeOf(id).put(key, Buffer.from(value), "application/octet-stream");
    },
    answer: (request) => {
      const url = new URL(request.url, "http://loopback");
      const target = parseTarget(url.pathname);
      const given = reply(request, url, target);
      requests.push({
        ...request,
        namespaceId: target.kind === "unknown" ? undefined : target.namespaceId,
        key: target.kind === "key" ? target.key : undefined,
        status: given.status,
      });
      return given;
    },
  };
};
