import type { Clock } from "../check.js";
import { isFiniteNumber, refuse, timeOf } from "../check.js";
import type { DecodeOptions, Decoded } from "../decode.js";
import { decodeEnvelope } from "../decode.js";
import type { EncodeOptions } from "../envelope.js";
import { isObject } from "../json.js";
import type { RawStore } from "../store.js";
import { deleteKey, getWithMetadata, putWithExpiry } from "../store.js";
import type { SweepOptions, SweepResult } from "../sweep.js";
import { sweepExpired } from "../sweep.js";
import { decodeBytes, encodeBytes } from "./bytes.js";
import { singleFlight } from "./single-flight.js";
import type { StandardSchema } from "./standard-schema.js";
import { touch } from "./touch.js";
import { ValidationError } from "./validation-error.js";

/** How a {@link TypedStore} reads the clock and judges what it finds. */
export interface TypedStoreOptions<Input = unknown, Output = Input> extends DecodeOptions {
  /**
   * What values have to be, in the form of Standard Schema. A value is checked before it is
   * written, and stored as it was given; what is read is what the schema makes of it (defaults,
   * coercions). It has to describe what JSON holds: a date is a string there.
   */
  readonly schema?: StandardSchema<Input, Output> | undefined;
  /** What a stored value that does not fit gives: a {@link ValidationError} (left out), or `null` as if there were none. */
  readonly onInvalid?: "throw" | "missing" | undefined;
  /**
   * Milliseconds by which the clocks of writers and of this reader may differ: an entry counts as
   * alive that much longer. 0 if left out.
   */
  readonly skewMs?: number | undefined;
}

/** When an entry expires, and its metadata. `ttlSeconds` is at least 1. */
export type TypedPutOptions = Omit<EncodeOptions, "now">;

/**
 * Values of one type that expire. No function needs `this`; an expired entry is deleted when it is
 * read (see {@link RawStore.deleteIf}).
 */
export interface TypedStore<Input = unknown, Output = Input> {
  readonly put: (key: string, value: Input, options?: TypedPutOptions) => Promise<void>;
  /** `null` where there is no entry, or an expired one. */
  readonly get: (key: string) => Promise<Output | null>;
  readonly getWithMetadata: (key: string) => Promise<Decoded<Output> | null>;
  /**
   * The value under `key`, or else the one that `make` gives, which is stored. Of the calls for one
   * key that run at the same time in this process only the first reads, makes and writes; all get
   * what it got, its error too. Errors are not kept: the next call tries again.
   */
  readonly getOrSet: (
    key: string,
    make: () => Input | PromiseLike<Input>,
    options?: TypedPutOptions,
  ) => Promise<Output>;
  /**
   * Lets the entry expire `ttlSeconds` from now. `false` where there is none: an expired one is not
   * revived. A read and a write: what another writer stores between them is overwritten.
   */
  readonly touch: (key: string, ttlSeconds: number) => Promise<boolean>;
  readonly delete: (key: string) => Promise<void>;
  readonly sweepExpired: (options?: Omit<SweepOptions, keyof DecodeOptions>) => Promise<SweepResult>;
  /** Bytes, in base64 inside of the envelope: `{"$base64": …}`. The schema is not asked. */
  readonly putBytes: (
    key: string,
    bytes: Uint8Array | ArrayBuffer,
    options?: TypedPutOptions,
  ) => Promise<void>;
  /** What `putBytes` stored; a TypeError for anything else. */
  readonly getBytes: (key: string) => Promise<Uint8Array | null>;
  /** `put`, `get` and `delete` by the names and with the arguments of the service's page. */
  readonly kvPutWithExpiry: (
    key: string,
    value: Input,
    ttlSeconds: number,
    options?: TypedPutOptions,
  ) => Promise<void>;
  readonly kvGetWithExpiry: (key: string) => Promise<Output | null>;
  readonly kvDelete: (key: string) => Promise<void>;
}

