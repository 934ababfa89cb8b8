import { isFiniteNumber } from "./check.js";
import type { JsonObject } from "./json.js";
import { own } from "./json.js";

// `atob` and `TextDecoder` are in every runtime that has `fetch`, but not in TypeScript's `lib`
// ES2022, which may be all that a project has: declared for this module alone.
declare const atob: (base64: string) => string;
declare const TextDecoder: new (
  label: string,
  options?: { readonly fatal?: boolean },
) => { decode(bytes: ArrayBuffer | Uint8Array): string };

/** The fields which mistaken writes put beside `value`, and which the service stored verbatim: a legacy payload. */
export const LEGACY_FIELDS: readonly string[] = [
  "expiration_ttl",
  "expirationTtl",
  "expiration",
  "metadata",
  "ttl",
  "ttl_secs",
];

/**
 * The end of a legacy payload in epoch milliseconds: its absolute `expiration` (epoch seconds).
 * A relative ttl has no known start, so a payload with only that counts as alive.
 */
export function legacyExpiry(stored: JsonObject): number | undefined {
  const seconds = own(stored, "expiration");
  return isFiniteNumber(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** The text that `given` is the base64 of; `given` itself if it is no base64 of UTF-8 text. */
export function fromBase64(given: unknown): unknown {
  if (typeof given !== "string") return given;
  try {
    return utf8Text(
      Uint8Array.from(atob(given), (character) => character.charCodeAt(0)),
      true,
    );
  } catch {
    return given;
  }
}

/** Bytes as text; with `fatal` it throws on what is no UTF-8, else it puts replacement characters. */
export function utf8Text(bytes: ArrayBuffer | Uint8Array, fatal: boolean): string {
  return new TextDecoder("utf-8", { fatal }).decode(bytes);
}
