// `getOrSet` beside other calls for its key: no order of them brings an older value back.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { encodeEnvelope } from "@kv-envelope/runtime";
import { type MakeContext, type MemoryStore, memoryStore, typedStore } from "@kv-envelope/runtime/stores";

const NOW = 1_800_000_000_000;
let time: number;
const now = (): number => time;
let memory: MemoryStore;
/** Calls that reach the raw store, as `name key`. */
let calls: string[];
let raw: MemoryStore;

beforeEach(() => {
  time = NOW;
  calls = [];
  memory = memoryStore({ now });
  raw = {
    ...memory,
    get: (key) => (calls.push(`get ${key}`), memory.get(key)),
    put: (key, value) => (calls.push(`put ${key}`), memory.put(key, value)),
    delete: (key) => (calls.push(`delete ${key}`), memory.delete(key)),
  };
});

/** A promise that is settled from outside. */
function deferred<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A loader that tells when it was called, and gives what it is told to. */
function loader<T>() {
  const called = deferred<MakeContext>();
  const result = deferred<T>();
  let times = 0;
  return {
    make: (context: MakeContext): Promise<T> => {
      times++;
      called.resolve(context);
      return result.promise;
    },
    called: called.promise,
    give: result.resolve,
    times: (): number => times,
  };
}

describe("a flight that is overtaken", () => {
  const WAYS: Readonly<
    Record<string, [(store: ReturnType<typeof typedStore>) => Promise<unknown>, unknown]>
  > = {
    delete: [(store) => store.delete("k"), null],
    kvDelete: [(store) => store.kvDelete("k"), null],
    put: [(store) => store.put("k", "put", { ttlSeconds: 5 }), "put"],
    kvPutWithExpiry: [(store) => store.kvPutWithExpiry("k", "put", 5), "put"],
    putBytes: [(store) => store.putBytes("k", new Uint8Array([1])), { $base64: "AQ==" }],
  };

  it.each(Object.entries(WAYS))(
    "by %s gives its value to who asked, and stores nothing",
    async (_name, [other, left]) => {
      const store = typedStore(raw, { now });
      const { make, called, give } = loader<string>();
      const flight = store.getOrSet("k", make, { ttlSeconds: 60 });
      await called;
      await other(store);
      give("made of older things");
      expect(await flight).toBe("made of older things");
      expect(await store.get("k")).toEqual(left);
    },
  );

  it("knows of a delete through another typed store over the same raw one", async () => {
    const { make, called, give } = loader<string>();
    const flight = typedStore(raw, { now }).getOrSet("k", make);
    await called;
    await typedStore(raw).delete("k");
    give("old");
    expect(await flight).toBe("old");
    expect(await memory.get("k")).toBeNull();
  });

  it("is no flight for who asks after the delete: that one is made anew, once", async () => {
    const store = typedStore<string>(raw, { now });
    const [before, after] = [loader<string>(), loader<string>()];
    const old = store.getOrSet("k", before.make);
    await before.called;
    const removed = store.delete("k");
    const [first, second] = [store.getOrSet("k", after.make), store.getOrSet("k", after.make)];
    await after.called;
    before.give("old");
    after.give("new");
    await removed;
    expect(await Promise.all([old, first, second])).toEqual(["old", "new", "new"]);
    expect(after.times()).toBe(1);
    expect(await store.get("k")).toBe("new");
  });

  it("whose write is on its way already is followed by the delete, whatever the store delays", async () => {
    const arrived = deferred<undefined>();
    const opened = deferred<undefined>();
    const slow = {
      ...raw,
      put: async (key: string, value: string) => {
        arrived.resolve(undefined);
        await opened.promise;
        await memory.put(key, value);
      },
    };
    const store = typedStore(slow, { now });
    const flight = store.getOrSet("k", () => "old");
    await arrived.promise;
    const removed = store.delete("k");
    expect(calls).toEqual(["get k"]);
    opened.resolve(undefined);
    await Promise.all([flight, removed]);
    expect(await memory.get("k")).toBeNull();
  });

  it("stays one where the other call fails, and a write that fails holds back no later one", async () => {
    const store = typedStore({ ...raw, delete: () => Promise.reject(new Error("503")) }, { now });
    const { make, called, give } = loader<string>();
    const flight = store.getOrSet("k", make);
    await called;
    await expect(store.delete("k")).rejects.toThrow("503");
    give("old");
    await flight;
    expect(await memory.get("k")).toBeNull();
    await store.put("k", "new");
    expect(await store.get("k")).toBe("new");
  });

  it("is not joined by who asks when what it made has expired, while it is still being written", async () => {
    const arrived = deferred<undefined>();
    const opened = deferred<undefined>();
    const slow = {
      ...raw,
      put: async (key: string, value: string) => {
        arrived.resolve(undefined);
        await opened.promise;
        await memory.put(key, value);
      },
    };
    const store = typedStore<string>(slow, { now });
    const first = store.getOrSet("k", () => "one", { ttlSeconds: 5 });
    await arrived.promise;
    time += 5001;
    const second = store.getOrSet("k", () => "two", { ttlSeconds: 5 });
    opened.resolve(undefined);
    expect(await Promise.all([first, second])).toEqual(["one", "two"]);
    expect(await store.get("k")).toBe("two");
  });

  it("is not one by a write of another key, nor by a refused one", async () => {
    const store = typedStore<unknown>(raw, { now });
    const { make, called, give } = loader<string>();
    const flight = store.getOrSet("k", make);
    await called;
    await store.delete("k2");
    await expect(store.put("k", () => "no JSON")).rejects.toThrow("value must be JSON data");
    give("made");
    await flight;
    expect(await store.get("k")).toBe("made");
  });
});

