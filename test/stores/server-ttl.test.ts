// `serverTtl`: the service is told too when an entry ends, in the generations that there are of it.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { encodeEnvelope, envelopeStore, getWithMetadata, putWithExpiry } from "@kv-envelope/runtime";
import { type MemoryStore, memoryStore, typedStore } from "@kv-envelope/runtime/stores";
import { SUBJECTS, type Subject } from "./stores.js";

const NOW = 1_800_000_000_000;
let time: number;
const now = (): number => time;

beforeEach(() => {
  time = NOW;
});

describe.each(Object.entries(SUBJECTS))("%s", (name, make) => {
  let subject: Subject;
  /** What lies in the store, for whoever does not look into envelopes. */
  const isStored = async (key: string): Promise<boolean> => (await subject.store.get(key)) !== null;
  const open = async (runtime: string, options: Parameters<typeof make>[0] = {}): Promise<void> => {
    vi.stubEnv("EDGE_RUNTIME_VERSION", runtime);
    subject = await make({ now, ...options });
  };
  afterEach(() => subject.server?.close());

  it("has the service delete what has expired, and the envelope says its end until then", async () => {
    await open("0.2.2");
    const { put, get } = envelopeStore(subject.store, { now, serverTtl: true });
    await put("k", { n: 1 }, { ttlSeconds: 60 });
    expect(await subject.store.get("k")).toBe(encodeEnvelope({ n: 1 }, { ttlSeconds: 60, now }));
    time += 59_999;
    expect(await get("k")).toEqual({ n: 1 });
    expect(await getWithMetadata(subject.store, "k", { now })).toMatchObject({ expiresAtMs: NOW + 60_000 });
    time += 1;
    expect(await isStored("k")).toBe(false);
  });

  it.each([
    ["a fraction, rounded up", { ttlSeconds: 1.2 }, 2000],
    ["an absolute end", { expiresAtMs: NOW + 90_500 }, 91_000],
  ])("never ends earlier than the envelope: %s", async (_, expiry, endMs) => {
    await open("0.2.2");
    await putWithExpiry(subject.store, "k", 1, undefined, { ...expiry, now, serverTtl: true });
    time = NOW + endMs - 1;
    expect(await isStored("k")).toBe(true);
    time += 1;
    expect(await isStored("k")).toBe(false);
  });

  it("keeps for good what does not expire, and what it is not asked to expire", async () => {
    await open("0.2.2");
    await putWithExpiry(subject.store, "for-good", 1, undefined, { now, serverTtl: true });
    await putWithExpiry(subject.store, "envelope", 1, 60, { now, serverTtl: false });
    time += 1e12;
    expect([await isStored("for-good"), await isStored("envelope")]).toEqual([true, true]);
  });

  it("drops the end of what is written over without one", async () => {
    await open("0.2.2");
    await putWithExpiry(subject.store, "k", 1, 60, { now, serverTtl: true });
    await putWithExpiry(subject.store, "k", 2, undefined, { now, serverTtl: true });
    time += 60_000;
    expect(await isStored("k")).toBe(true);
  });

  it.each([
    [0.5, /whole seconds, at most 9223372036; got 0.5/],
    [0, /finite number above 0.*got 0/],
    [9_223_372_037, /at most 9223372036; got 9223372037/],
  ])("refuses to be told %s by a caller of its own", async (expirationTtl, message) => {
    await open("0.2.2");
    await expect(subject.store.put("k", "v", { expirationTtl })).rejects.toThrow(message);
    expect(await isStored("k")).toBe(false);
  });

  it("refuses an end that has passed, and what is neither true nor false", async () => {
    await open("0.2.2");
    await expect(
      putWithExpiry(subject.store, "k", 1, undefined, { expiresAtMs: NOW, now, serverTtl: true }),
    ).rejects.toThrow(`expiresAtMs must be in the future; got ${NOW}`);
    await expect(
      // @ts-expect-error: for JavaScript
      putWithExpiry(subject.store, "k", 1, 60, { now, serverTtl: "yes" }),
    ).rejects.toThrow('serverTtl must be true or false; got "yes"');
    expect(await isStored("k")).toBe(false);
  });

  it.runIf(name === "bindingStore")("leaves it to the reads where the runtime ignores it", async () => {
    await open("0.2.1");
    const { put, get } = envelopeStore(subject.store, { now, serverTtl: true });
    await put("k", 1, { ttlSeconds: 60 });
    time += 60_001;
    expect(await isStored("k")).toBe(true);
    expect(await get("k")).toBeNull();
    expect(await isStored("k")).toBe(false);
  });

  it.runIf(name !== "memoryStore")("writes nothing in a namespace that has no support for it", async () => {
    await open("0.2.2", { generation: "refusing" });
    const { put } = envelopeStore(subject.store, { now, serverTtl: true });
    await expect(put("k", 1, { ttlSeconds: 60 })).rejects.toThrow(/409/);
    expect(await isStored("k")).toBe(false);
    await put("k", 1);
    expect(await isStored("k")).toBe(true);
  });
});

