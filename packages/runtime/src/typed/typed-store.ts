import type { Clock } from "../check.js";
import { assertAble, isFiniteNumber, optionsOf, refuse, refuseNumber, timeOf } from "../check.js";
import type { DecodeOptions, Decoded } from "../decode.js";
import { READING, recognise } from "../decode.js";
import { encodeEnvelope } from "../envelope.js";
import { isObject } from "../json.js";
import type { ServerTtlOption } from "../raw-put.js";
import { assertServerTtl, putRaw } from "../raw-put.js";
import type { PutOptions, RawStore } from "../store.js";
import { deleteKey, getWithMetadata } from "../store.js";
import type { SweepOptions, SweepResult } from "../sweep.js";
import { sweepExpired } from "../sweep.js";
import { decodeBytes, encodeBytes } from "./bytes.js";
import { encodeWhole } from "./encode-whole.js";
import type { GetOrSetOptions, MakeContext } from "./get-or-set.js";
import { assertGetOrSetOptions, endOf, flights } from "./get-or-set.js";
import type { Codec } from "./shape.js";
import { shapeOf } from "./shape.js";
import type { StandardSchema } from "./standard-schema.js";
import { touch } from "./touch.js";
import { inTurnDeletes, trafficOf } from "./traffic.js";
import { ValidationError } from "./validation-error.js";

/** How a {@link TypedStore} reads the clock and judges what it finds. */
export interface TypedStoreOptions<Input = unknown, Output = Input> extends DecodeOptions, ServerTtlOption {
  /**
   * What values have to be, in the form of Standard Schema. It is asked about what JSON makes of a
   * value, before that is written and after it is read: a date is a string there. What is stored is
   * the value as it was given; what is read is what the schema makes of it (defaults, coercions).
   */
  readonly schema?: StandardSchema<Input, Output> | undefined;
  /** How values become JSON and come back from it, where JSON alone does not do. Not together with `schema`. */
  readonly codec?: Codec<Input, Output> | undefined;
  /** What a stored value that does not fit gives: a {@link ValidationError} (left out), or `null` as if there were none. */
  readonly onInvalid?: "throw" | "missing" | undefined;
  /**
   * Milliseconds by which the clocks of writers and of this reader may differ: an entry counts as
   * alive that much longer. 0 if left out.
   */
  readonly skewMs?: number | undefined;
}