describe("writes of one key in one process", () => {
  it("arrive in the order in which they were called", async () => {
    const gates = [deferred<undefined>(), deferred<undefined>()];
    let count = 0;
    const store = typedStore<number>(
      {
        ...raw,
        put: async (key, value) => {
          await gates[count++]?.promise;
          await memory.put(key, value);
        },
      },
      { now },
    );
    const both = Promise.all([store.put("k", 1), store.put("k", 2)]);
    // The second would have arrived first.
    gates[1]?.resolve(undefined);
    gates[0]?.resolve(undefined);
    await both;
    expect(await store.get("k")).toBe(2);
  });

  it("are waited for by getOrSet, by touch, and by the delete of what has expired", async () => {
    const store = typedStore<string>(raw, { now });
    const put = store.put("k", "put", { ttlSeconds: 5 });
    expect(await store.getOrSet("k", () => "made")).toBe("put");
    await put;
    const removed = store.delete("k");
    expect(await store.touch("k", 5)).toBe(false);
    await removed;
    expect(await memory.get("k")).toBeNull();
  });
});

describe("one shape", () => {
  class Money {
    cents = 5;
  }
  const given = {
    at: new Date(NOW),
    nothing: undefined,
    none: Number.NaN,
    money: new Money(),
    list: [undefined],
  };

  it("a miss gives what a hit gives: what JSON makes of the value", async () => {
    const store = typedStore<unknown>(raw, { now });
    const miss = await store.getOrSet("k", () => given);
    const hit = await store.getOrSet("k", () => "not called");
    expect(miss).toStrictEqual({
      at: "2027-01-15T08:00:00.000Z",
      none: null,
      money: { cents: 5 },
      list: [null],
    });
    expect(hit).toStrictEqual(miss);
    expect(await store.get("k")).toStrictEqual(miss);
  });

  it("is what a codec makes of it, for those who wait together and for later ones", async () => {
    const store = typedStore<Map<string, Date>>(raw, {
      now,
      codec: {
        encode: (map) => [...map],
        decode: (stored) =>
          new Map((stored as [string, string][]).map(([name, date]) => [name, new Date(date)])),
      },
    });
    const map = new Map([["a", new Date(NOW)]]);
    const [first, second] = await Promise.all([
      store.getOrSet("k", () => map),
      store.getOrSet("k", () => map),
    ]);
    expect(first).toStrictEqual(map);
    expect(first).not.toBe(map);
    expect(second).toStrictEqual(map);
    expect(await store.get("k")).toStrictEqual(map);
    await store.put("k2", map);
    expect((await store.getWithMetadata("k2"))?.value).toStrictEqual(map);
    expect(await memory.get("k2")).toBe(encodeEnvelope([["a", "2027-01-15T08:00:00.000Z"]]));
  });

  it("gives a ValidationError where a codec can't decode, or null on request", async () => {
    await memory.put("k", encodeEnvelope("garbage"));
    const codec = {
      encode: (date: Date) => date.getTime(),
      decode: (stored: unknown): Date => {
        if (typeof stored !== "number") throw new Error("no date");
        return new Date(stored);
      },
    };
    await expect(typedStore(raw, { codec }).get("k")).rejects.toMatchObject({
      name: "ValidationError",
      during: "read",
      message: 'the value stored under "k" does not fit its schema: no date',
      cause: expect.objectContaining({ message: "no date" }),
    });
    const lenient = typedStore(raw, { codec, onInvalid: "missing" });
    expect(await lenient.get("k")).toBeNull();
    expect(await lenient.getOrSet("k", () => new Date(5))).toEqual(new Date(5));
  });

  it.each([
    [{ codec: 5 }, "codec must be { encode, decode }; got 5"],
    [{ codec: { encode: 5, decode: Number } }, "codec.encode must be a function; got 5"],
    [
      { codec: { encode: Number } },
      "codec.decode must be a function, or a schema in the form of Standard Schema",
    ],
    [{ codec: { encode: Number, decode: Number }, schema: {} }, "schema must be left out beside codec"],
  ])("refuses %j", (options, message) => {
    const make = (): unknown => Reflect.apply(typedStore, undefined, [raw, options]);
    expect(make).toThrow(message);
  });
});

