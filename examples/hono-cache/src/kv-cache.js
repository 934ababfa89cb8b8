// @ts-check
// A middleware of Hono that keeps answers in Telnyx KV, each in an envelope that ends.
import { decodeBytes, encodeBytes, typedStore } from "@kv-envelope/runtime/stores";

/**
 * @typedef {object} KvCacheOptions
 * @property {import("@kv-envelope/runtime/stores").KvStore} store
 * @property {number} ttlSeconds how long an answer is kept
 * @property {string} [prefix] what the keys begin with
 */

/** @typedef {{ status: number, headers: [string, string][], body: import("@kv-envelope/runtime/stores").StoredBase64 }} Answer */

/**
 * Answers a GET from the store. Of several at once for one URL, only the first is handled.
 *
 * What is for one visitor alone is not kept: a request with `Authorization`, an answer with `Set-Cookie`, or with
 * `Cache-Control: private` or `no-store`; and only 200 is.
 *
 * @param {KvCacheOptions} options
 * @returns {import("hono").MiddlewareHandler}
 */
export function kvCache({ store, ttlSeconds, prefix = "http/" }) {
  /** @type {import("@kv-envelope/runtime/stores").TypedStore<Answer | null>} */
  const answers = typedStore(store);
  return async (context, next) => {
    const { req: request } = context;
    if (request.method !== "GET" || request.header("authorization") !== undefined) return await next();

    let isOwn = false;
    const make = async () => {
      isOwn = true;
      await next();
      return await answerOf(context.res.clone());
    };
    const key = prefix + (await digestOf(request.url));
    // `null`, what is not for the cache, is not kept.
    const answer = await answers.getOrSet(key, make, { ttlSeconds, negativeTtlSeconds: 0 });
    if (isOwn) return;
    // One that waited for another's answer, which turned out to be for that visitor alone.
    if (answer === null) return await next();
    const { status, headers, body } = answer;
    context.res = new Response(decodeBytes(body), { status, headers: [...headers, ["x-cache", "hit"]] });
  };
}

/**
 * @param {Response} response
 * @returns {Promise<Answer | null>} `null` where it is not for the cache
 */
async function answerOf(response) {
  const { status, headers } = response;
  const isPrivate = /\b(private|no-store)\b/.test(headers.get("cache-control") ?? "");
  if (status !== 200 || isPrivate || headers.has("set-cookie")) return null;
  return { status, headers: [...headers], body: encodeBytes(await response.arrayBuffer()) };
}

/**
 * A key takes neither the characters of a URL nor its length.
 *
 * @param {string} text
 */
async function digestOf(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
