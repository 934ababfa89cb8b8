// Two writers, readers and a lazy delete on one key. The server forces the order of their requests: it holds one of them.
// The service has no compare-and-set, so that these tests say what is lost as well as what is not.
import { afterEach, describe, expect, it } from "vitest";
import { encodeEnvelope, envelopeStore, getWithExpiry } from "@kv-envelope/runtime";
import { type RestStore, restStore, typedStore } from "@kv-envelope/runtime/stores";
import { type Fault, type KvServer, startKvServer } from "../kv-server/index.js";

const expired = encodeEnvelope("old", { expiresAtMs: 1 });
const fresh = encodeEnvelope("new");

let server: KvServer;
afterEach(() => server.close());

/** A store over a server at which the n-th request of a method (from 1) meets its fault. */
async function storeWith(faults: Readonly<Record<string, Fault>>): Promise<RestStore> {
  const counts = new Map<string, number>();
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

describe("the lazy delete", () => {
  it("loses nothing that was written before its second look", async () => {
    const store = await storeWith({ "GET 2": { hold: "before" } });
    const reading = getWithExpiry(store, "k");
    await server.arrived("GET", 2);
    await store.put("k", fresh);
    await server.release();
    expect(await reading).toBeNull();
    expect(requests()).toEqual(["GET", "PUT", "GET"]);
    expect(stored()).toBe(fresh);
  });

  it("loses what is written between its second look and the delete: the window that is left", async () => {
    const store = await storeWith({ "DELETE 1": { hold: "before" } });
    const reading = getWithExpiry(store, "k");
    await server.arrived("DELETE", 1);
    await store.put("k", fresh);
    await server.release();
    await reading;
    expect(requests()).toEqual(["GET", "GET", "PUT", "DELETE"]);
    expect(stored()).toBeUndefined();
  });

  it("without the second look would lose what is written during a whole round trip and more", async () => {
    const store = await storeWith({ "DELETE 1": { hold: "before" } });
    const reading = getWithExpiry({ get: store.get, deleteIf: (key) => store.delete(key) }, "k");
    await server.arrived("DELETE", 1);
    await store.put("k", fresh);
    await server.release();
    await reading;
    expect(requests()).toEqual(["GET", "PUT", "DELETE"]);
    expect(stored()).toBeUndefined();
  });

  it("by two readers at once deletes once or twice, and nothing else", async () => {
    const store = await storeWith({ "GET 1": { hold: "after" }, "GET 2": { hold: "after" } });
    const readers = Promise.all([getWithExpiry(store, "k"), getWithExpiry(store, "k")]);
    await server.arrived("GET", 2);
    await server.release();
    expect(await readers).toEqual([null, null]);
    expect(stored()).toBeUndefined();
    await store.put("k", fresh);
    expect(await getWithExpiry(store, "k")).toBe("new");
  });

  it("of a sweep leaves a key that was renewed since it was read", async () => {
    const store = await storeWith({ "GET 3": { hold: "before" } });
    const sweeping = envelopeStore(store).sweepExpired();
    await server.arrived("GET", 3);
    await store.put("k", fresh);
    await server.release();
    expect(await sweeping).toMatchObject({ scanned: 1, expired: 1, deleted: 0, failed: 0 });
    expect(stored()).toBe(fresh);
  });
});

describe("two writers", () => {
  it("whoever arrives last wins, and no mixture of both is ever seen", async () => {
    const store = await storeWith({ "PUT 1": { hold: "before" } });
    const entries = envelopeStore(store);
    const first = entries.put("k", "first", { metadata: { by: 1 } });
    await server.arrived("PUT", 1);
    await entries.put("k", "second", { metadata: { by: 2 } });
    await server.release();
    await first;
    expect(await entries.getWithMetadata("k")).toMatchObject({ value: "first", metadata: { by: 1 } });
  });

  it("one that renews may bring back what the other has replaced in between", async () => {
    const store = await storeWith({ "PUT 1": { hold: "before" } });
    server.seed("k", encodeEnvelope("one", { ttlSeconds: 60 }));
    const touching = typedStore(store).touch("k", 60);
    await server.arrived("PUT", 1);
    await store.put("k", fresh);
    await server.release();
    expect(await touching).toBe(true);
    expect(stored()).toContain('"value":"one"');
  });

  it("getOrSet in two processes writes twice; the later write stays, and each returns its own", async () => {
    const store = await storeWith({ "GET 1": { hold: "after" } });
    const first = typedStore(store).getOrSet("k", () => 1);
    const second = typedStore(store).getOrSet("k", () => 2);
    // Whichever of them was held, the other one has written by then.
    await Promise.race([first, second]);
    await server.release();
    const [one, two] = await Promise.all([first, second]);
    expect(new Set([one, two])).toEqual(new Set([1, 2]));
    expect(requests().filter((method) => method === "PUT")).toHaveLength(2);
    expect([encodeEnvelope(1), encodeEnvelope(2)]).toContain(stored());
  });

  it("a write that was given up here may still arrive there, after another one's", async () => {
    const store = await storeWith({ "PUT 1": { hold: "before" } });
    const { url, apiKey, namespaceId } = server;
    const controller = new AbortController();
    const hasty = restStore({ baseUrl: url, apiKey, namespaceId, signal: controller.signal });
    const writing = hasty.put("k", "late");
    await server.arrived("PUT", 1);
    controller.abort(new Error("given up"));
    await expect(writing).rejects.toThrow("given up");
    await store.put("k", fresh);
    await server.release();
    expect(stored()).toBe("late");
  });
});