describe("what JSON would lose, deep in a value", () => {
  const ALLOWED = "must be JSON data (null for nothing, base64 for bytes, String() for bigint); got ";
  it.each<[string, unknown]>([
    [`value.items[1].tags ${ALLOWED}[object Map]`, { items: [{}, { tags: new Map() }] }],
    [`value.a ${ALLOWED}[object Set]`, { a: new Set() }],
    [`value[0] ${ALLOWED}[object Uint8Array]`, [new Uint8Array(1)]],
    [`value["a b"].c ${ALLOWED}5`, { "a b": { c: 5n } }],
    [`value.a[0] ${ALLOWED}[object Function]`, { a: [() => 1] }],
    [`value.a ${ALLOWED}Symbol(s)`, { a: Symbol("s") }],
    [`value.a ${ALLOWED}[object Promise]`, { a: Promise.resolve() }],
    [`value.inner.m ${ALLOWED}[object Map]`, { inner: { toJSON: () => ({ m: new Map() }) } }],
  ])("is refused with its path: %s", async (message, value) => {
    const store = typedStore<unknown>(raw, { now });
    await expect(store.put("k", value)).rejects.toThrow(message);
    await expect(store.getOrSet("k", () => value)).rejects.toThrow(message);
    expect(calls).toEqual(["get k"]);
  });

  it("is not what JSON writes in another way, nor what a toJSON takes care of", async () => {
    const store = typedStore<unknown>(raw, { now });
    const own = { toJSON: () => "own", map: new Map() };
    const value = { own, date: new Date(NOW), not: Number.NaN, absent: undefined, made: Object.create(null) };
    await store.put("k", value);
    expect(await store.get("k")).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it("leaves a circle to JSON's own error", async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    await expect(typedStore(raw).put("k", circle)).rejects.toThrow(/circular/);
  });
});

describe("staleWhileRevalidateSeconds", () => {
  const options = { ttlSeconds: 10, staleWhileRevalidateSeconds: 30 };

  it("gives the expired at once, and makes it anew behind the caller's back", async () => {
    const store = typedStore<string>(raw, { now });
    await store.getOrSet("k", () => "one", options);
    time += 40_000;
    const { make, called, give } = loader<string>();
    const work: Promise<unknown>[] = [];
    const waitUntil = (each: Promise<unknown>): void => void work.push(each);
    expect(await store.getOrSet("k", make, { ...options, waitUntil })).toBe("one");
    await called;
    expect(await store.getOrSet("k", make, options)).toBe("one");
    const waits = store.getOrSet("k", make);
    give("two");
    expect(await waits).toBe("two");
    await Promise.all(work);
    expect(work).toHaveLength(1);
    expect(await store.get("k")).toBe("two");
  });

  it("ends: what expired longer ago is waited for", async () => {
    const store = typedStore<string>(raw, { now });
    await store.getOrSet("k", () => "one", options);
    time += 40_001;
    expect(await store.getOrSet("k", () => "two", options)).toBe("two");
  });

  it("drops the error of what goes on behind, and tries again; waitUntil sees it", async () => {
    const store = typedStore<string>(raw, { now });
    await store.getOrSet("k", () => "one", options);
    time += 20_000;
    const work: Promise<unknown>[] = [];
    const waitUntil = (each: Promise<unknown>): void => void work.push(each);
    const fails = (): never => {
      throw new Error("down");
    };
    expect(await store.getOrSet("k", fails, { ...options, waitUntil })).toBe("one");
    await expect(work[0]).rejects.toThrow("down");
    const { make, called, give } = loader<string>();
    expect(await store.getOrSet("k", make, options)).toBe("one");
    await called;
    give("two");
    expect(await store.getOrSet("k", make)).toBe("two");
  });

  it("brings nothing back that was deleted meanwhile", async () => {
    const store = typedStore<string>(raw, { now });
    await store.getOrSet("k", () => "one", options);
    time += 20_000;
    const { make, called, give } = loader<string>();
    const work: Promise<unknown>[] = [];
    await store.getOrSet("k", make, { ...options, waitUntil: (each) => void work.push(each) });
    await called;
    await store.delete("k");
    give("two");
    await Promise.all(work);
    expect(await memory.get("k")).toBeNull();
  });
});

describe("the end of what is made", () => {
  const endOf = async (key: string): Promise<number | undefined> => {
    const parsed: unknown = JSON.parse((await memory.get(key)) ?? "{}");
    return typeof parsed === "object" && parsed !== null && "expires_at" in parsed
      ? Number(parsed.expires_at) - NOW
      : undefined;
  };

  it("comes earlier by a random share with jitter, and never below a second", async () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
    const store = typedStore<number>(raw, { now });
    await store.getOrSet("a", () => 1, { ttlSeconds: 100, jitter: 0.2 });
    expect(await endOf("a")).toBe(90_000);
    await store.getOrSet("b", () => 1, { ttlSeconds: 1, jitter: 0.9 });
    expect(await endOf("b")).toBe(1000);
    random.mockReturnValue(0);
    await store.getOrSet("c", () => 1, { ttlSeconds: 100, jitter: 0.2 });
    expect(await endOf("c")).toBe(100_000);
    await store.getOrSet("d", () => 1, { jitter: 0.2 });
    expect(await endOf("d")).toBeUndefined();
  });

  it("of a null is bounded by negativeTtlSeconds; 0 stores none", async () => {
    const store = typedStore<number | null>(raw, { now });
    await store.getOrSet("a", () => null, { ttlSeconds: 100, negativeTtlSeconds: 5 });
    expect(await endOf("a")).toBe(5000);
    await store.getOrSet("b", () => null, { negativeTtlSeconds: 5 });
    expect(await endOf("b")).toBe(5000);
    await store.getOrSet("c", () => null, { ttlSeconds: 2, negativeTtlSeconds: 5 });
    expect(await endOf("c")).toBe(2000);
    await store.getOrSet("d", () => null, { expiresAtMs: NOW + 9000, negativeTtlSeconds: 5 });
    expect(await endOf("d")).toBe(5000);
    await store.getOrSet("e", () => 1, { ttlSeconds: 100, negativeTtlSeconds: 5 });
    expect(await endOf("e")).toBe(100_000);
    expect(await store.getOrSet("f", () => null, { ttlSeconds: 100, negativeTtlSeconds: 0 })).toBeNull();
    expect(await memory.get("f")).toBeNull();
    expect(await store.getOrSet("f", () => 2)).toBe(2);
  });
});