describe("the store over REST", () => {
  it("says what a 409 means", async () => {
    const { store, server } = (await SUBJECTS["restStore"]?.({ generation: "refusing" })) ?? {};
    await expect(store?.put("k", "v", { expirationTtl: 60 })).rejects.toThrow(
      /a namespace answers 409 to a ttl that it has no support for/,
    );
    await server?.close();
  });
});

describe("a typed store", () => {
  let raw: MemoryStore;
  beforeEach(() => {
    raw = memoryStore({ now });
  });
  const lasts = async (key: string, milliseconds: number): Promise<void> => {
    time = NOW + milliseconds - 1;
    expect(await raw.get(key)).not.toBeNull();
    time += 1;
    expect(await raw.get(key)).toBeNull();
  };

  it("tells the service of each way to write", async () => {
    const store = typedStore(raw, { now, serverTtl: true });
    await store.put("a", 1, { ttlSeconds: 60 });
    await lasts("a", 60_000);
    time = NOW;
    await store.putBytes("b", new Uint8Array([1]), { ttlSeconds: 60 });
    await lasts("b", 60_000);
    time = NOW;
    await store.kvPutWithExpiry("c", 1, 60);
    await lasts("c", 60_000);
    time = NOW;
    await store.getOrSet("d", () => 1, { ttlSeconds: 60 });
    await lasts("d", 60_000);
  });

  it("touches the service's end as well", async () => {
    const store = typedStore(raw, { now, serverTtl: true });
    await store.put("k", 1, { ttlSeconds: 60 });
    expect(await store.touch("k", 600)).toBe(true);
    await lasts("k", 600_000);
  });

  it("can be told so of one write, and of one not", async () => {
    const store = typedStore(raw, { now, serverTtl: true });
    await store.put("kept", 1, { ttlSeconds: 60, serverTtl: false });
    await typedStore(raw, { now }).put("ended", 1, { ttlSeconds: 60, serverTtl: true });
    time += 60_000;
    expect([await raw.get("kept"), await raw.get("ended")]).toEqual([expect.any(String), null]);
  });

  it("keeps what may be given stale, and what a late clock still takes for alive", async () => {
    const store = typedStore(raw, { now, serverTtl: true, skewMs: 5000 });
    const options = { ttlSeconds: 60, staleWhileRevalidateSeconds: 30 };
    await store.getOrSet("k", () => "old", options);
    time += 94_000;
    const work: Promise<unknown>[] = [];
    const waitUntil = (each: Promise<unknown>): void => void work.push(each);
    expect(await store.getOrSet("k", () => "new", { ...options, waitUntil })).toBe("old");
    await Promise.all(work);
    expect(await store.get("k")).toBe("new");
  });

  it("refuses what is neither true nor false before it does anything", async () => {
    // @ts-expect-error: for JavaScript
    const store = typedStore(raw, { now, serverTtl: 1 });
    await expect(store.put("k", 1, { ttlSeconds: 60 })).rejects.toThrow(
      "serverTtl must be true or false; got 1",
    );
    expect(await raw.get("k")).toBeNull();
  });
});