/** A store of typed values over a raw one. */
export function typedStore<Input = unknown, Output = Input>(
  raw: RawStore,
  options: TypedStoreOptions<Input, Output> = {},
): TypedStore<Input, Output> {
  const { schema, legacy, base64 } = options;
  const onInvalid: unknown = options.onInvalid ?? "throw";
  const writeNow = clockOf(options.now);
  const reading: DecodeOptions = { legacy, base64, now: lateBy(writeNow, options.skewMs ?? 0) };
  if (onInvalid !== "throw" && onInvalid !== "missing")
    refuse("onInvalid", '"throw" or "missing"', onInvalid);

  const write = async (key: string, value: unknown, given: TypedPutOptions = {}): Promise<void> => {
    // What is no object goes on as it is, to be refused: spread, it would be no options at all.
    const encoding = isObject(given) ? { ...given, now: writeNow } : given;
    assertSecond(encoding.ttlSeconds);
    await putWithExpiry(raw, key, value, undefined, encoding);
  };

  const put: TypedStore<Input, Output>["put"] = async (key, value, given) => {
    await checked(schema, key, "write", value);
    await write(key, value, given);
  };

  /** The entry with what the schema makes of its value. */
  const judged = async (key: string, entry: Decoded | null): Promise<Decoded<Output> | null> => {
    if (!entry) return null;
    try {
      return { ...entry, value: await checked(schema, key, "read", entry.value) };
    } catch (error) {
      if (onInvalid === "missing" && error instanceof ValidationError) return null;
      throw error;
    }
  };

  const entryOf: TypedStore<Input, Output>["getWithMetadata"] = async (key) =>
    judged(key, await getWithMetadata(raw, key, reading));
  const get = async (key: string): Promise<Output | null> => (await entryOf(key))?.value ?? null;
  const remove = (key: string): Promise<void> => deleteKey(raw, key);
  const once = singleFlight<Output>();

  return {
    put,
    get,
    getWithMetadata: entryOf,
    getOrSet: (key, make, given) =>
      once(key, async () => {
        // Without the lazy delete: what has expired is overwritten in a moment, and should `make` fail, the next read deletes it.
        const found = await judged(key, decodeEnvelope(await raw.get(key), reading));
        if (found) return found.value;
        const value = await make();
        const output = await checked(schema, key, "write", value);
        await write(key, value, given);
        return output;
      }),
    touch: async (key, ttlSeconds) => {
      assertSecond(ttlSeconds);
      return await touch(raw, key, { ttlSeconds, now: writeNow }, reading);
    },
    delete: remove,
    sweepExpired: (given) => sweepExpired(raw, { ...given, ...reading }),
    putBytes: async (key, bytes, given) => write(key, encodeBytes(bytes), given),
    getBytes: async (key) => {
      const entry = await getWithMetadata(raw, key, reading);
      return entry && decodeBytes(entry.value);
    },
    kvPutWithExpiry: (key, value, ttlSeconds, given) => put(key, value, { ...given, ttlSeconds }),
    kvGetWithExpiry: get,
    kvDelete: remove,
  };
}

async function checked<Input, Output>(
  schema: StandardSchema<Input, Output> | undefined,
  key: string,
  during: "read" | "write",
  value: unknown,
): Promise<Output> {
  // Without a schema the caller says what was stored, as with any parsed JSON.
  if (!schema) return value as Output;
  const result = await schema["~standard"].validate(value);
  if (result.issues) throw new ValidationError(key, during, result.issues);
  return result.value;
}

function clockOf(now: Clock): () => number {
  return () => timeOf(now);
}

function lateBy(now: () => number, skewMs: unknown): () => number {
  // Less than the time since the epoch, lest nothing ever expires.
  if (!isFiniteNumber(skewMs) || skewMs < 0 || skewMs > 86_400_000)
    return refuse("skewMs", "milliseconds from 0 to 86400000, a day", skewMs);
  return () => now() - skewMs;
}

/**
 * Below a second is nearly always a mistake of units. And no reader could rely on it: the clocks of
 * two machines, and one way to the service, differ by as much. The service's own `ttl_secs` begins
 * at 1 too.
 */
function assertSecond(ttlSeconds: unknown): void {
  if (isFiniteNumber(ttlSeconds) && ttlSeconds > 0 && ttlSeconds < 1) {
    refuse(
      "ttlSeconds",
      "at least 1 (clocks differ by more than a part of a second; in milliseconds it would be 1000 times as much)",
      ttlSeconds,
    );
  }
}