describe("an AbortSignal", () => {
  it("ends the wait of its caller alone", async () => {
    const store = typedStore<string>(raw, { now });
    const { make, called, give } = loader<string>();
    const [one, other] = [new AbortController(), new AbortController()];
    const first = store.getOrSet("k", make, { signal: one.signal });
    const second = store.getOrSet("k", make, { signal: other.signal });
    const { signal } = await called;
    one.abort(new Error("given up"));
    await expect(first).rejects.toThrow("given up");
    expect(signal.aborted).toBe(false);
    give("made");
    expect(await second).toBe("made");
    expect(await store.get("k")).toBe("made");
    other.abort();
  });

  it("of every caller ends the loader's too; what it gives is not stored, and who asks next begins anew", async () => {
    const store = typedStore<string>(raw, { now });
    const { make, called, give } = loader<string>();
    const controller = new AbortController();
    const both = Promise.allSettled([
      store.getOrSet("k", make, { signal: controller.signal }),
      store.getOrSet("k", make, { signal: controller.signal }),
    ]);
    const { signal } = await called;
    controller.abort(new Error("given up"));
    expect(await both).toEqual([
      { status: "rejected", reason: new Error("given up") },
      { status: "rejected", reason: new Error("given up") },
    ]);
    expect(signal.reason).toEqual(new Error("given up"));
    expect(await store.getOrSet("k", () => "next")).toBe("next");
    give("nobody's");
    await Promise.resolve();
    expect(await store.get("k")).toBe("next");
  });

  it("aborted before asks nothing", async () => {
    const store = typedStore(raw);
    await expect(
      store.getOrSet("k", () => 1, { signal: AbortSignal.abort(new Error("before")) }),
    ).rejects.toThrow("before");
    await expect(store.getOrSet("k", () => 1, { signal: AbortSignal.abort("a text") })).rejects.toThrow(
      "aborted",
    );
    expect(calls).toEqual([]);
  });
});

