import type { Clock } from "./check.js";
import { isFiniteNumber, timeOf } from "./check.js";
import { hasOnly, isObject, own, parseJson } from "./json.js";
import { LEGACY_FIELDS, fromBase64, legacyExpiry } from "./legacy.js";

/** What a stored entry says. */
export interface Decoded<T = unknown> {
  value: T;
  /** Epoch milliseconds; `undefined`: does not expire. */
  expiresAtMs: number | undefined;
  /** `undefined`: none was stored. */
  metadata: unknown;
}

/** How to read what is stored. */
export interface DecodeOptions {
  /** Epoch milliseconds, or a function that gives them. Left out: `Date.now`. */
  readonly now?: Clock;
  /**
   * Unwrap legacy payloads too: an object with `value` and nothing besides but `expiration_ttl`,
   * `expirationTtl`, `expiration`, `metadata`, `ttl`, `ttl_secs`. Off by default, as
   * `{ value, ttl }` can also be a document of your own.
   */
  readonly legacy?: boolean | undefined;
  /**
   * The values of legacy payloads are base64 of UTF-8 text: decode them. Turns `legacy` on. The
   * values of envelopes are never decoded, nor what is no base64 of UTF-8 text.
   */
  readonly base64?: boolean | undefined;
}

/** The names of what a read is told. */
export const READING: readonly string[] = ["now", "legacy", "base64"];

/**
 * Reads what is stored: its text, or what a client already parsed from it. Text that is no
 * envelope comes back as `value`, as it is. Throws on no text whatever.
 *
 * @returns `null` if `raw` is `null` or `undefined`, or if it has expired (`now > expires_at`).
 */
export function decodeEnvelope<T = unknown>(raw: unknown, options: DecodeOptions = {}): Decoded<T> | null {
  if (raw === null || raw === undefined) return null;
  const entry = recognise(raw, options) ?? { value: raw, expiresAtMs: undefined, metadata: undefined };
  // The caller says what was stored, as with any parsed JSON.
  return isExpired(entry, options.now) ? null : (entry as Decoded<T>);
}

/** The entry that an envelope or (if asked for) a legacy payload holds, alive or not; `undefined` for anything else. */
export function recognise(raw: unknown, { legacy, base64 }: DecodeOptions): Decoded | undefined {
  const short = typeof raw === "string" && readShort(raw);
  if (short) return short;
  const stored = typeof raw === "string" ? parseJson(raw) : raw;
  if (!isObject(stored)) return undefined;
  const value = own(stored, "value");
  if (value === undefined) return undefined;
  const metadata = own(stored, "metadata");
  const end = own(stored, "expires_at");
  const expiresAtMs = isFiniteNumber(end) ? end : undefined;
  if ((expiresAtMs !== undefined || metadata !== undefined) && hasOnly(stored, ["expires_at", "metadata"])) {
    return { value, expiresAtMs, metadata };
  }
  if (!(legacy || base64) || !hasOnly(stored, LEGACY_FIELDS)) return undefined;
  return { value: base64 ? fromBase64(value) : value, expiresAtMs: legacyExpiry(stored), metadata };
}

const HEAD = '{"value":';
const TAIL = ',"expires_at":';
// An end from 2001 to 2286, and the brace behind it.
const DIGITS = 13;

/**
 * The entry of a text of the form that is stored most, `{"value":…,"expires_at":<13 digits>}`: cut by its ends, so that
 * only the value is parsed. If what is between them is JSON, the whole is just that envelope; all other texts are
 * `undefined`, and for the long way.
 */
function readShort(text: string): Decoded | undefined {
  const end = text.length - 1 - DIGITS;
  if (text.charCodeAt(end + DIGITS) !== 125 || !text.startsWith(TAIL, end - TAIL.length)) return undefined;
  if (!text.startsWith(HEAD)) return undefined;
  let expiresAtMs = 0;
  for (let index = end; index < end + DIGITS; index++) {
    const digit = text.charCodeAt(index) - 48;
    // No number of JSON begins with 0.
    if (digit < 0 || digit > 9 || expiresAtMs + digit === 0) return undefined;
    expiresAtMs = expiresAtMs * 10 + digit;
  }
  const value = parseJson(text.slice(HEAD.length, end - TAIL.length));
  return value === undefined ? undefined : { value, expiresAtMs, metadata: undefined };
}

/** As on the service's page: at `expires_at` itself an entry is still alive. */
export function isExpired({ expiresAtMs }: Decoded, now: Clock): boolean {
  return timeOf(now) > (expiresAtMs ?? Infinity);
}