/** When an entry expires, and its metadata. `ttlSeconds` is at least 1. */
export type TypedPutOptions = Omit<PutOptions, "now">;

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
   * The value under `key`, or else what `make` gives, which is stored: the value that a later `get`
   * will give, as JSON, schema and codec make it. Of the calls for one key that overlap in this
   * process only the first reads, makes and writes; all get its value, or its error. Errors are not
   * kept: the next call tries again.
   *
   * A `put` or `delete` that begins meanwhile, through any typed store over the same raw one, wins:
   * what was made is given to those who waited, and not stored; who asks afterwards has it made anew.
   * (An `envelopeStore` and the raw store itself are not known here: what is made is stored after their writes.)
   */
  readonly getOrSet: (
    key: string,
    make: (context: MakeContext) => Input | PromiseLike<Input>,
    options?: GetOrSetOptions,
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

const OPTIONS: readonly string[] = [...READING, "serverTtl", "schema", "codec", "onInvalid", "skewMs"];

/** A store of typed values over a raw one. */
export function typedStore<Input = unknown, Output = Input>(
  raw: RawStore,
  options: TypedStoreOptions<Input, Output> = {},
): TypedStore<Input, Output> {
  assertAble("store", raw, ["get", "put"]);
  optionsOf(options, OPTIONS);
  const { legacy, base64, serverTtl, skewMs = 0 } = options;
  const onInvalid: unknown = options.onInvalid ?? "throw";
  const writeNow = clockOf(options.now);
  const readNow = lateBy(writeNow, skewMs);
  const reading: DecodeOptions = { legacy, base64, now: readNow };
  if (onInvalid !== "throw" && onInvalid !== "missing")
    refuse("onInvalid", '"throw" or "missing"', onInvalid);
  const { toStored, assertFits, toOutput } = shapeOf(options.schema, options.codec);
  const traffic = trafficOf(raw);
  const { inTurn, overtake } = traffic;
  const careful = inTurnDeletes(raw, traffic);

  const encodingOf = (given: TypedPutOptions): PutOptions => {
    // What is no object goes on as it is, to be refused: spread, it would be no options at all.
    const encoding = isObject(given) ? { serverTtl, ...given, now: writeNow } : given;
    assertSecond(encoding.ttlSeconds);
    assertServerTtl(encoding.serverTtl);
    return encoding;
  };

  /** The service keeps an entry for as long as a read here may still take it for one. */
  const putText = async (
    key: string,
    text: string,
    encoding: PutOptions,
    staleSeconds = 0,
  ): Promise<void> => {
    await putRaw(raw, key, text, encoding, staleSeconds + skewMs / 1000);
  };

  /** Stores what is JSON already. */
  const write = async (key: string, stored: unknown, given: TypedPutOptions = {}): Promise<void> => {
    const encoding = encodingOf(given);
    const { text } = encodeWhole(stored, encoding);
    overtake(key);
    await inTurn(key, async () => {
      await putText(key, text, encoding);
    });
  };

  const put: TypedStore<Input, Output>["put"] = async (key, value, given = {}) => {
    const encoding = encodingOf(given);
    const { text, storedForm } = encodeWhole(toStored(value), encoding);
    overtake(key);
    await inTurn(key, async () => {
      if (assertFits) await assertFits(key, storedForm()?.value);
      await putText(key, text, encoding);
    });
  };

  /** The entry with what the program is to see of its value. */
  const judge = async (key: string, entry: Decoded | null): Promise<Decoded<Output> | null> => {
    if (!entry) return null;
    try {
      return { ...entry, value: await toOutput(key, entry.value, "read") };
    } catch (error) {
      if (onInvalid === "missing" && error instanceof ValidationError) return null;
      throw error;
    }
  };

  const entryOf: TypedStore<Input, Output>["getWithMetadata"] = async (key) =>
    judge(key, await getWithMetadata(careful, key, reading));
  const get = async (key: string): Promise<Output | null> => (await entryOf(key))?.value ?? null;
  const remove = async (key: string): Promise<void> => {
    overtake(key);
    await inTurn(key, () => deleteKey(raw, key));
  };

  const once = flights<Output>({
    traffic,
    // Without the lazy delete: what has expired is overwritten in a moment, and should `make` fail, the next read deletes it.
    read: async (key) => {
      const text = await raw.get(key);
      if (text === null || text === undefined) return undefined;
      return recognise(text, reading) ?? { value: text, expiresAtMs: undefined, metadata: undefined };
    },
    isExpired: ({ expiresAtMs = Infinity }, afterMs) => readNow() > expiresAtMs + afterMs,
    judge,
  });

  const getOrSet: TypedStore<Input, Output>["getOrSet"] = async (key, make, given = {}) => {
    if (typeof make !== "function") refuse("make", "a function", make);
    assertGetOrSetOptions(given);
    const { ttlSeconds, expiresAtMs } = given;
    // Refused before anything is read or made.
    encodeEnvelope(
      null,
      encodingOf({ ttlSeconds, expiresAtMs, metadata: given.metadata, serverTtl: given.serverTtl }),
    );
    return await once(
      key,
      async (context) => {
        const made = await make(context);
        const { metadata, negativeTtlSeconds } = given;
        const end = endOf(given, made, writeNow);
        const encoding = encodingOf({ serverTtl: given.serverTtl ?? serverTtl, ...end, metadata });
        const { text, storedForm } = encodeWhole(toStored(made), encoding);
        const stored = storedForm();
        const value = await toOutput(key, stored?.value, "write");
        const expiresAtMs = stored?.expiresAtMs;
        if (isNull(made) && negativeTtlSeconds === 0) return { value, expiresAtMs, write: undefined };
        const store = async (): Promise<void> => {
          await putText(key, text, encoding, given.staleWhileRevalidateSeconds);
        };
        return { value, expiresAtMs, write: store };
      },
      given,
    );
  };

  return {
    put,
    get,
    getWithMetadata: entryOf,
    getOrSet,
    touch: async (key, ttlSeconds) => {
      const encoding = encodingOf({ ttlSeconds });
      return await inTurn(key, () => touch(raw, key, encoding, reading));
    },
    delete: remove,
    sweepExpired: (given) => sweepExpired(careful, { ...given, ...reading }),
    putBytes: async (key, bytes, given) => write(key, encodeBytes(bytes), given),
    getBytes: async (key) => {
      const entry = await getWithMetadata(careful, key, reading);
      return entry && decodeBytes(entry.value);
    },
    kvPutWithExpiry: (key, value, ttlSeconds, given) => put(key, value, { ...given, ttlSeconds }),
    kvGetWithExpiry: get,
    kvDelete: remove,
  };
}

function isNull(given: unknown): boolean {
  return given === null;
}

function clockOf(now: Clock): () => number {
  return () => timeOf(now);
}

function lateBy(now: () => number, skewMs: unknown): () => number {
  // Less than the time since the epoch, lest nothing ever expires.
  if (!isFiniteNumber(skewMs) || skewMs < 0 || skewMs > 86_400_000)
    return refuseNumber("skewMs", "milliseconds from 0 to 86400000, a day", skewMs);
  return () => now() - skewMs;
}

/**
 * Below a second is nearly always a mistake of units. And no reader could rely on it: the clocks of
 * two machines, and one way to the service, differ by as much. The service's own `ttl_secs` begins
 * at 1 too.
 */
function assertSecond(ttlSeconds: unknown): void {
  if (isFiniteNumber(ttlSeconds) && ttlSeconds > 0 && ttlSeconds < 1) {
    refuseNumber(
      "ttlSeconds",
      "at least 1 (clocks differ by more than a part of a second; in milliseconds it would be 1000 times as much)",
      ttlSeconds,
    );
  }
}
