import { refuse } from "./check.js";
import type { DecodeOptions, Decoded } from "./decode.js";
import { decodeEnvelope } from "./decode.js";
import type { EncodeOptions } from "./envelope.js";
import { encodeEnvelope } from "./envelope.js";
import type { RawWriter, ServerTtlOption } from "./raw-put.js";
import { putRaw } from "./raw-put.js";

/** One page of a raw store's list. */
export interface ListPage {
  readonly keys: readonly { readonly name: string }[];
  readonly list_complete: boolean;
  readonly cursor?: string | undefined;
}

/** Which keys a raw store is to list. */
export interface ListOptions {
  prefix?: string;
  limit?: number;
  cursor?: string;
}

/** What reading needs of a raw store. */
export interface RawReader {
  /** The stored text; `null` or `undefined` where the key is missing. */
  get(key: string): PromiseLike<string | null | undefined>;
  delete?(key: string): PromiseLike<unknown>;
  /**
   * Deletes `key` only if it still holds `raw`, in one step, for stores that can; returns `false`
   * where it did not. Without it the value is read again and compared just before `delete`: that
   * leaves only the moment between these two, in which another writer's value could be lost.
   */
  deleteIf?(key: string, raw: string): PromiseLike<unknown>;
}

/** How an entry is written through a store. */
export type PutOptions = EncodeOptions & ServerTtlOption;

/** A store of texts, in the shape of the edge runtime's KV binding. */
export interface RawStore<R = unknown> extends RawReader, RawWriter<R> {
  list?(options: ListOptions): PromiseLike<ListPage>;
}

/**
 * Stores `value` in an envelope that expires after `ttlSeconds` (`undefined`, `null`: never), or
 * at `options.expiresAtMs`; with `options.serverTtl` the service is told so, too.
 *
 * @returns what `store.put` returns; rejects where the expiry or the value could not be stored as meant.
 */
export async function putWithExpiry<R>(
  store: RawWriter<R>,
  key: string,
  value: unknown,
  ttlSeconds?: number | null,
  options: PutOptions = {},
): Promise<R> {
  const given = ttlSeconds === undefined || ttlSeconds === null ? options : { ...options, ttlSeconds };
  return await putRaw(store, key, encodeEnvelope(value, given), given);
}

/**
 * The value under `key`; `null` if it is missing or has expired. An expired one is deleted
 * (see {@link RawReader.deleteIf}); a delete that fails does not fail the read.
 */
export async function getWithExpiry<T = unknown>(
  store: RawReader,
  key: string,
  options: DecodeOptions = {},
): Promise<T | null> {
  return (await getWithMetadata<T>(store, key, options))?.value ?? null;
}

/** As {@link getWithExpiry}, with the metadata and the expiry beside the value. */
export async function getWithMetadata<T = unknown>(
  store: RawReader,
  key: string,
  options: DecodeOptions = {},
): Promise<Decoded<T> | null> {
  const raw = await store.get(key);
  if (raw === null || raw === undefined) return null;
  const entry = decodeEnvelope<T>(raw, options);
  if (entry) return entry;
  try {
    await deleteUnchanged(store, key, raw);
  } catch {
    // Deleting is housekeeping: the next read or sweep tries again.
  }
  return null;
}

/** Deletes `key`. */
export async function deleteKey(store: Pick<RawReader, "delete">, key: string): Promise<void> {
  if (!store.delete) return refuse("store.delete", "a function", store.delete);
  await store.delete(key);
}

/** Deletes `key` if it still holds `raw`; `false` if it does not, or if the store can't delete. */
export async function deleteUnchanged(store: RawReader, key: string, raw: string): Promise<boolean> {
  if (store.deleteIf) return (await store.deleteIf(key, raw)) !== false;
  if (!store.delete || (await store.get(key)) !== raw) return false;
  await store.delete(key);
  return true;
}
