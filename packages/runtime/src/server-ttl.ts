import type { Clock } from "./check.js";
import { positiveOrAbsent, refuseNumber, timeOf } from "./check.js";

/** The parameter of a key's URL, and of the SDK's `update`, after whose seconds the service deletes the key. */
const TTL_PARAMETER = "ttl_secs";

/** The longest that the service takes (API reference of the key's PUT). */
const MAX_TTL_SECONDS = 9_223_372_036;

/**
 * A time to live as the service takes it: whole seconds, from 1 to 9,223,372,036. A fraction is rounded up, and what is
 * longer (292 years, as `9999-12-31` is meant for never) becomes the longest.
 * @param ttl seconds; `undefined` or `null`: none, and `undefined` is what comes back
 * @throws RangeError | TypeError where it is not above 0, not finite, or no number
 */
export function ttlSeconds(ttl: number): number;
export function ttlSeconds(ttl: number | null | undefined): number | undefined;
export function ttlSeconds(ttl: number | null | undefined): number | undefined {
  const seconds = positiveOrAbsent("ttlSeconds", ttl);
  return seconds === undefined ? undefined : Math.min(Math.ceil(seconds), MAX_TTL_SECONDS);
}

/**
 * The whole seconds from now to an end, at least 1: what the service is told of an absolute expiry.
 * @param expiresAtMs epoch milliseconds; `undefined` or `null`: none, and `undefined` is what comes back
 * @throws RangeError | TypeError where the end has passed, or is no time
 */
export function secondsUntil(expiresAtMs: number, options?: { readonly now?: Clock }): number;
export function secondsUntil(
  expiresAtMs: number | null | undefined,
  options?: { readonly now?: Clock },
): number | undefined;
export function secondsUntil(
  expiresAtMs: number | null | undefined,
  options: { readonly now?: Clock } = {},
): number | undefined {
  const end = positiveOrAbsent("expiresAtMs", expiresAtMs);
  if (end === undefined) return undefined;
  const rest = end - timeOf(options.now);
  return rest > 0 ? ttlSeconds(rest / 1000) : refuseNumber("expiresAtMs", "in the future", end);
}

/**
 * A key's URL that also says how long the key is to live. What it has for a query stays; an earlier `ttl_secs` goes.
 * @param url as text, relative or not, or as a `URL`
 * @param seconds as {@link ttlSeconds} gives them; `undefined`: the URL as it is
 */
export function withTtl(url: string | { readonly href: string }, seconds: number | undefined): string {
  const text = typeof url === "string" ? url : url.href;
  if (seconds === undefined) return text;
  const [whole = "", fragment = ""] = /^([^#]*)(.*)$/s.exec(text)?.slice(1) ?? [];
  const [path = "", ...query] = whole.split("?");
  const kept = query
    .join("?")
    .split("&")
    .filter((part) => part !== "" && !part.startsWith(`${TTL_PARAMETER}=`));
  return `${path}?${[...kept, `${TTL_PARAMETER}=${seconds}`].join("&")}${fragment}`;
}
