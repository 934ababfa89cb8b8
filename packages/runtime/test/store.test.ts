import { describe, expect, expectTypeOf, it } from "vitest";
import {
  deleteKey,
  encodeEnvelope,
  envelopeStore,
  getWithExpiry,
  getWithMetadata,
  putWithExpiry,
} from "@kv-envelope/runtime";
import { MemoryStore } from "./memory-store.js";

const NOW = 1_700_000_000_000;

describe("over a raw store", () => {
  it("puts, gets until the expiry, and then deletes", async () => {
    let time = NOW;
    const now = (): number => time;
    const store = new MemoryStore();
    await putWithExpiry(store, "k", { n: 1 }, 60, { metadata: { m: 1 }, now });
    expect(store.entries.get("k")).toBe(`{"value":{"n":1},"expires_at":${NOW + 60_000},"metadata":{"m":1}}`);
    time += 60_000;
    expect(await getWithExpiry(store, "k", { now })).toEqual({ n: 1 });
    expect(await getWithMetadata(store, "k", { now })).toEqual({
      value: { n: 1 },
      expiresAtMs: NOW + 60_000,
      metadata: { m: 1 },
    });
    time += 1;
    expect(await getWithExpiry(store, "k", { now })).toBeNull();
    expect(store.entries.has("k")).toBe(false);
    expect(await getWithExpiry(store, "k", { now })).toBeNull();
  });

  it("reads what was stored before: plain text, foreign JSON, and on request legacy payloads", async () => {
    const store = new MemoryStore({
      plain: "text",
      json: '{"a":1}',
      old: '{"value":"v","expiration_ttl":1}',
    });
    expect(await getWithExpiry(store, "plain")).toBe("text");
    expect(await getWithExpiry(store, "json")).toBe('{"a":1}');
    expect(await getWithExpiry(store, "old")).toBe('{"value":"v","expiration_ttl":1}');
    expect(await getWithExpiry(store, "old", { legacy: true })).toBe("v");
    expect(store.calls.some((call) => call.startsWith("delete"))).toBe(false);
  });

  it("gives what the store's put gives, and rejects what can't be stored as meant", async () => {
    const put = async (key: string, value: string): Promise<number> => key.length + value.length;
    const written = putWithExpiry({ put }, "k", "v", null);
    expectTypeOf(written).toEqualTypeOf<Promise<number>>();
    expect(await written).toBe(1 + encodeEnvelope("v").length);
    const store = new MemoryStore();
    await expect(putWithExpiry(store, "k", "v", Number.NaN)).rejects.toThrow(/^ttlSeconds .*got NaN$/);
    await expect(putWithExpiry(store, "k", undefined, 5)).rejects.toThrow(/^value must be JSON data/);
    await expect(putWithExpiry(store, "k", "v", 5, { expiresAtMs: NOW })).rejects.toThrow(
      /^ttlSeconds must be left out/,
    );
    expect(store.calls).toEqual([]);
  });

  it("takes the ttl from the options where the argument is left out", async () => {
    const store = new MemoryStore();
    await putWithExpiry(store, "a", 1, undefined, { ttlSeconds: 1, now: NOW });
    await putWithExpiry(store, "b", 1, undefined, { expiresAtMs: NOW });
    expect([...store.entries.values()]).toEqual([
      `{"value":1,"expires_at":${NOW + 1000}}`,
      `{"value":1,"expires_at":${NOW}}`,
    ]);
  });

  it("deletes, and says so where the store can't", async () => {
    const store = new MemoryStore({ k: "v" });
    await deleteKey(store, "k");
    expect(store.entries.size).toBe(0);
    await expect(deleteKey({}, "k")).rejects.toThrow("store.delete must be a function; got undefined");
  });
});

describe("lazy deletion", () => {
  const expired = encodeEnvelope("old", { expiresAtMs: NOW - 1 });
  const fresh = encodeEnvelope("new", { expiresAtMs: NOW + 1 });

  it("leaves a value that was rewritten after the read", async () => {
    const store = new MemoryStore({ k: expired });
    const racing = {
      get: async (key: string): Promise<string | null> => {
        const raw = await store.get(key);
        await store.put("k", fresh);
        return raw;
      },
      delete: (key: string): Promise<void> => store.delete(key),
    };
    expect(await getWithExpiry(racing, "k", { now: NOW })).toBeNull();
    expect(store.entries.get("k")).toBe(fresh);
  });

  it("uses the store's own compare-and-delete where it has one", async () => {
    const store = new MemoryStore({ k: expired });
    const asked: [string, string][] = [];
    const deleteIf = async (key: string, raw: string): Promise<boolean> => asked.push([key, raw]) > 0;
    const comparing = {
      get: (key: string) => store.get(key),
      delete: (key: string) => store.delete(key),
      deleteIf,
    };
    expect(await getWithExpiry(comparing, "k", { now: NOW })).toBeNull();
    expect(asked).toEqual([["k", expired]]);
    expect(store.calls).toEqual(["get k"]);
  });

  it("does not fail the read when the delete or the second look fails, or there is no delete", async () => {
    const get = async (): Promise<string> => expired;
    const failing = (): Promise<never> => Promise.reject(new Error("no permission"));
    expect(await getWithExpiry({ get, delete: failing }, "k", { now: NOW })).toBeNull();
    expect(await getWithExpiry({ get, deleteIf: failing }, "k", { now: NOW })).toBeNull();
    expect(await getWithExpiry({ get }, "k", { now: NOW })).toBeNull();
    let reads = 0;
    const once = { get: () => (reads++ === 0 ? get() : failing()), delete: failing };
    expect(await getWithExpiry(once, "k", { now: NOW })).toBeNull();
    expect(reads).toBe(2);
  });

  it("passes on a read that fails", async () => {
    await expect(getWithExpiry({ get: () => Promise.reject(new Error("503")) }, "k")).rejects.toThrow("503");
  });
});

describe("envelopeStore", () => {
  it("has all of it as functions that need no this, with the defaults", async () => {
    let time = NOW;
    const raw = new MemoryStore({ old: '{"value":"b2xk","ttl":1}' });
    const store = envelopeStore(raw, { now: () => time, base64: true });
    const { put, get, putWithExpiry: kvPutWithExpiry, getWithExpiry: kvGetWithExpiry, sweepExpired } = store;
    expectTypeOf(put("a", 1, { ttlSeconds: 1 })).toEqualTypeOf<Promise<void>>();
    await kvPutWithExpiry("b", "v", 2, { metadata: { m: 1 } });
    expect(await get("a")).toBe(1);
    expect(await kvGetWithExpiry<string>("old")).toBe("old");
    expect(await get("old", { base64: false })).toBe('{"value":"b2xk","ttl":1}');
    expect((await store.getWithMetadata("b"))?.metadata).toEqual({ m: 1 });
    time += 1001;
    expect(await sweepExpired()).toMatchObject({ scanned: 3, expired: 1, deleted: 1 });
    await store.delete("b");
    expect([...raw.entries.keys()]).toEqual(["old"]);
  });

  it("refuses a ttl in the place of the options", async () => {
    const { put } = envelopeStore(new MemoryStore());
    const result: unknown = Reflect.apply(put, undefined, ["k", "v", 3600]);
    await expect(result).rejects.toThrow("options must be an object; got 3600");
  });
});
