// @ts-check
// Pages, routes and fetches that Next.js caches, in Telnyx KV: `cacheHandler` in next.config.mjs.
import { Buffer } from "node:buffer";
import { restStore } from "@kv-envelope/runtime/stores";
import { unstorageDriver } from "@kv-envelope/runtime/unstorage";

/** Seconds after which nothing is kept that nobody has made anew since, whatever it says of itself. */
const MOST_SECONDS = 30 * 24 * 60 * 60;
const TAGS_HEADER = "x-next-cache-tags";

// unstorage's driver, as it takes keys of any characters and length: Next's are paths and digests.
const entries = unstorageDriver(
  restStore({
    namespaceId: process.env.KV_NAMESPACE_ID ?? "",
    apiKey: process.env.TELNYX_API_KEY ?? "",
    baseUrl: process.env.TELNYX_BASE_URL,
    // Next caches what `fetch` gives while it renders, and would ask this handler for what it asks the service.
    fetch: (url, request) => fetch(url, Object.assign({}, request, { next: { internal: true } })),
  }),
  // What one build has cached is not for another: give each deployment a prefix of its own.
  { prefix: process.env.KV_CACHE_PREFIX ?? "next/" },
);

/** @typedef {{ kind: string, [name: string]: any }} CachedValue */
/** @typedef {{ revalidate?: number | false, expire?: number }} CacheControl seconds */
/** @typedef {{ value: CachedValue | null, lastModified: number, tags: string[], cacheControl?: CacheControl }} Entry */
/** @typedef {{ staleAt?: number, expiredAt?: number }} Revalidated epoch milliseconds */

export default class KvCacheHandler {
  /**
   * @param {string} key
   * @param {{ tags?: string[], softTags?: string[] }} context
   */
  async get(key, { tags = [], softTags = [] }) {
    try {
      const entry = /** @type {Entry | null} */ (await read(`entry:${key}`));
      if (!entry) return null;
      const { value, lastModified, cacheControl } = entry;
      const revalidated = await Promise.all(
        [...new Set([...entry.tags, ...tags, ...softTags])].map((tag) => read(`tag:${tag}`)),
      );
      const now = Date.now();
      const isOlder = (/** @type {number | undefined} */ at) =>
        at !== undefined && at <= now && at >= lastModified;
      if (revalidated.some((tag) => isOlder(tag?.expiredAt))) return null;
      const isStale = revalidated.some((tag) => isOlder(tag?.staleAt));
      // -1: older than anything that Next takes for fresh.
      return { value: unpacked(value), lastModified: isStale ? -1 : lastModified, cacheControl };
    } catch (error) {
      // A cache that can't be reached is an empty one.
      console.error("the cache could not be read", error);
      return null;
    }
  }

  /**
   * @param {string} key
   * @param {CachedValue | null} value
   * @param {{ tags?: string[], cacheControl?: CacheControl }} context
   */
  async set(key, value, { tags = [], cacheControl }) {
    const headers = value?.headers?.[TAGS_HEADER];
    const own = typeof headers === "string" ? headers.split(",") : (value?.tags ?? []);
    /** @type {Entry} */
    const entry = {
      value: packed(value),
      lastModified: Date.now(),
      tags: [...new Set([...own, ...tags])],
      ...(cacheControl ? { cacheControl } : {}),
    };
    try {
      await write(`entry:${key}`, entry, Math.min(cacheControl?.expire ?? MOST_SECONDS, MOST_SECONDS));
    } catch (error) {
      // Such as one beyond 1 MiB. What was there before must not be given any more.
      console.error(`${key} could not be cached`, error);
      await entries.removeItem(`entry:${key}`).catch(() => undefined);
    }
  }

  /**
   * @param {string | string[]} tags
   * @param {{ expire?: number }} [durations] left out: what has these tags is not given any more from now on
   */
  async revalidateTag(tags, durations) {
    const now = Date.now();
    await Promise.all(
      [tags].flat().map(async (tag) => {
        const before = /** @type {Revalidated | null} */ (await read(`tag:${tag}`));
        const expire = durations?.expire;
        const at = durations
          ? { staleAt: now, ...(expire === undefined ? {} : { expiredAt: now + expire * 1000 }) }
          : { expiredAt: now };
        // As long as an entry from before may be there.
        await write(`tag:${tag}`, { ...before, ...at }, MOST_SECONDS);
      }),
    );
  }

  resetRequestCache() {
    // Nothing is kept for a request.
  }
}

/** @param {string} key */
async function read(key) {
  const text = await entries.getItem(key);
  return typeof text === "string" ? JSON.parse(text) : null;
}

/**
 * @param {string} key
 * @param {object} value
 * @param {number} ttl
 */
async function write(key, value, ttl) {
  await entries.setItem(key, JSON.stringify(value), { ttl });
}

// The fields that are no JSON, by the kind of what is cached.
const BYTES = { APP_PAGE: "rscData", APP_ROUTE: "body", IMAGE: "buffer" };

/** @param {CachedValue | null} value */
function packed(value) {
  if (!value) return null;
  const copy = { ...value };
  const field = Reflect.get(BYTES, value.kind);
  if (copy[field]) copy[field] = Buffer.from(copy[field]).toString("base64");
  if (copy.segmentData)
    copy.segmentData = [...copy.segmentData].map(([path, bytes]) => [
      path,
      Buffer.from(bytes).toString("base64"),
    ]);
  return copy;
}

/** @param {CachedValue | null} value */
function unpacked(value) {
  if (!value) return null;
  const copy = { ...value };
  const field = Reflect.get(BYTES, value.kind);
  if (copy[field]) copy[field] = Buffer.from(copy[field], "base64");
  if (copy.segmentData)
    copy.segmentData = new Map(
      copy.segmentData.map((/** @type {[string, string]} */ [path, text]) => [
        path,
        Buffer.from(text, "base64"),
      ]),
    );
  return copy;
}
