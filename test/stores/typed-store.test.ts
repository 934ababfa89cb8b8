import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { encodeEnvelope } from "@kv-envelope/runtime";
import {
  type MemoryStore,
  decodeBytes,
  encodeBytes,
  memoryStore,
  touch,
  typedStore,
} from "@kv-envelope/runtime/stores";

const NOW = 1_800_000_000_000;
let time: number;
const now = (): number => time;
let raw: MemoryStore;
/** Calls that reach the raw store, as `name key`. */
let calls: string[];

beforeEach(() => {
  time = NOW;
  calls = [];
  const store = memoryStore({ now });
  raw = {
    ...store,
    get: (key) => (calls.push(`get ${key}`), store.get(key)),
    put: (key, value) => (calls.push(`put ${key}`), store.put(key, value)),
    deleteIf: (key, value) => (calls.push(`deleteIf ${key}`), store.deleteIf(key, value)),
  };
});

describe("the helpers by the names of the service's page", () => {
  it("store, read, expire and delete as those do, byte for byte", async () => {
    const { kvPutWithExpiry, kvGetWithExpiry, kvDelete } = typedStore(raw, { now });
    await kvPutWithExpiry("session/1", { user: "u1" }, 60);
    expect(await raw.get("session/1")).toBe(
      JSON.stringify({ value: { user: "u1" }, expires_at: NOW + 60_000 }),
    );
    await raw.put("session/2", JSON.stringify({ value: "theirs", expires_at: NOW + 1 }));
    expect(await kvGetWithExpiry("session/2")).toBe("theirs");
    time += 60_001;
    expect(await kvGetWithExpiry("session/1")).toBeNull();
    expect(calls.at(-1)).toBe("deleteIf session/1");
    expect(await raw.get("session/1")).toBeNull();
    await kvDelete("session/2");
    expect(await raw.get("session/2")).toBeNull();
  });
});

describe("put and get", () => {
  it("carry a type, metadata and a fixed end", async () => {
    const store = typedStore<{ n: number }>(raw, { now });
    await store.put("k", { n: 1 }, { expiresAtMs: NOW + 5, metadata: { by: "me" } });
    const found = await store.getWithMetadata("k");
    expectTypeOf(found).toEqualTypeOf<{
      value: { n: number };
      expiresAtMs: number | undefined;
      metadata: unknown;
    } | null>();
    expect(found).toEqual({ value: { n: 1 }, expiresAtMs: NOW + 5, metadata: { by: "me" } });
    await store.put("k", { n: 2 });
    expect(await store.get("k")).toEqual({ n: 2 });
    expect(await store.sweepExpired()).toMatchObject({ scanned: 1, expired: 0 });
  });

  it("read legacy payloads on request", async () => {
    await raw.put("old", '{"value":"b2xk","expiration_ttl":5}');
    expect(await typedStore(raw, { base64: true }).get("old")).toBe("old");
    expect(await typedStore(raw, { legacy: true }).get("old")).toBe("b2xk");
  });

  it.each([0.5, 0.001, 0.999])(
    "refuse a ttl of %d seconds with the reason, and write nothing",
    async (ttlSeconds) => {
      const store = typedStore(raw, { now });
      const message = `ttlSeconds must be at least 1 (clocks differ by more than a part of a second; in milliseconds it would be 1000 times as much); got ${ttlSeconds}`;
      await expect(store.put("k", 1, { ttlSeconds })).rejects.toThrow(message);
      await expect(store.kvPutWithExpiry("k", 1, ttlSeconds)).rejects.toThrow(message);
      await expect(store.touch("k", ttlSeconds)).rejects.toThrow(message);
      await expect(store.getOrSet("k", () => 1, { ttlSeconds })).rejects.toThrow(message);
      await expect(store.putBytes("k", new Uint8Array(1), { ttlSeconds })).rejects.toThrow(message);
      expect(calls.filter((call) => call.startsWith("put"))).toEqual([]);
    },
  );

  it.each([
    ["k", 1, 3600, "options must be an object; got 3600"],
    [
      "k",
      1,
      { expiration_ttl: 5 },
      'options must be among ttlSeconds, expiresAtMs, metadata, now, serverTtl; got "expiration_ttl"',
    ],
    ["k", 1, { ttlSeconds: "60" }, 'ttlSeconds must be a finite number above 0, or undefined; got "60"'],
    ["k", undefined, {}, "value must be JSON data"],
  ])("refuse (%j, %j, %j)", async (key, value, options, message) => {
    const result: unknown = Reflect.apply(typedStore(raw).put, undefined, [key, value, options]);
    await expect(result).rejects.toThrow(message);
    expect(calls).toEqual([]);
  });

  it.each([
    [{ skewMs: -1 }, "skewMs must be milliseconds from 0 to 86400000, a day; got -1"],
    [{ skewMs: Number.NaN }, "skewMs must be milliseconds from 0 to 86400000, a day; got NaN"],
    [{ skewMs: "5" }, 'skewMs must be milliseconds from 0 to 86400000, a day; got "5"'],
    [{ onInvalid: "ignore" }, 'onInvalid must be "throw" or "missing"; got "ignore"'],
  ])("refuse the option %j", (options, message) => {
    const make = (): unknown => Reflect.apply(typedStore, undefined, [raw, options]);
    expect(make).toThrow(message);
  });
});

