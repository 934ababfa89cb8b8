import { recognise } from "../decode.js";

/** The service's largest value in bytes ("Maximum size: 1 MiB": its OpenAPI page "Set a key's value"). */
const MAX_VALUE_BYTES = 1_048_576;

/**
 * Throws where the service would refuse `stored` as too large (413), before a request is made. Of an
 * envelope the message says which part of the bytes is the value's, and which the envelope's own.
 */
export function assertFits(stored: string | { readonly byteLength: number }): void {
  // A character has 3 bytes of UTF-8 at most: nearly every text is known to fit by its length.
  if (typeof stored === "string" && stored.length * 3 <= MAX_VALUE_BYTES) return;
  const bytes = typeof stored === "string" ? bytesOf(stored) : stored.byteLength;
  if (bytes <= MAX_VALUE_BYTES) return;
  const entry = recognise(stored, {});
  const own = entry && bytesOf(JSON.stringify(entry.value));
  const parts = own === undefined ? "" : `: ${own} of the value as JSON, ${bytes - own} of its envelope`;
  throw new RangeError(
    `value must be at most ${MAX_VALUE_BYTES} bytes as it is stored; got ${bytes}${parts}`,
  );
}

/** Bytes of UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
