import { isObject } from "./json.js";
import { utf8Text } from "./legacy.js";
import type { UnwrapOptions } from "./unwrap.js";
import { callExpired, examine, textOf, throwMissing } from "./unwrap.js";

interface WithHeaders {
  readonly headers: { delete(name: string): void };
}

/** What a Response of any maker (browser, Node, undici, node-fetch) has, as far as it is needed here. */
interface FetchResponse<R> extends WithHeaders {
  readonly constructor: new (
    body: ArrayBuffer | string | null,
    init: { readonly status: number; readonly statusText: string; readonly headers?: unknown },
  ) => R & WithHeaders;
  readonly ok: boolean;
  readonly url: string;
  readonly bodyUsed: boolean;
  readonly status: number;
  readonly statusText: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * For the response to a raw read: one of the same class, with the body that {@link unwrapText} gives
 * for it. An expired entry gives status 404 and an empty body, after `onExpired` has been waited for;
 * with `errorClass`, for clients that throw where others give a 404, such an error.
 * A body that is none of ours comes through byte for byte; a response that is not ok, and what is
 * no Response (a test's mock), comes back as it is.
 */
export async function unwrapResponse<R>(response: R, options: UnwrapOptions = {}): Promise<R> {
  if (!isFetchResponse(response) || !response.ok || response.bodyUsed) return response;
  if (response.url && !response.url.includes(options.urlPart ?? "")) return response;
  // Read and put back: clone() would wait for ever for its twin's reader in node-fetch, from a
  // few kilobytes on.
  const bytes = await response.arrayBuffer();
  const found = examine(utf8Text(bytes, false), options);
  // A 204 has no body and refuses even an empty one.
  if (found === undefined) return withBody(response, bytes.byteLength ? bytes : null);
  if (!found) {
    await callExpired(options);
    if (options.errorClass) throwMissing(options);
  }
  const unwrapped = found
    ? withBody(response, textOf(found.content))
    : withBody(response, null, 404, "Not Found");
  // They describe the body that was stored.
  unwrapped.headers.delete("content-length");
  unwrapped.headers.delete("content-encoding");
  return unwrapped;
}

function withBody<R>(
  response: R & FetchResponse<R>,
  body: ArrayBuffer | string | null,
  status = response.status,
  statusText = response.statusText,
): R & WithHeaders {
  const copy = new response.constructor(body, { status, statusText, headers: response.headers });
  // Only fetch itself can set it.
  return Object.defineProperty(copy, "url", { value: response.url });
}

function isFetchResponse<R>(given: R): given is R & FetchResponse<R> {
  return (
    isObject(given) &&
    typeof given["arrayBuffer"] === "function" &&
    // An object literal's constructor is Object, which makes no response.
    given.constructor !== Object
  );
}