describe("the clock", () => {
  it("is asked at each call, and refused where it gives no time", async () => {
    const store = typedStore(raw, { now: () => Number.NaN });
    await expect(store.put("k", 1, { ttlSeconds: 1 })).rejects.toThrow(
      "now must be epoch milliseconds, or a function; got NaN",
    );
    await raw.put("k", encodeEnvelope(1, { expiresAtMs: NOW }));
    await expect(store.get("k")).rejects.toThrow("now must be epoch milliseconds, or a function; got NaN");
    expect(await raw.get("k")).not.toBeNull();
  });

  it("may be off by skewMs: an entry is alive that much longer, for reads, touch and the sweep", async () => {
    const store = typedStore(raw, { now, skewMs: 2000 });
    await store.put("k", 1, { ttlSeconds: 10 });
    expect(await raw.get("k")).toBe(encodeEnvelope(1, { expiresAtMs: NOW + 10_000 }));
    time += 12_000;
    expect(await store.get("k")).toBe(1);
    expect(await store.sweepExpired()).toMatchObject({ expired: 0 });
    expect(await store.touch("k", 10)).toBe(true);
    expect(await raw.get("k")).toBe(encodeEnvelope(1, { expiresAtMs: time + 10_000 }));
    time += 12_001;
    expect(await store.touch("k", 10)).toBe(false);
    expect(await store.get("k")).toBeNull();
  });

  it("that is ahead drops entries early, and one that is behind keeps them: by as much as it is wrong", async () => {
    await typedStore(raw, { now }).put("k", 1, { ttlSeconds: 60 });
    const behind = typedStore(raw, { now: () => now() - 3_600_000 });
    time += 3_600_000;
    expect(await behind.get("k")).toBe(1);
    const ahead = typedStore(raw, { now: () => now() + 3_600_000 });
    await typedStore(raw, { now }).put("k", 1, { ttlSeconds: 60 });
    expect(await ahead.get("k")).toBeNull();
    expect(await raw.get("k")).toBeNull();
  });
});

describe("getOrSet", () => {
  it("makes what is missing or expired once for all who wait, and reads it afterwards", async () => {
    const store = typedStore<number>(raw, { now });
    let made = 0;
    const make = async (): Promise<number> => (await setImmediate(), ++made);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => store.getOrSet("k", make, { ttlSeconds: 60 })),
    );
    expect(new Set(all)).toEqual(new Set([1]));
    expect(calls).toEqual(["get k", "put k"]);
    expect(await store.getOrSet("k", make)).toBe(1);
    time += 60_001;
    calls = [];
    expect(
      await Promise.all([store.getOrSet("k", make, { ttlSeconds: 60 }), store.getOrSet("k", make)]),
    ).toEqual([2, 2]);
    // No lazy delete: it could only lose what is written next.
    expect(calls).toEqual(["get k", "put k"]);
    expect(await Promise.all([store.getOrSet("a", make), store.getOrSet("b", make)])).toEqual([3, 4]);
  });

  it("gives an error to all who wait, and keeps none", async () => {
    const store = typedStore(raw);
    const results = await Promise.allSettled([
      store.getOrSet("k", () => Promise.reject(new Error("down"))),
      store.getOrSet("k", () => 1),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(
      store.getOrSet("k", () => {
        throw new Error("at once");
      }),
    ).rejects.toThrow("at once");
    expect(await store.getOrSet("k", () => 2)).toBe(2);
  });

  it("takes a stored null for a value", async () => {
    const store = typedStore<null | number>(raw);
    expect(await store.getOrSet("k", () => null)).toBeNull();
    expect(await store.getOrSet("k", () => 1)).toBeNull();
  });

  it("rejects where the write fails, and with the next call tries again", async () => {
    let fails = true;
    const store = typedStore({
      ...raw,
      put: async (key, value) => (fails ? Promise.reject(new Error("503")) : raw.put(key, value)),
    });
    await expect(store.getOrSet("k", () => 1)).rejects.toThrow("503");
    fails = false;
    expect(await store.getOrSet("k", () => 2)).toBe(2);
  });
});

