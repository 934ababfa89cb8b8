import { isFiniteNumber } from "../check.js";
import type { Decoded } from "../decode.js";
import { hasOnly, isObject, own, parseJson } from "../json.js";
import type { AdapterOptions, AdapterStore, Entries } from "./entries.js";
import { entriesOf } from "./entries.js";

export type { AdapterOptions, AdapterStore } from "./entries.js";

/** A storage adapter as Keyv 5 and 6 take it. Keyv itself sets `namespace`, and does what is not here by what is. */
export interface KeyvStore {
  readonly opts: { readonly dialect: string; readonly url: string };
  namespace?: string | undefined;
  get<Value>(key: string): Promise<Value | undefined>;
  getMany<Value>(keys: string[]): Promise<(Value | undefined)[]>;
  /** @param ttl milliseconds */
  set(key: string, value: unknown, ttl?: number): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  has(key: string): Promise<boolean>;
  clear(): Promise<void>;
  iterator<Value>(namespace?: string): AsyncGenerator<(string | Awaited<Value> | undefined)[], void>;
  on(event: string, listener: (...given: never[]) => void): this;
}

/** A value with its end in epoch milliseconds, as Keyv itself stores them. */
interface KeyvRecord {
  readonly value: unknown;
  readonly expires: number | undefined;
}

/**
 * A storage adapter of Keyv, and so of what stands on Keyv (cache-manager 6 and 7, cacheable):
 * `new Keyv({ store: keyvStore(restStore(…)) })`.
 *
 * By itself Keyv stores `{"value":…,"expires":…}` and knows no other end: over a namespace that has envelopes, too, it
 * takes each `{"value":…,"expires_at":…}` for a value that never expires. This adapter stores envelopes, which every
 * reader of them understands, and honours both ends when it reads.
 */
export function keyvStore(store: AdapterStore, options: AdapterOptions = {}): KeyvStore {
  return new EnvelopeAdapter(entriesOf(store, options, ""));
}

class EnvelopeAdapter implements KeyvStore {
  // Keyv 5 iterates over an adapter only where it knows its dialect, and looks at that for nothing else.
  readonly opts = { dialect: "redis", url: "" };
  namespace: string | undefined;
  readonly #entries: Entries;

  constructor(entries: Entries) {
    this.#entries = entries;
  }

  async get<Value>(key: string): Promise<Value | undefined>;
  async get(key: string): Promise<unknown> {
    return this.#recordOf(await this.#entries.read(key));
  }

  async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    return await this.#entries.each(keys, (key) => this.get<Value>(key));
  }

  async set(key: string, given: unknown, ttl?: number): Promise<boolean> {
    const end = this.#entries.endAfter("ttl", ttl, 1);
    const isText = typeof given === "string";
    const record = isText ? wholeRecord(given) : recordOf(given);
    if (record?.value === undefined)
      await this.#entries.write(key, given, { expiresAtMs: end, metadata: { [MARK]: "opaque" } });
    else {
      const expiresAtMs = record.expires ?? end;
      await this.#entries.write(
        key,
        record.value,
        isText ? { expiresAtMs } : { expiresAtMs, metadata: { [MARK]: "object" } },
      );
    }
    return true;
  }

  /** Whether there was something to delete: the service does not tell, so it is read before. */
  async delete(key: string): Promise<boolean> {
    return await this.#entries.hold(key, async (entry) => {
      const existed = this.#recordOf(await entry.read()) !== undefined;
      await entry.remove();
      return existed;
    });
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async clear(): Promise<void> {
    await this.#entries.clear(startOf(this.namespace));
  }

  iterator<Value>(namespace?: string): AsyncGenerator<(string | Awaited<Value> | undefined)[], void>;
  async *iterator(namespace = this.namespace): AsyncGenerator<unknown[], void> {
    const keys = await this.#entries.keys(startOf(namespace));
    while (keys.length > 0) {
      const next = keys.splice(0, AHEAD);
      const records = await this.getMany(next);
      for (const [index, key] of next.entries()) {
        if (records[index] !== undefined) yield [key, records[index]];
      }
    }
  }

  /** What fails rejects: there are no events. */
  on(): this {
    return this;
  }

  /** An entry as Keyv is to see it; `undefined` where there is none, or where it has ended by either of the two ends. */
  #recordOf(entry: Decoded | null): unknown {
    if (!entry) return undefined;
    const { value, expiresAtMs, metadata } = entry;
    const mark = isObject(metadata) ? own(metadata, MARK) : undefined;
    if (mark === "opaque") return value;
    if (mark === "object") return { value, expires: expiresAtMs };
    // What is no envelope may be what a Keyv over another adapter has stored.
    const isBare = typeof value === "string" && expiresAtMs === undefined && metadata === undefined;
    const bare = isBare ? recordOf(parseJson(value)) : undefined;
    const record = bare ?? { value, expires: expiresAtMs };
    return this.#entries.now() > (record.expires ?? Infinity) ? undefined : JSON.stringify(record);
  }
}

/**
 * In the metadata: `opaque` marks what a serializer of the user's made, which is not for us to take apart, and `object`
 * what is to be handed back unserialized, where a Keyv has no serializer.
 */
const MARK = "keyv";

/** How many entries an iterator reads ahead. */
const AHEAD = 32;

function startOf(namespace: string | undefined): string {
  return namespace ? `${namespace}:` : "";
}

/** `given` as Keyv's own record: `value`, and nothing besides but `expires`. */
function recordOf(given: unknown): KeyvRecord | undefined {
  if (!isObject(given) || !hasOnly(given, ["expires"])) return undefined;
  const [value, expires] = [own(given, "value"), own(given, "expires")];
  if (isFiniteNumber(expires)) return { value, expires };
  return expires === undefined || expires === null ? { value, expires: undefined } : undefined;
}

/** The record that `text` is the JSON of, to the last digit. */
function wholeRecord(text: string): KeyvRecord | undefined {
  const parsed = parseJson(text);
  // Another serializer's numbers may have more digits than a number here.
  return JSON.stringify(parsed) === text ? recordOf(parsed) : undefined;
}
