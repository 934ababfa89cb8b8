import type { DecodeOptions } from "../decode.js";
import { isExpired, recognise } from "../decode.js";
import { encodeEnvelope } from "../envelope.js";
import type { RawWriter } from "../raw-put.js";
import { putRaw } from "../raw-put.js";
import type { PutOptions, RawReader } from "../store.js";

/**
 * Gives the entry under `key` a new expiry, its value and metadata unchanged.
 *
 * Without a compare-and-set this is a read and a write: a value that another writer stores between
 * the two is overwritten by the one that was read.
 *
 * @returns whether there was an entry to give it to: an expired one is not revived, and what is no
 *   envelope is left as it is
 */
export async function touch(
  store: RawReader & RawWriter,
  key: string,
  expiry: Pick<PutOptions, "ttlSeconds" | "expiresAtMs" | "now" | "serverTtl">,
  options: DecodeOptions = {},
): Promise<boolean> {
  // Refused before anything is read.
  encodeEnvelope(null, expiry);
  const entry = recognise(await store.get(key), options);
  if (!entry || isExpired(entry, options.now)) return false;
  await putRaw(store, key, encodeEnvelope(entry.value, { ...expiry, metadata: entry.metadata }), expiry);
  return true;
}
