import { assertAble, optionsOf } from "./check.js";
import type { DecodeOptions, Decoded } from "./decode.js";
import { READING } from "./decode.js";
import { isObject } from "./json.js";
import type { ServerTtlOption } from "./raw-put.js";
import type { PutOptions, RawStore } from "./store.js";
import { deleteKey, getWithExpiry, getWithMetadata, putWithExpiry } from "./store.js";
import type { SweepOptions, SweepResult } from "./sweep.js";
import { sweepExpired } from "./sweep.js";

/** A store whose entries expire. No function needs `this`: all may be taken out of the object. */
export interface EnvelopeStore<R = unknown> {
  readonly put: (key: string, value: unknown, options?: PutOptions) => Promise<R>;
  readonly get: <T = unknown>(key: string, options?: DecodeOptions) => Promise<T | null>;
  readonly getWithMetadata: <T = unknown>(key: string, options?: DecodeOptions) => Promise<Decoded<T> | null>;
  readonly delete: (key: string) => Promise<void>;
  readonly sweepExpired: (options?: SweepOptions) => Promise<SweepResult>;
  /** `put` by the name and with the arguments of the service's page. */
  readonly putWithExpiry: (
    key: string,
    value: unknown,
    ttlSeconds?: number | null,
    options?: PutOptions,
  ) => Promise<R>;
  /** `get` by the name of the service's page. */
  readonly getWithExpiry: <T = unknown>(key: string, options?: DecodeOptions) => Promise<T | null>;
}

/** `raw` with entries that expire. `defaults` hold for each call that does not say otherwise. */
export function envelopeStore<R>(
  raw: RawStore<R>,
  options: DecodeOptions & ServerTtlOption = {},
): EnvelopeStore<R> {
  assertAble("store", raw, ["get", "put"]);
  optionsOf(options, [...READING, "serverTtl"]);
  const { serverTtl, ...defaults } = options;
  const { now } = defaults;
  const get = <T = unknown>(key: string, options?: DecodeOptions): Promise<T | null> =>
    getWithExpiry<T>(raw, key, { ...defaults, ...options });
  const put: EnvelopeStore<R>["putWithExpiry"] = async (key, value, ttlSeconds, options) =>
    // What is no object goes on as it is, to be refused: spread, it would be no options at all.
    putWithExpiry(
      raw,
      key,
      value,
      ttlSeconds,
      isObject(options ?? {}) ? { now, serverTtl, ...options } : options,
    );
  return {
    put: (key, value, options) => put(key, value, undefined, options),
    get,
    getWithMetadata: (key, options) => getWithMetadata(raw, key, { ...defaults, ...options }),
    delete: (key) => deleteKey(raw, key),
    sweepExpired: (options) => sweepExpired(raw, { ...defaults, ...options }),
    putWithExpiry: put,
    getWithExpiry: get,
  };
}
