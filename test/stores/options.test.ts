// What the stores are made with, and what each write is told: a wrong name is an error at once, and nothing is stored.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { encodeEnvelope, envelopeStore, putWithExpiry, sweepExpired, toEnvelope } from "@kv-envelope/runtime";
import {
  type MemoryStore,
  bindingStore,
  memoryStore,
  restStore,
  sdkStore,
  touch,
  typedStore,
} from "@kv-envelope/runtime/stores";

let raw: MemoryStore;

beforeEach(() => {
  raw = memoryStore();
});

/** Calls with arguments that the types would not let through. */
function call(target: unknown, ...given: readonly unknown[]): unknown {
  if (typeof target !== "function") throw new Error("no function");
  return Reflect.apply(target, undefined, given);
}

const WRITES = "ttlSeconds, expiresAtMs, metadata, now, serverTtl";
const MISSPELT = [
  ...["ttlSecs", "ttlSec", "ttl_seconds", "ttlInSeconds", "ttlMs", "expirationTTL", "expiresIn", "expiresAt"],
  ...["expires", "maxAge", "ex", "seconds", "ttl", "ttl_secs", "expirationTtl", "expires_at", "expiration"],
  // No list of names like a time has them all.
  ...["TTLSeconds", "ttlSecond", "lifetime", "until", "tags"],
];

describe.each(MISSPELT)("a write that is told %s", (name) => {
  const options = { [name]: 60 };
  const message = `options must be among ${WRITES}; got ${JSON.stringify(name)}`;

  it("is refused by encodeEnvelope and toEnvelope, beside an end too", () => {
    expect(() => call(encodeEnvelope, 1, options)).toThrow(new TypeError(message));
    expect(() => call(toEnvelope, 1, options)).toThrow(new TypeError(message));
    expect(() => call(encodeEnvelope, 1, { ...options, ttlSeconds: 5 })).toThrow(new TypeError(message));
  });

  it("is refused through every store, and nothing is stored", async () => {
    const put = vi.spyOn(raw, "put");
    const [envelopes, typed] = [envelopeStore(raw), typedStore(raw)];
    for (const write of [
      () => call(envelopes.put, "k", 1, options),
      () => call(envelopes.putWithExpiry, "k", 1, undefined, options),
      () => call(envelopes.putWithExpiry, "k", 1, 5, options),
      () => call(putWithExpiry, raw, "k", 1, null, options),
      () => call(typed.put, "k", 1, options),
      () => call(typed.putBytes, "k", new Uint8Array(1), options),
      () => call(typed.kvPutWithExpiry, "k", 1, 5, options),
      () => call(touch, raw, "k", options),
    ])
      await expect(write()).rejects.toThrow(new TypeError(message));
    expect(put).not.toHaveBeenCalled();
  });
});

it("says nothing where its value is undefined or null, as a ttl that is not there", () => {
  expect(call(encodeEnvelope, 1, { ttl: undefined, tags: null })).toBe('{"value":1,"metadata":{}}');
});

it("takes each of its own names through a store", async () => {
  const put = vi.spyOn(raw, "put");
  await envelopeStore(raw).put("k", 1, { ttlSeconds: 5, metadata: { m: 1 }, now: 0, serverTtl: true });
  await typedStore(raw).put("k", 1, { expiresAtMs: 5, metadata: { m: 1 }, serverTtl: false });
  expect(put.mock.calls).toEqual([
    ["k", '{"value":1,"expires_at":5000,"metadata":{"m":1}}', { expirationTtl: 5 }],
    ["k", '{"value":1,"expires_at":5,"metadata":{"m":1}}'],
  ]);
});

describe("a raw store", () => {
  const client = {
    storage: { kvs: { keys: { update: vi.fn(), retrieve: vi.fn(), delete: vi.fn(), list: vi.fn() } } },
  };
  const fetch = vi.fn();
  it.each([
    ["memoryStore", () => memoryStore(), "expirationTtl"],
    ["bindingStore", () => bindingStore(memoryStore()), "expirationTtl"],
    ["sdkStore", () => sdkStore(client, "n"), "expirationTtl"],
    ["restStore", () => restStore({ namespaceId: "n", apiKey: "key", fetch }), "expirationTtl, contentType"],
  ])("by %s refuses to put with a misspelt ttl, before any request", async (_name, make, allowed) => {
    const store = make();
    for (const name of ["ttlSeconds", "expiration_ttl", "expirationTTL"]) {
      const message = `options must be among ${allowed}; got "${name}"`;
      await expect(call(store.put, "k", "v", { [name]: 60 })).rejects.toThrow(new TypeError(message));
    }
    await expect(call(store.put, "k", "v", 60)).rejects.toThrow(
      new TypeError("options must be an object; got 60"),
    );
    expect(fetch).not.toHaveBeenCalled();
    expect(client.storage.kvs.keys.update).not.toHaveBeenCalled();
  });
});

