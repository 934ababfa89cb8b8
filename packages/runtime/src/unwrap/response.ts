import { isObject } from "../json.js";
import { utf8Text } from "../legacy.js";
import { JSON_TYPE, NOT_FOUND, NOT_FOUND_TEXT, missingBody, staleHeaders } from "../missing.js";
import type { Found, UnwrapOptions } from "./unwrap.js";
import { callExpired, examine, likeStored, textOf, throwMissing } from "./unwrap.js";

/** What is asked of a response that was made. */
interface Made {
  text(): Promise<string>;
  clone(): object;
}

interface MadeWithHeaders extends Made {
  readonly headers: { delete(name: string): void; set(name: string, value: string): void };
}

/** What a Response of any maker (browser, Node, undici, node-fetch) has, as far as it is needed here. */
interface FetchResponse<R> extends MadeWithHeaders {
  readonly constructor: new (
    body: ArrayBuffer | string | null,
    init: { readonly status: number; readonly statusText: string; readonly headers?: unknown },
  ) => R & MadeWithHeaders;
  readonly ok: boolean;
  readonly url: string;
  readonly bodyUsed: boolean;
  readonly body?: { readonly locked?: boolean } | null;
  readonly status: number;
  readonly statusText: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * For the response to a raw read: one of the same class, with the body that {@link unwrapText} gives
 * for it; its `json()` gives the value, also where that is a text. An expired entry gives the
 * service's answer for a missing key, status 404 and its error as JSON, after `onExpired` has been
 * waited for; with `client` or `errorClass`, for clients that throw where others give a 404, such an error.
 * A body that is none of ours comes through byte for byte; a response that is not ok, and what is
 * no Response (a test's mock), comes back as it is.
 */
export async function unwrapResponse<R>(response: R, options: UnwrapOptions = {}): Promise<R> {
  if (!isFetchResponse(response) || !response.ok) return response;
  if (response.url && !response.url.includes(options.urlPart ?? "")) return response;
  if ("_data" in response) return unwrapData(response, response, options);
  // There is nothing to read; or whoever reads it already is to go on doing so.
  if (response.body === null || response.bodyUsed || response.body?.locked) return response;
  // Read and put back: clone() would wait for ever for its twin's reader in node-fetch, from a
  // few kilobytes on.
  const bytes = await response.arrayBuffer();
  const found = examine(utf8Text(bytes, false), options);
  // node-fetch gives a 204 a body to read, and its Response refuses even an empty one.
  if (found === undefined) return withBody(response, bytes.byteLength ? bytes : null);
  if (!found) {
    await callExpired(options);
    if (options.errorClass || options.client) throwMissing(options);
  }
  const unwrapped = found
    ? withContent((text) => withBody(response, text), found)
    : withBody(response, NOT_FOUND_TEXT, NOT_FOUND);
  // They describe the body that was stored.
  for (const name of staleHeaders(!found)) unwrapped.headers.delete(name);
  if (!found) for (const [name, value] of Object.entries(JSON_TYPE)) unwrapped.headers.set(name, value);
  return unwrapped;
}

/** ofetch's `raw` has read the body, and gives what it made of it in `_data`. */
async function unwrapData<R>(
  response: R & FetchResponse<R>,
  carrier: R & { _data?: unknown },
  options: UnwrapOptions,
): Promise<R> {
  const stored = carrier._data;
  const found = examine(stored, options);
  if (found === undefined) return response;
  if (found) return Object.assign(carrier, { _data: likeStored(stored, found) });
  await callExpired(options);
  if (options.errorClass || options.client) throwMissing(options);
  const missing = withBody(response, NOT_FOUND_TEXT, NOT_FOUND);
  return Object.assign(missing, { _data: missingBody(stored) });
}

/** A response that holds a value: `text()` gives a text as it is, and `json()` gives it too, which is no JSON by itself. */
export function withContent<R extends Made>(make: (text: string) => R, found: Found): R {
  const made = make(textOf(found));
  return typeof found.content === "string" ? givingJson(made, found.content) : made;
}

function givingJson<R extends Made>(made: R, content: string): R {
  const clone = made.clone.bind(made);
  return Object.assign(made, {
    // Read, so that it is used up as another one would be.
    json: () => made.text().then(() => content),
    clone: () => givingJson(clone() as R, content),
  });
}

function withBody<R>(
  response: R & FetchResponse<R>,
  body: ArrayBuffer | string | null,
  { status, statusText }: { readonly status: number; readonly statusText: string } = response,
): R & MadeWithHeaders {
  const copy = new response.constructor(body, { status, statusText, headers: response.headers });
  // Only fetch itself can set it.
  return Object.defineProperty(copy, "url", { value: response.url });
}

function isFetchResponse<R>(given: R): given is R & FetchResponse<R> {
  if (!isObject(given)) return false;
  // An object literal has nothing between it and the root of its realm, and its constructor makes no response.
  const prototype: unknown = Object.getPrototypeOf(given);
  if (!isObject(prototype) || Object.getPrototypeOf(prototype) === null) return false;
  const { headers } = given;
  return (
    [given["arrayBuffer"], given["text"], given["clone"]].every((each) => typeof each === "function") &&
    isObject(headers) &&
    [headers["set"], headers["delete"]].every((each) => typeof each === "function")
  );
}
