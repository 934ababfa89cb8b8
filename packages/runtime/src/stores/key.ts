import { refuse } from "../check.js";

// The service's OpenAPI page "Set a key's value": the pattern, and "maximum 256 characters". Its KV
// API reference: "a key with any other character (such as `:`) is rejected with 400".
const KEY = /^[-/_=.a-zA-Z0-9]{1,256}$/;

/** How many characters a key may have. */
export const MAX_KEY_LENGTH = 256;

/** Throws where the service would refuse to write under `key`. */
export function assertKey(key: unknown): void {
  assertAddress("key", key);
  if (!KEY.test(key)) refuse("key", "1 to 256 characters of a-z A-Z 0-9 - _ / = .", key);
}

/**
 * Throws where `segment` can't stand in the path of a URL. Percent-encoding does not help: `..`
 * under the keys' address would be the namespace itself, and a DELETE would delete that.
 *
 * For reads and deletes nothing more is asked of a key: under an older service it may have been
 * written with characters that are refused today.
 */
export function assertAddress(name: string, segment: unknown): asserts segment is string {
  if (typeof segment !== "string" || /^\.{0,2}$/.test(segment))
    refuse(name, 'a text other than "", "." and ".."', segment);
}
