// What the SDK does that its callers don't expect, and that `sdkStore` therefore does not leave to it: telnyx 7.24.0 as it
// is, over the loopback server.
import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import Telnyx from "telnyx";
import { afterEach, describe, expect, it } from "vitest";
import { encodeEnvelope, sweepExpired } from "@kv-envelope/runtime";
import { type KvStore, sdkStore } from "@kv-envelope/runtime/stores";
import { type Fault, type KvServer, startKvServer } from "../kv-server/index.js";
import { SUBJECTS } from "./stores.js";

const file = fileURLToPath(import.meta.url);
const expired = encodeEnvelope("old", { expiresAtMs: 1 });

let server: KvServer;
afterEach(() => server.close());

async function start(fault: (request: { method: string; url: string; number: number }) => Fault | undefined) {
  server = await startKvServer({ faults: fault });
  const client = new Telnyx({ apiKey: server.apiKey, baseURL: server.apiUrl, maxRetries: 2 });
  return { client, store: sdkStore(client, server.namespaceId) };
}

const busy: Fault = { answer: { status: 503, headers: { "retry-after-ms": "1" }, body: "" } };
const page = (keys: readonly string[], meta: object): Fault => ({
  answer: {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data: keys.map((key) => ({ key })), meta }),
  },
});
const isList = ({ url }: { url: string }): boolean => !/\/keys\/./.test(url);

describe("the list", () => {
  const PAGES: Readonly<Record<string, Fault>> = {
    "": page(["a"], { has_more: true, cursor: "1" }),
    "1": page([], { has_more: true, cursor: "2" }),
    // A cursor though there is nothing more.
    "2": page(["b"], { has_more: false, cursor: "3" }),
    "3": page(["not to be seen"], { has_more: false }),
  };
  const faults = (request: { url: string }): Fault | undefined =>
    isList(request) ? PAGES[new URL(request.url, "http://x").searchParams.get("cursor") ?? ""] : undefined;

  it("by the SDK's own walk ends at an empty page though there is more", async () => {
    const { client } = await start(faults);
    const seen: unknown[] = [];
    for await (const { key } of client.storage.kvs.keys.list(server.namespaceId)) seen.push(key);
    expect(seen).toEqual(["a"]);
  });

  it("is walked by has_more and cursor, page by page", async () => {
    const { store } = await start(faults);
    server.seed("a", expired);
    server.seed("b", expired);
    expect(await sweepExpired(store, { dryRun: true })).toMatchObject({ scanned: 2, expired: 2 });
    expect(await sweepExpired(store)).toMatchObject({ deleted: 2, cursor: undefined });
    expect(server.entries().size).toBe(0);
    expect(server.requests.some(({ url }) => url.includes("cursor=3"))).toBe(false);
  });
});

describe("a write that is repeated after a 503", () => {
  it("of a file stream stores an empty value, and the SDK's call resolves", async () => {
    const { client } = await start(({ method, number }) =>
      method === "PUT" && number === 1 ? busy : undefined,
    );
    const update: unknown = client.storage.kvs.keys.update.bind(client.storage.kvs.keys);
    if (typeof update !== "function") throw new TypeError("update is no function");
    await Reflect.apply(update, undefined, ["k", createReadStream(file), { id: server.namespaceId }]);
    expect(server.entries().get("k")?.length).toBe(0);
  });

  it("sends the same text again", async () => {
    const { client } = await start(({ method, number }) =>
      method === "PUT" && number === 1 ? busy : undefined,
    );
    const store = sdkStore(client, server.namespaceId);
    await store.put("k", "text");
    expect(server.entries().get("k")?.toString()).toBe("text");
  });
});

describe.each(Object.keys(SUBJECTS))("%s", (name) => {
  const BODIES: Readonly<Record<string, () => unknown>> = {
    "a file stream": () => createReadStream(file, { autoClose: true }),
    "a generator": function* () {
      yield "text";
    },
    "a web stream": () => new ReadableStream(),
    "a Response": () => new Response("text"),
    "a Blob": () => new Blob(["text"]),
    "0": () => 0,
    "1": () => 1,
    "a Map": () => new Map(),
  };

  it("refuses what can't be sent twice, or would be stored as something else, before any request", async () => {
    const subject = await SUBJECTS[name]?.();
    server = subject?.server ?? (await startKvServer());
    const put: KvStore["put"] | undefined = subject?.store.put;
    if (!put) throw new TypeError("no store");
    for (const [what, make] of Object.entries(BODIES)) {
      const given: unknown = Reflect.apply(put, undefined, ["k", make()]);
      await expect(given, what).rejects.toThrow(/^value must be a string/);
    }
    expect(server.requests).toEqual([]);
  });
});
