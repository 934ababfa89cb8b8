import { optionsOf, refuse } from "../check.js";
import { parseJson } from "../json.js";
import { utf8Text } from "../legacy.js";
import type { RawPutOptions } from "../raw-put.js";
import type { ListOptions } from "../store.js";
import { withTimeout } from "./attempt.js";
import type { KvOperation } from "./error.js";
import { KvStoreError } from "./error.js";
import { assertAddress, assertKey } from "./key.js";
import type { KvStore } from "./kv-store.js";
import { assertListOptions, toListPage } from "./list-page.js";
import { assertFits } from "./limits.js";
import { faultOf, refusalOf } from "./reason.js";
import type { Attempt, RetryOptions } from "./retry.js";
import { reasonOf, retryAfterMs, retryPolicy, retrying } from "./retry.js";
import { toldTtl } from "./told-ttl.js";

/** What is handed to `fetch` beside the URL. */
export interface RestRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/** As far as it is needed of a `Response`. */
export interface RestResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  arrayBuffer(): PromiseLike<ArrayBuffer>;
}

/** Which namespace, and how to reach it. */
export interface RestStoreOptions extends RetryOptions {
  /** The namespace's id (a UUID), not its name. */
  readonly namespaceId: string;
  /** The API key, sent as the bearer token and never part of an error. */
  readonly apiKey: string;
  /**
   * Where the API is, with or without its `/v2`; `https://api.telnyx.com` if left out. In a Telnyx
   * edge function it has to be the environment's `TELNYX_BASE_URL`.
   */
  readonly baseUrl?: string | undefined;
  /** A `fetch` to use in place of the global one. */
  readonly fetch?: ((url: string, request: RestRequest) => PromiseLike<RestResponse>) | undefined;
  /** Aborting it ends all calls of this store with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The stored bytes of a key. */
export interface StoredBytes {
  readonly bytes: Uint8Array;
  /** The Content-Type that was given when they were written. */
  readonly contentType: string | undefined;
}

/** A {@link KvStore} over the REST API, which can also carry bytes. */
export interface RestStore extends KvStore {
  /** The bytes under `key` just as they are stored, `null` where it is missing. */
  readonly getBytes: (key: string) => Promise<StoredBytes | null>;
  /** Stores text or bytes. A text in the place of the options is short for `{ contentType }`. */
  readonly put: (key: string, value: string | Uint8Array, options?: string | RestPutOptions) => Promise<void>;
}

/** How a key is written: its expiry goes to the service as `ttl_secs`. */
export interface RestPutOptions extends RawPutOptions {
  /** What a later read is answered with. Left out: that of plain text, or of bytes. */
  readonly contentType?: string | undefined;
}

const OPTIONS: readonly (keyof RestStoreOptions)[] = [
  "namespaceId",
  "apiKey",
  "baseUrl",
  "fetch",
  "signal",
  "maxRetries",
  "timeoutMs",
  "totalTimeoutMs",
  "retryDelayMs",
  "maxRetryDelayMs",
];

const TEXT = "text/plain;charset=UTF-8";
const BYTES = "application/octet-stream";

interface Call {
  readonly operation: KvOperation;
  readonly method: "GET" | "PUT" | "DELETE";
  readonly key?: string;
  readonly query?: string;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
}

/**
 * A namespace by the service's REST API.
 *
 * Requests that meet 429, a 5xx, a network fault or a timeout are repeated (see
 * {@link RetryOptions}). That is safe, as PUT and DELETE are idempotent: done twice they leave what
 * done once would. With several writers on one key it can still be seen: a request that timed out
 * here may be carried out late there, after another writer's; the service has no compare-and-set
 * that could prevent it. What fails for good is a {@link KvStoreError}.
 *
 * The service answers 404 for a missing key and for a missing namespace: with a wrong
 * `namespaceId` `get` gives `null`, while `put`, `delete` and `list` reject.
 */
export function restStore(options: RestStoreOptions): RestStore {
  optionsOf(options, OPTIONS);
  const { namespaceId, apiKey, signal } = options;
  const send =
    options.fetch ?? ((url: string, request: RestRequest): PromiseLike<RestResponse> => fetch(url, request));
  assertAddress("namespaceId", namespaceId);
  assertApiKey(apiKey);
  if (typeof send !== "function") refuse("fetch", "a function", send);
  const policy = retryPolicy(options);
  const keysUrl = `${apiUrl(options.baseUrl)}/storage/kvs/${encodeURIComponent(namespaceId)}/keys`;

  const attempt = async (
    { operation, method, key, query = "", body, contentType }: Call,
    timeoutMs: number,
  ): Promise<Attempt<StoredBytes | null>> => {
    const url = keysUrl + (key === undefined ? "" : `/${encodeURIComponent(key)}`) + query;
    const headers = {
      authorization: `Bearer ${apiKey}`,
      ...(contentType === undefined ? {} : { "content-type": contentType }),
    };
    const fail =
      (
        status: number | undefined,
        { code, text }: { readonly code: string | undefined; readonly text: string },
      ) =>
      (attempts: number): Error =>
        new KvStoreError({ operation, key, status, code, attempts }, text);
    try {
      return await withTimeout(timeoutMs, signal, async (own) => {
        // A redirect is none of the service's answers, and following it might hand the API key on.
        const request: RestRequest = {
          method,
          headers,
          redirect: "manual",
          signal: own,
          ...(body === undefined ? {} : { body }),
        };
        const response = await send(url, request);
        const { status } = response;
        // The body belongs to the attempt: a connection may break in the middle of it.
        const bytes = new Uint8Array(await response.arrayBuffer());
        if (status >= 200 && status <= 299) {
          return {
            done: true,
            result: { bytes, contentType: response.headers.get("content-type") ?? undefined },
          };
        }
        if (status === 404 && operation === "get") return { done: true, result: null };
        const wait = retryAfterMs(response.headers.get("retry-after"), response.headers.get("date"));
        return {
          done: false,
          retry: status === 429 || status >= 500,
          retryAfterMs: wait,
          fail: fail(status, refusalOf(status, bytes, apiKey)),
        };
      });
    } catch (error) {
      if (signal?.aborted) throw reasonOf(signal);
      return { done: false, retry: true, fail: fail(undefined, faultOf(error, apiKey)) };
    }
  };

  const call = (given: Call): Promise<StoredBytes | null> =>
    retrying(policy, signal, (timeoutMs) => attempt(given, timeoutMs));

  const getBytes = async (key: string): Promise<StoredBytes | null> => {
    assertAddress("key", key);
    return await call({ operation: "get", method: "GET", key });
  };

  return {
    getBytes,
    get: async (key) => {
      const found = await getBytes(key);
      return found && utf8Text(found.bytes, false);
    },
    put: async (key, value, given) => {
      const options = typeof given === "string" ? { contentType: given } : given;
      assertKey(key);
      if (typeof value !== "string" && !ArrayBuffer.isView(value))
        refuse("value", "a string or a Uint8Array", value);
      assertFits(value);
      const ttl = toldTtl(options, "contentType");
      const { contentType = typeof value === "string" ? TEXT : BYTES } = options ?? {};
      const query = ttl === undefined ? "" : `?ttl_secs=${ttl}`;
      await call({ operation: "put", method: "PUT", key, query, body: value, contentType });
    },
    delete: async (key) => {
      assertAddress("key", key);
      await call({ operation: "delete", method: "DELETE", key });
    },
    list: async (given = {}) => {
      assertListOptions(given);
      const found = await call({ operation: "list", method: "GET", query: queryOf(given) });
      const page = toListPage(parseJson(utf8Text(found?.bytes ?? new Uint8Array(), false)));
      if (page) return page;
      throw new KvStoreError(
        { operation: "list", key: undefined, status: 200, code: undefined, attempts: 1 },
        "the answer is no list of keys",
      );
    },
  };
}

function queryOf({ prefix, cursor, limit }: ListOptions): string {
  const query = new URLSearchParams();
  if (prefix) query.set("prefix", prefix);
  if (cursor) query.set("cursor", cursor);
  if (limit !== undefined) query.set("limit", String(limit));
  const text = query.toString();
  return text && `?${text}`;
}

/** The API's address with its version and without a slash at the end. */
function apiUrl(given: unknown = "https://api.telnyx.com"): string {
  // No user and password: `fetch` refuses them, in an error that shows them.
  if (typeof given !== "string" || !/^https?:\/\/[^\s?#@]+$/.test(given)) {
    throw new TypeError(
      "baseUrl must be an http(s) URL without user, query and fragment, such as https://api.telnyx.com",
    );
  }
  const base = given.replace(/\/+$/, "");
  return /\/v\d+$/.test(base) ? base : `${base}/v2`;
}

function assertApiKey(given: unknown): asserts given is string {
  // What no header can hold, a line end above all, would end in an error of `fetch` that shows it.
  if (typeof given === "string" && /^[\x21-\x7e]+$/.test(given)) return;
  throw new TypeError(
    `apiKey must be a text of visible ASCII characters; got ${faultOfKey(given)} (it is not shown here)`,
  );
}

function faultOfKey(given: unknown): string {
  if (given === undefined || given === null) return `${given}: is the variable set that it comes from?`;
  if (typeof given !== "string") return `a value of type ${typeof given}`;
  if (given === "") return "an empty text";
  if (/^\s*bearer\s/i.test(given)) return 'one with "Bearer " before it: leave that out, it is added';
  if (/[\r\n]/.test(given)) return "one with a line break in it";
  return /\s/.test(given) ? "one with a space in it" : "one with other characters in it";
}