describe("making a store", () => {
  const REST =
    "namespaceId, apiKey, baseUrl, fetch, signal, maxRetries, timeoutMs, totalTimeoutMs, retryDelayMs, maxRetryDelayMs";
  const TYPED = "now, legacy, base64, serverTtl, schema, codec, onInvalid, skewMs";
  const SCHEMA = "a schema in the form of Standard Schema (zod 3.24, valibot 1, arktype 2 or later)";
  it.each<[string, unknown, readonly unknown[], string]>([
    ["restStore", restStore, [], "options must be an object; got undefined"],
    ["restStore", restStore, ["key"], 'options must be an object; got "key"'],
    ["restStore", restStore, [{ namespace: "n" }], `options must be among ${REST}; got "namespace"`],
    [
      "restStore",
      restStore,
      [{ apiKey: "k" }],
      'namespaceId must be a text other than "", "." and ".."; got undefined',
    ],
    ["memoryStore", memoryStore, [5], "options must be an object; got 5"],
    ["memoryStore", memoryStore, [{ clock: 5 }], 'options must be among now; got "clock"'],
    ["sdkStore", sdkStore, [{}, "n", { form: "7.5" }], 'options must be among updateForm; got "form"'],
    [
      "bindingStore",
      bindingStore,
      [new Map()],
      "binding (such as env.SESSIONS) must be able to get, put, delete, list; got [object Map]",
    ],
    [
      "bindingStore",
      bindingStore,
      [undefined],
      "binding (such as env.SESSIONS) must be able to get, put, delete, list; got undefined",
    ],
    ["envelopeStore", envelopeStore, [undefined], "store must be able to get, put; got undefined"],
    ["envelopeStore", envelopeStore, [new Map()], "store must be able to get, put; got [object Map]"],
    [
      "envelopeStore",
      envelopeStore,
      [memoryStore(), { ttlSeconds: 60 }],
      'options must be among now, legacy, base64, serverTtl; got "ttlSeconds"',
    ],
    ["envelopeStore", envelopeStore, [memoryStore(), 60], "options must be an object; got 60"],
    ["typedStore", typedStore, [], "store must be able to get, put; got undefined"],
    ["typedStore", typedStore, ["k"], 'store must be able to get, put; got "k"'],
    ["typedStore", typedStore, [memoryStore(), { shema: {} }], `options must be among ${TYPED}; got "shema"`],
    [
      "typedStore",
      typedStore,
      [memoryStore(), { ttlSeconds: 60 }],
      `options must be among ${TYPED}; got "ttlSeconds"`,
    ],
    ["typedStore", typedStore, [memoryStore(), null], "options must be an object; got null"],
    [
      "typedStore",
      typedStore,
      [memoryStore(), { schema: (x: unknown) => x }],
      `schema must be ${SCHEMA}; got [object Function]`,
    ],
    [
      "typedStore",
      typedStore,
      [memoryStore(), { schema: { parse: Number } }],
      `schema must be ${SCHEMA}; got [object Object]`,
    ],
    [
      "typedStore",
      typedStore,
      [memoryStore(), { schema: { "~standard": {} } }],
      `schema must be ${SCHEMA}; got [object Object]`,
    ],
    ["typedStore", typedStore, [memoryStore(), { schema: null }], `schema must be ${SCHEMA}; got null`],
    [
      "typedStore",
      typedStore,
      [memoryStore(), { codec: { encode: Number, decode: {} } }],
      `codec.decode must be a function, or ${SCHEMA}; got [object Object]`,
    ],
  ])("by %s is refused: %#", (_name, make, given, message) => {
    expect(() => call(make, ...given)).toThrow(new TypeError(message));
  });

  it("takes a store that is itself a function, and one whose functions are inherited", () => {
    class Inherited {
      readonly get = raw.get;
      put(): void {
        // Of the prototype.
      }
    }
    expect(() => envelopeStore(Object.assign(() => undefined, raw))).not.toThrow();
    expect(() => typedStore(new Inherited())).not.toThrow();
    expect(() =>
      typedStore(raw, { schema: z.object({}), skewMs: 5, onInvalid: "missing", now: 5 }),
    ).not.toThrow();
  });
});

it("refuses a sweep that is told dryrun, and deletes nothing", async () => {
  await raw.put("k", '{"value":1,"expires_at":1}');
  const allowed = "now, legacy, base64, prefix, cursor, limit, concurrency, budgetMs, dryRun, onProgress";
  const message = `options must be among ${allowed}; got "dryrun"`;
  await expect(call(sweepExpired, raw, { dryrun: true })).rejects.toThrow(new TypeError(message));
  await expect(call(envelopeStore(raw).sweepExpired, { dryrun: true })).rejects.toThrow(
    new TypeError(message),
  );
  expect(await raw.get("k")).not.toBeNull();
});
