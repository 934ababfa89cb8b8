// Keyv, and cache-manager which takes Keyv's stores, over the adapter.
import { createCache } from "cache-manager";
import { Keyv } from "keyv";
import { describe, expect, it, vi } from "vitest";
import { encodeEnvelope, envelopeStore } from "@kv-envelope/runtime";
import { keyvStore } from "@kv-envelope/runtime/keyv";
import { restStore } from "@kv-envelope/runtime/stores";
import { startKvServer } from "../kv-server/index.js";
import { START, timed } from "./clock.js";

/** Keyv has no clock of its own: it goes by the process's. */
const over = (options: Readonly<Record<string, unknown>> = {}) => {
  const time = timed();
  vi.spyOn(Date, "now").mockImplementation(time.now);
  const keyv = new Keyv({ store: keyvStore(time.raw), throwOnErrors: true, ...options });
  return { ...time, keyv };
};

describe("what is stored", () => {
  it("is an envelope, which any reader of them understands", async () => {
    const { keyv, stored, raw } = over();
    await keyv.set("a", { n: 1 }, 60_000);
    await keyv.set("b", "x");
    expect(await stored()).toEqual({
      "keyv/a": { value: { n: 1 }, expires_at: START + 60_000 },
      "keyv/b": { value: "x", metadata: {} },
    });
    expect(await envelopeStore(raw).get("keyv/a")).toEqual({ n: 1 });
  });

  it.each([
    ["a buffer", Buffer.from("bytes")],
    ["a text that looks like one of Keyv's", ":base64:x"],
    ["a text that is an envelope", '{"value":1,"expires_at":1}'],
    ["an envelope", { value: 1, expires_at: 1 }],
    ["a record of Keyv's", { value: 1, expires: 1 }],
    ["null", null],
    ["a key of the prototype's", JSON.parse('{"__proto__":1}')],
  ])("comes back as it went: %s", async (_name, value) => {
    const { keyv } = over();
    await keyv.set("k", value, 60_000);
    expect(await keyv.get("k")).toEqual(value);
    await keyv.set("k", value);
    expect(await keyv.get("k")).toEqual(value);
  });

  it("is left alone where another serializer made it, and ends all the same", async () => {
    const { keyv, stored, pass } = over({
      serialize: ({ value }: { value?: unknown }) => `v1|${String(value)}`,
      deserialize: (text: string) => ({ value: text.slice(3) }),
    });
    await keyv.set("k", "x", 1000);
    expect(await stored()).toEqual({
      "keyv/k": { value: "v1|x", expires_at: START + 1000, metadata: { keyv: "opaque" } },
    });
    expect(await keyv.get("k")).toBe("x");
    pass(1.001);
    expect(await keyv.get("k")).toBeUndefined();
  });

  it("is an object where Keyv is told to serialize nothing", async () => {
    const { keyv, stored } = over({ serialize: undefined, deserialize: undefined });
    await keyv.set("k", { n: 1 }, 1000);
    expect(await stored()).toEqual({
      "keyv/k": { value: { n: 1 }, expires_at: START + 1000, metadata: { keyv: "object" } },
    });
    expect(await keyv.get("k")).toEqual({ n: 1 });
  });
});

describe("over a namespace that others write, too", () => {
  it("Keyv by itself takes an envelope for a value that never expires, and the adapter does not", async () => {
    const { keyv, raw, pass } = over({ namespace: "" });
    await envelopeStore(raw).putWithExpiry("k", "secret", 60);
    const bare = new Keyv({
      namespace: "",
      store: {
        opts: {},
        get: (key: string) => raw.get(key),
        set: (key: string, text: string) => raw.put(key, text),
        delete: (key: string) => raw.delete(key),
        clear: () => undefined,
      },
    });
    expect([await bare.get("k"), await keyv.get("k")]).toEqual(["secret", "secret"]);
    pass(61);
    expect([await bare.get("k"), await keyv.get("k")]).toEqual(["secret", undefined]);
  });

  it("honours the end of Keyv's own records", async () => {
    const { keyv, raw, pass } = over({ namespace: "" });
    await raw.put("ends", JSON.stringify({ value: 1, expires: START + 1000 }));
    await raw.put("stays", JSON.stringify({ value: 2, expires: null }));
    await raw.put("plain", "text");
    await raw.put("dead", encodeEnvelope(3, { expiresAtMs: 1 }));
    const seen = async (): Promise<unknown> => [
      await keyv.get(["ends", "stays", "plain", "dead"]),
      await keyv.has("ends"),
    ];
    expect(await seen()).toEqual([[1, 2, "text", undefined], true]);
    pass(1.001);
    expect(await seen()).toEqual([[undefined, 2, "text", undefined], false]);
  });
});