it.each([
  [{ jitter: 1 }, "jitter must be a share from 0 to below 1; got 1"],
  [{ jitter: "0.1" }, 'jitter must be a share from 0 to below 1; got "0.1"'],
  [{ jitter: 0.1, expiresAtMs: NOW }, "jitter must be left out beside expiresAtMs; got 0.1"],
  [{ negativeTtlSeconds: 0.5 }, "negativeTtlSeconds must be 0 or at least 1; got 0.5"],
  [{ negativeTtlSeconds: -1 }, "negativeTtlSeconds must be 0 or at least 1; got -1"],
  [
    { staleWhileRevalidateSeconds: -1 },
    "staleWhileRevalidateSeconds must be a finite number above 0, or undefined; got -1",
  ],
  [{ signal: 5 }, "signal must be an AbortSignal; got 5"],
  [{ waitUntil: 5 }, "waitUntil must be a function; got 5"],
  [{ ttlSeconds: 0 }, "ttlSeconds must be a finite number above 0, or undefined; got 0"],
  [
    { ttl: 5 },
    'options must be among ttlSeconds, expiresAtMs, metadata, serverTtl, staleWhileRevalidateSeconds, waitUntil, jitter, negativeTtlSeconds, signal; got "ttl"',
  ],
  [{ ttlSeconds: 5, staleSeconds: 5 }, 'signal; got "staleSeconds"'],
  [3600, "options must be an object; got 3600"],
])("getOrSet refuses %j, before anything is read or made", async (options, message) => {
  const make = vi.fn();
  const result: unknown = Reflect.apply(typedStore(raw).getOrSet, undefined, ["k", make, options]);
  await expect(result).rejects.toThrow(message);
  expect(calls).toEqual([]);
  expect(make).not.toHaveBeenCalled();
});

it.each([1, undefined, "made", Promise.resolve(1)])(
  "getOrSet refuses to make %j, before anything is read",
  async (make) => {
    const result: unknown = Reflect.apply(typedStore(raw).getOrSet, undefined, [
      "k",
      make,
      { ttlSeconds: 5 },
    ]);
    await expect(result).rejects.toThrow(/^make must be a function; got /);
    expect(calls).toEqual([]);
  },
);
