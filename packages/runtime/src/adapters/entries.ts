import { assertAble, isFiniteNumber, optionsOf, refuseNumber, timeOf } from "../check.js";
import { concurrently } from "../concurrently.js";
import type { DecodeOptions, Decoded } from "../decode.js";
import { READING, decodeEnvelope } from "../decode.js";
import { encodeEnvelope } from "../envelope.js";
import { isObject, own } from "../json.js";
import { eachPage } from "../list.js";
import type { ServerTtlOption } from "../raw-put.js";
import { assertServerTtl, putRaw } from "../raw-put.js";
import type { ListOptions, ListPage, RawStore } from "../store.js";
import { getWithMetadata } from "../store.js";
import { inTurnDeletes, trafficOf } from "../typed/traffic.js";
import { keyMapping } from "./mapped-key.js";

/** What an adapter stands on: `restStore`, `bindingStore`, `sdkStore`, `memoryStore`, or one of yours. */
export interface AdapterStore extends RawStore {
  delete(key: string): PromiseLike<unknown>;
  list(options: ListOptions): PromiseLike<ListPage>;
}

/** What all adapters take. */
export interface AdapterOptions extends DecodeOptions, ServerTtlOption {
  /** What all of its keys in the store begin with: 0 to 64 characters of `a-z A-Z 0-9 - _ / = .`. */
  readonly prefix?: string | undefined;
}

/** How many requests an adapter makes at the same time for one call. */
const CONCURRENCY = 8;

/** When an entry ends (epoch milliseconds; `undefined`: never), and what is kept beside its value. */
interface Beside {
  readonly expiresAtMs: number | undefined;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** One key, while nothing else of this process writes it. */
interface HeldEntry {
  readonly read: <T>() => Promise<Decoded<T> | null>;
  readonly write: (value: unknown, beside: Beside) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Entries in envelopes under a library's own keys. */
export interface Entries {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The end of what is to live so long from now on; `undefined`: for good. Throws on what is no time to live. */
  readonly endAfter: (name: string, amount: unknown, unitMs: number) => number | undefined;
  readonly read: <T>(key: string) => Promise<Decoded<T> | null>;
  /** Stores the value; deletes the key where the end has passed already. */
  readonly write: (key: string, value: unknown, beside: Beside) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** Reads and writes a key in one go, as far as this process is concerned. */
  readonly hold: <T>(key: string, work: (entry: HeldEntry) => Promise<T>) => Promise<T>;
  /** The keys that begin with `start`: those too that have expired and were not read since. */
  readonly keys: (start: string) => Promise<string[]>;
  /** What `work` makes of each key, in their order. */
  readonly each: <T>(keys: readonly string[], work: (key: string) => Promise<T>) => Promise<T[]>;
  readonly clear: (start: string) => Promise<void>;
}

/**
 * @param prefix what keys begin with where the options do not say it
 * @param more the names of what else the options may say
 */
export function entriesOf(
  raw: AdapterStore,
  options: AdapterOptions,
  prefix: string,
  ...more: readonly string[]
): Entries {
  assertAble("store", raw, ["get", "put", "delete", "list"]);
  optionsOf(options, ["prefix", "serverTtl", ...READING, ...more]);
  assertServerTtl(options.serverTtl);
  const { now, legacy, base64, serverTtl } = options;
  const reading: DecodeOptions = { now, legacy, base64 };
  const mapping = keyMapping(options.prefix ?? prefix);
  const traffic = trafficOf(raw);
  const careful = inTurnDeletes(raw, traffic);

  const held = (key: string, name: string): HeldEntry => {
    const remove = async (): Promise<void> => {
      await raw.delete(name);
    };
    return {
      remove,
      read: async () => decodeEnvelope(await raw.get(name), reading),
      write: async (value, { expiresAtMs, metadata }) => {
        // A key that its name does not tell is kept for the lists.
        const whole = mapping.isLong(key) ? { ...metadata, key } : metadata;
        const encoding = { expiresAtMs, metadata: whole, now, serverTtl };
        const text = encodeEnvelope(value, encoding);
        if (expiresAtMs !== undefined && expiresAtMs <= timeOf(now)) return remove();
        await putRaw(raw, name, text, encoding);
      },
    };
  };

  const hold: Entries["hold"] = async (key, work) => {
    const name = await mapping.nameOf(key);
    traffic.overtake(name);
    return await traffic.inTurn(name, () => work(held(key, name)));
  };

  const read = async <T>(key: string): Promise<Decoded<T> | null> =>
    getWithMetadata<T>(careful, await mapping.nameOf(key), reading);

  const each: Entries["each"] = async <T>(keys: readonly string[], work: (key: string) => Promise<T>) => {
    const results: T[] = [];
    await concurrently(keys, CONCURRENCY, async (key, index) => {
      results[index] = await work(key);
    });
    return results;
  };

  /** The key in the metadata of an entry whose name does not tell it. */
  const longKey = async (name: string): Promise<string | undefined> => {
    const metadata = (await getWithMetadata(careful, name, reading))?.metadata;
    const key = isObject(metadata) ? own(metadata, "key") : undefined;
    return typeof key === "string" && (await mapping.nameOf(key)) === name ? key : undefined;
  };

  const keys: Entries["keys"] = async (start) => {
    const names: string[] = [];
    // All of it before anything is deleted: a cursor that counts keys would skip some.
    await eachPage(raw, mapping.startOf(start), (page) => void names.push(...page.map(({ name }) => name)));
    const found = await each(names, async (name) => {
      const behind = mapping.keyOf(name);
      return behind && ("key" in behind ? behind.key : await longKey(name));
    });
    return found.flatMap((key) => (key?.startsWith(start) ? key : []));
  };

  const remove = (key: string): Promise<void> => hold(key, (entry) => entry.remove());
  return {
    now: () => timeOf(now),
    endAfter: (name, amount, unitMs) => {
      if (amount === undefined || amount === null) return undefined;
      return isFiniteNumber(amount)
        ? timeOf(now) + amount * unitMs
        : refuseNumber(name, "a finite number", amount);
    },
    read,
    hold,
    write: (key, value, beside) => hold(key, (entry) => entry.write(value, beside)),
    remove,
    keys,
    each,
    clear: async (start) => {
      await each(await keys(start), remove);
    },
  };
}