describe("touch", () => {
  it("moves the end and nothing else, and revives nothing", async () => {
    const store = typedStore(raw, { now });
    await store.put("k", { a: [1] }, { ttlSeconds: 10, metadata: { m: 1 } });
    time += 9000;
    expect(await store.touch("k", 10)).toBe(true);
    expect(await store.getWithMetadata("k")).toEqual({
      value: { a: [1] },
      metadata: { m: 1 },
      expiresAtMs: time + 10_000,
    });
    expect(await store.touch("none", 10)).toBe(false);
    time += 10_001;
    expect(await store.touch("k", 10)).toBe(false);
    expect(await raw.get("k")).toContain('"expires_at":');
  });

  it("leaves what is no envelope, and wraps a legacy payload where these are read", async () => {
    await raw.put("plain", "text");
    await raw.put("old", '{"value":"v","ttl":5}');
    expect(await typedStore(raw, { now }).touch("plain", 5)).toBe(false);
    expect(await typedStore(raw, { now }).touch("old", 5)).toBe(false);
    expect(await raw.get("plain")).toBe("text");
    expect(await typedStore(raw, { now, legacy: true }).touch("old", 5)).toBe(true);
    expect(await raw.get("old")).toBe(encodeEnvelope("v", { expiresAtMs: NOW + 5000 }));
  });

  it("as a function takes an end too, and no expiry at all", async () => {
    await raw.put("k", encodeEnvelope(1, { expiresAtMs: NOW }));
    expect(await touch(raw, "k", { expiresAtMs: NOW + 7 }, { now })).toBe(true);
    expect(await raw.get("k")).toBe(encodeEnvelope(1, { expiresAtMs: NOW + 7 }));
    expect(await touch(raw, "k", {}, { now })).toBe(true);
    expect(await raw.get("k")).toBe(encodeEnvelope(1));
    calls = [];
    for (const ttlSeconds of [-1, 0])
      await expect(touch(raw, "k", { ttlSeconds })).rejects.toThrow(
        "ttlSeconds must be a finite number above 0",
      );
    expect(calls).toEqual([]);
  });
});

describe("bytes", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256);

  it("come back as they were, from views and buffers alike", async () => {
    const store = typedStore(raw, { now });
    await store.putBytes("k", bytes, { ttlSeconds: 60 });
    expect(await store.getBytes("k")).toEqual(bytes);
    expect(await store.get("k")).toEqual({ $base64: Buffer.from(bytes).toString("base64") });
    await store.putBytes("k", new DataView(bytes.buffer, 5, 3) as unknown as Uint8Array);
    expect(await store.getBytes("k")).toEqual(bytes.subarray(5, 8));
    await store.putBytes("k", bytes.buffer);
    expect(await store.getBytes("k")).toEqual(bytes);
    await store.putBytes("k", new Uint8Array());
    expect(await store.getBytes("k")).toEqual(new Uint8Array());
    expect(await store.getBytes("none")).toBeNull();
  });

  it.each(["dGVzdA==", { $base64: 5 }, { $base64: "dGVzdA==", more: 1 }, { value: 1, $base64: "" }, null, 5])(
    "are never taken from %j",
    async (value) => {
      await typedStore(raw).put("k", value);
      await expect(typedStore(raw).getBytes("k")).rejects.toThrow(
        /^value must be bytes: {"\$base64": …}; got /,
      );
    },
  );

  it.each(["text", [1, 2], undefined, 5])("refuse %j", (given) => {
    const encode = (): unknown => Reflect.apply(encodeBytes, undefined, [given]);
    expect(encode).toThrow(/^bytes must be a Uint8Array or an ArrayBuffer; got /);
  });

  it("refuse what is too large for the service before any request", async () => {
    await expect(typedStore(raw).putBytes("k", new Uint8Array(786_500))).rejects.toThrow(
      /^value must be at most 1048576 bytes as it is stored; got \d+: \d+ of the value as JSON, \d+ of its envelope$/,
    );
    expect(decodeBytes(encodeBytes(new Uint8Array(786_000)))).toHaveLength(786_000);
  });
});