it("takes keys of any characters and length, and each belongs to its namespace", async () => {
  const { keyv, raw } = over({ namespace: "http" });
  const keys = ["GET:https://a.test/?q=1", "ä b", `long ${"x".repeat(400)}`, "_", ""];
  for (const key of keys) await keyv.set(key, key, 60_000);
  expect(await keyv.get(keys)).toEqual(keys);
  await new Keyv({ store: keyvStore(raw), namespace: "https" }).set("other", 1);
  const seen: unknown[] = [];
  for await (const [key] of keyv.iterator?.(undefined) ?? []) seen.push(key);
  expect(seen.sort()).toEqual([...keys].sort());
  await keyv.clear();
  expect((await raw.list()).keys.map(({ name }) => name)).toEqual(["https/other"]);
});

it.each([[Number.NaN], ["5"]])("refuses the ttl %j", async (ttl) => {
  const set: unknown = Reflect.apply(keyvStore(timed().raw).set, keyvStore(timed().raw), ["k", 1, ttl]);
  await expect(set).rejects.toThrow(/^ttl must be a finite number; got/);
});

it("a failing service is an error, and no miss", async () => {
  const server = await startKvServer({ faults: () => ({ answer: { status: 500 } }) });
  try {
    const { url, apiKey, namespaceId } = server;
    const raw = restStore({ baseUrl: url, apiKey, namespaceId, maxRetries: 0 });
    const keyv = new Keyv({ store: keyvStore(raw), throwOnErrors: true });
    keyv.on("error", () => {});
    await expect(keyv.get("k")).rejects.toThrow("KV get");
    await expect(keyv.get(["k"])).rejects.toThrow("KV get");
    await expect(keyv.set("k", 1)).rejects.toThrow("KV put");
  } finally {
    await server.close();
  }
});

// cache-manager 6 and 7 have no stores of their own any more: they take Keyv's.
describe("cache-manager", () => {
  const cacheOver = () => {
    const { keyv, ...time } = over();
    return { ...time, cache: createCache({ stores: [keyv], ttl: 60_000 }) };
  };

  it("gets, sets and deletes one and many", async () => {
    const { cache } = cacheOver();
    await cache.set("a", { n: 1 });
    await cache.mset([
      { key: "b", value: 2 },
      { key: "c", value: null, ttl: 1000 },
    ]);
    expect(await cache.mget(["a", "b", "none"])).toEqual([{ n: 1 }, 2, undefined]);
    expect(await cache.del("a")).toBe(true);
    await cache.mdel(["b"]);
    expect(await cache.mget(["a", "b"])).toEqual([undefined, undefined]);
    await cache.clear();
    expect(await cache.get("c")).toBeUndefined();
  });

  it("tells the end, and ends there", async () => {
    const { cache, pass, stored } = cacheOver();
    await cache.set("a", 1, 5000);
    expect(await cache.ttl("a")).toBe(START + 5000);
    expect(await stored()).toEqual({ "keyv/a": { value: 1, expires_at: START + 5000 } });
    pass(5.001);
    expect(await cache.get("a")).toBeUndefined();
    expect(await stored()).toEqual({});
  });

  it("wraps: one load, and an envelope as a value stays one", async () => {
    const { cache, pass } = cacheOver();
    const load = vi.fn(() => ({ value: "session", expires_at: 1 }));
    for (let call = 0; call < 3; call++)
      expect(await cache.wrap("k", load)).toEqual({ value: "session", expires_at: 1 });
    expect(load).toHaveBeenCalledTimes(1);
    pass(61);
    await cache.wrap("k", load);
    expect(load).toHaveBeenCalledTimes(2);
  });
});
