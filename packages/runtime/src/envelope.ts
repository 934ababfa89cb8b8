import type { Clock } from "./check.js";
import { assertJson, isFiniteNumber, optionsOf, positiveOrAbsent, refuseNumber, timeOf } from "./check.js";

/**
 * What is stored, as an object. `expires_at` is epoch milliseconds. At least one of `expires_at`
 * and `metadata` is there, so that an envelope is always known by its own look.
 */
// An alias, not an interface: it is to be assignable to `Record<string, unknown>`.
export type Envelope<T = unknown, M = unknown> = {
  value: T;
  expires_at?: number;
  metadata?: M;
};

/** When an entry expires, and what is kept beside its value. */
export interface EncodeOptions<M = unknown> {
  /** Seconds from now, above 0. `undefined` or `null`: no expiry. Not together with `expiresAtMs`. */
  readonly ttlSeconds?: number | null | undefined;
  /** Epoch milliseconds. `undefined` or `null`: no expiry. Not together with `ttlSeconds`. */
  readonly expiresAtMs?: number | null | undefined;
  /** Any JSON. `undefined`: none. */
  readonly metadata?: M | undefined;
  /** The time that `ttlSeconds` counts from: epoch milliseconds, or a function that gives them. */
  readonly now?: Clock;
}

/** The names of what a write through a store is told. */
const WRITING: readonly string[] = ["ttlSeconds", "expiresAtMs", "metadata", "now", "serverTtl"];

/**
 * The envelope of `value` as an object, for a client that makes JSON of an object itself.
 *
 * @throws TypeError | RangeError where the expiry or the value could not be stored as meant.
 */
export function toEnvelope<T, M = Record<string, never>>(
  value: T,
  options: EncodeOptions<M> = {},
): Envelope<T, M> {
  assertJson("value", value);
  optionsOf(options, WRITING);
  const { metadata } = options;
  const expiresAt = expiryOf(options);
  // In this order: `JSON.stringify({ value, expires_at })` gives the same bytes.
  const envelope: Envelope<T, M> = { value };
  if (expiresAt !== undefined) envelope.expires_at = expiresAt;
  if (metadata !== undefined) {
    assertJson("metadata", metadata);
    envelope.metadata = metadata;
  } else if (expiresAt === undefined) return Object.assign(envelope, { metadata: {} });
  return envelope;
}

/**
 * The text to store for `value`: `{"value": …, "expires_at": <epoch ms>, "metadata": …}`.
 *
 * @throws TypeError | RangeError where the expiry or the value could not be stored as meant.
 */
export function encodeEnvelope(value: unknown, options: EncodeOptions = {}): string {
  const { expires_at, metadata } = toEnvelope(value, options);
  // By hand around the value: faster than JSON of the whole, and byte for byte the same.
  const end = expires_at === undefined ? "" : `,"expires_at":${expires_at}`;
  const more = metadata === undefined ? end : `${end},"metadata":${JSON.stringify(metadata)}`;
  return `{"value":${JSON.stringify(value)}${more}}`;
}

function expiryOf({ ttlSeconds, expiresAtMs, now }: EncodeOptions): number | undefined {
  const ttl = positiveOrAbsent("ttlSeconds", ttlSeconds);
  const at = positiveOrAbsent("expiresAtMs", expiresAtMs);
  if (ttl === undefined) return at;
  if (at !== undefined) refuseNumber("ttlSeconds", "left out beside expiresAtMs", ttl);
  const expiresAt = timeOf(now) + ttl * 1000;
  return isFiniteNumber(expiresAt) ? expiresAt : refuseNumber("ttlSeconds", "small enough for a date", ttl);
}
