// Two writers, readers and a lazy delete on one key, with the order of their requests forced by the server's delays.
// The service has no compare-and-set, so that these tests say what is lost as well as what is not.
import { afterEach, describe, expect, it } from "vitest";
import { encodeEnvelope, envelopeStore, getWithExpiry } from "@kv-envelope/runtime";
import { type RestStore, restStore, typedStore } from "@kv-envelope/runtime/stores";
import { type Fault, type KvServer, startKvServer } from "../kv-server/index.js";

const expired = encodeEnvelope("old", { expiresAtMs: 1 });
const fresh = encodeEnvelope("new");

let server: KvServer;
afterEach(() => server.close());

const counts = new Map<string, number>();

/** A store over a server at which the n-th request of a method (from 1) meets its fault. */
async function storeWith(faults: Readonly<Record<string, Fault>>): Promise<RestStore> {
  counts.clear();
  server = await startKvServer({
    faults: ({ method }) => {
      const count = (counts.get(method) ?? 0) + 1;
      counts.set(method, count);
      return faults[`${method} ${count}`];
    },
  });
  server.seed("k", expired);
  const { url, apiKey, namespaceId } = server;
  return restStore({ baseUrl: url, apiKey, namespaceId, maxRetries: 0 });
}

const stored = (): string | undefined => server.entries().get("k")?.toString();
const requests = (): string[] => server.requests.map(({ method }) => method);
/** Until that many requests of the method have reached the server. */
const arrived = async (method: string, count: number): Promise<void> => {
  while ((counts.get(method) ?? 0) < count) await wait(2);
};
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("the lazy delete", () => {
  it("loses nothing that was written before its second look", async () => {
    const store = await storeWith({ "GET 2": { delayMs: 400 } });
    const reading = getWithExpiry(store, "k");
    await arrived("GET", 2);
    await store.put("k", fresh);
    expect(await reading).toBeNull();
    expect(requests()).toEqual(["GET", "PUT", "GET"]);
    expect(stored()).toBe(fresh);
  });

  it("loses what is written between its second look and the delete: the window that is left", async () => {
    const store = await storeWith({ "DELETE 1": { delayMs: 400 } });
    const reading = getWithExpiry(store, "k");
    await arrived("DELETE", 1);
    await store.put("k", fresh);
    await reading;
    expect(requests()).toEqual(["GET", "GET", "PUT", "DELETE"]);
    expect(stored()).toBeUndefined();
  });

  it("without the second look would lose what is written during a whole round trip and more", async () => {
    const store = await storeWith({ "DELETE 1": { delayMs: 400 } });
    const reading = getWithExpiry({ get: store.get, deleteIf: (key) => store.delete(key) }, "k");
    await arrived("DELETE", 1);
    await store.put("k", fresh);
    await reading;
    expect(requests()).toEqual(["GET", "PUT", "DELETE"]);
    expect(stored()).toBeUndefined();
  });

  it("by two readers at once deletes once or twice, and nothing else", async () => {
    const store = await storeWith({ "GET 1": { answerDelayMs: 60 }, "GET 2": { answerDelayMs: 60 } });
    expect(await Promise.all([getWithExpiry(store, "k"), getWithExpiry(store, "k")])).toEqual([null, null]);
    expect(stored()).toBeUndefined();
    await store.put("k", fresh);
    expect(await getWithExpiry(store, "k")).toBe("new");
  });

  it("of a sweep leaves a key that was renewed since it was read", async () => {
    const store = await storeWith({ "GET 3": { delayMs: 400 } });
    const sweeping = envelopeStore(store).sweepExpired();
    await arrived("GET", 3);
    await store.put("k", fresh);
    expect(await sweeping).toMatchObject({ scanned: 1, expired: 1, deleted: 0, failed: 0 });
    expect(stored()).toBe(fresh);
  });
});

describe("two writers", () => {
  it("whoever arrives last wins, and no mixture of both is ever seen", async () => {
    const store = await storeWith({ "PUT 1": { delayMs: 400 } });
    const entries = envelopeStore(store);
    await Promise.all([
      entries.put("k", "first", { metadata: { by: 1 } }),
      arrived("PUT", 1).then(() => entries.put("k", "second", { metadata: { by: 2 } })),
    ]);
    expect(await entries.getWithMetadata("k")).toMatchObject({ value: "first", metadata: { by: 1 } });
  });

  it("one that renews may bring back what the other has replaced in between", async () => {
    const store = await storeWith({ "PUT 1": { delayMs: 400 } });
    server.seed("k", encodeEnvelope("one", { ttlSeconds: 60 }));
    const touching = typedStore(store).touch("k", 60);
    await arrived("PUT", 1);
    await store.put("k", fresh);
    expect(await touching).toBe(true);
    expect(stored()).toContain('"value":"one"');
  });

  it("getOrSet in two processes writes twice; the later write stays, and each returns its own", async () => {
    const store = await storeWith({ "GET 1": { answerDelayMs: 200 } });
    const [one, two] = await Promise.all([
      typedStore(store).getOrSet("k", () => 1),
      typedStore(store).getOrSet("k", () => 2),
    ]);
    expect(new Set([one, two])).toEqual(new Set([1, 2]));
    expect(requests().filter((method) => method === "PUT")).toHaveLength(2);
    expect([encodeEnvelope(1), encodeEnvelope(2)]).toContain(stored());
  });

  it("a write that timed out here may still arrive there, after another one's", async () => {
    const store = await storeWith({ "PUT 1": { delayMs: 600 } });
    const { url, apiKey, namespaceId } = server;
    const hasty = restStore({ baseUrl: url, apiKey, namespaceId, timeoutMs: 50, maxRetries: 0 });
    await expect(hasty.put("k", "late")).rejects.toThrow("no answer within 50 ms");
    await store.put("k", fresh);
    await wait(650);
    expect(stored()).toBe("late");
  });
});
