// What the store over REST does when the way to the service is not smooth.
import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { KvStoreError, type RestStore, type RestStoreOptions, restStore } from "@kv-envelope/runtime/stores";
import { type Fault, type KvServer, startKvServer } from "../kv-server/index.js";

const API_KEY = "KEY-0123456789-very+secret/";
const servers: KvServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((each) => each.close()));
});

/** A limit that no attempt meets, and no call, however busy the machine is. */
const PATIENT = { timeoutMs: 600_000, totalTimeoutMs: 1_200_000 };

/** A store over a server that plays one fault after the other, and then none, and how many requests that server got. */
async function storeWith(
  faults: readonly Fault[],
  options: Partial<RestStoreOptions> = {},
): Promise<{ readonly store: RestStore; readonly server: KvServer; readonly attempts: () => number }> {
  let attempts = 0;
  const server = await startKvServer({
    apiKey: API_KEY,
    faults: ({ number }) => {
      attempts = number;
      return faults[number - 1];
    },
  });
  servers.push(server);
  const { url: baseUrl, namespaceId } = server;
  const store = restStore({
    baseUrl,
    apiKey: API_KEY,
    namespaceId,
    retryDelayMs: 1,
    ...PATIENT,
    ...options,
  });
  return { store, server, attempts: () => attempts };
}

const answer = (status: number, headers: Record<string, string> = {}, body = ""): Fault => ({
  answer: { status, headers, body },
});

async function errorOf(promise: Promise<unknown>): Promise<KvStoreError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof KvStoreError) return error;
  throw new Error(`no KvStoreError but ${inspect(error)}`);
}

describe("tries again", () => {
  it.each<[string, Fault]>([
    ["429", answer(429)],
    ["500", answer(500)],
    ["502", answer(502, {}, "<html>bad gateway</html>")],
    ["503", answer(503)],
    ["504", answer(504)],
    ["a dropped connection", { drop: "before" }],
    ["an answer that is lost", { drop: "after" }],
    ["an answer that breaks off", { drop: "inBody" }],
  ])("after %s, for each of its calls", async (_name, fault) => {
    const { store, server, attempts } = await storeWith([fault, {}, fault, {}, fault, {}, fault]);
    await store.put("a/1", "v");
    expect(await store.get("a/1")).toBe("v");
    expect((await store.list()).keys).toHaveLength(1);
    await store.delete("a/1");
    expect(server.entries().size).toBe(0);
    expect(attempts()).toBe(8);
  });

  it("when nobody listens, and then gives up", async () => {
    const { store } = await storeWith([]);
    await servers.pop()?.close();
    const error = await errorOf(store.get("k"));
    expect(error).toMatchObject({
      operation: "get",
      key: "k",
      status: undefined,
      code: "ECONNREFUSED",
      attempts: 5,
    });
    expect(error.message).toMatch(/^KV get of "k" failed after 5 attempts: fetch failed: /);
  });

  it("as often as it was told, and not at all with 0", async () => {
    const busy = Array.from({ length: 9 }, () => answer(503));
    const twice = await storeWith(busy, { maxRetries: 2 });
    expect(await errorOf(twice.store.get("k"))).toMatchObject({ status: 503, attempts: 3 });
    expect(twice.attempts()).toBe(3);
    const once = await storeWith(busy, { maxRetries: 0 });
    expect(await errorOf(once.store.get("k"))).toMatchObject({ status: 503, attempts: 1 });
    expect(once.attempts()).toBe(1);
  });
});

describe("does not try again", () => {
  it.each([400, 401, 403, 404, 409, 413, 422, 301])("after %d", async (status) => {
    const body = JSON.stringify({
      errors: [{ code: "10015", title: "Bad Request", detail: "no such thing" }],
    });
    const { store, attempts } = await storeWith([answer(status, { location: "http://127.0.0.1:1/" }, body)]);
    const error = await errorOf(store.put("k", "v"));
    expect(error).toMatchObject({
      name: "KvStoreError",
      operation: "put",
      key: "k",
      status,
      code: "10015",
      attempts: 1,
    });
    const meaning =
      status === 409
        ? "; a namespace answers 409 to a ttl that it has no support for, and to any request while it is still being made"
        : "";
    expect(error.message).toBe(
      `KV put of "k" failed after 1 attempt: status ${status}, code 10015 (Bad Request: no such thing)${meaning}`,
    );
    expect(attempts()).toBe(1);
  });

  it("after an answer to a list that is none", async () => {
    for (const body of [
      "",
      "[]",
      '{"data":[{"name":"k"}]}',
      '{"data":[],"meta":{"has_more":true}}',
      "<html>",
    ]) {
      const { store } = await storeWith([answer(200, {}, body)]);
      expect((await errorOf(store.list())).message).toBe(
        "KV list failed after 1 attempt: the answer is no list of keys",
      );
    }
  });

  describe("after the caller's signal, whose reason it rejects with:", () => {
    const reason = new Error("the user left");

    it("before a request", async () => {
      const { store, attempts } = await storeWith([], { signal: AbortSignal.abort(reason) });
      await expect(store.get("k")).rejects.toBe(reason);
      expect(attempts()).toBe(0);
    });

    it("during a request", async () => {
      const controller = new AbortController();
      const { store, server, attempts } = await storeWith([{ hold: "before" }], {
        signal: controller.signal,
      });
      const rejected = expect(store.get("k")).rejects.toBe(reason);
      await server.arrived("GET", 1);
      controller.abort(reason);
      await rejected;
      expect(attempts()).toBe(1);
    });

    it("during a wait", async () => {
      const controller = new AbortController();
      const { store, attempts } = await storeWith([answer(429, { "retry-after": "20" })], {
        signal: controller.signal,
      });
      // The length of a wait is chosen just before it begins.
      const waiting = new Promise<void>((resolve) => {
        vi.spyOn(Math, "random").mockImplementation(() => (resolve(), 0.5));
      });
      const rejected = expect(store.get("k")).rejects.toBe(reason);
      await waiting;
      controller.abort(reason);
      await rejected;
      expect(attempts()).toBe(1);
    });
  });

  it("and leaves nothing behind on a signal that lives long", async () => {
    const controller = new AbortController();
    const listening = new Set<unknown>();
    vi.spyOn(controller.signal, "addEventListener").mockImplementation(
      (_type, listener) => void listening.add(listener),
    );
    vi.spyOn(controller.signal, "removeEventListener").mockImplementation(
      (_type, listener) => void listening.delete(listener),
    );
    const { store } = await storeWith([answer(503), { drop: "before" }], { signal: controller.signal });
    await store.put("k", "v");
    expect(listening.size).toBe(0);
  });
});

it("ends an attempt of the real fetch in time", async () => {
  const { store } = await storeWith([{ hold: "before" }], { timeoutMs: 50, maxRetries: 0 });
  expect(await errorOf(store.get("k"))).toMatchObject({ code: "TIMEOUT", attempts: 1 });
});

it("reads a missing namespace as empty, and says so for everything else", async () => {
  const { store } = await storeWith([], { namespaceId: "other" });
  expect(await store.get("k")).toBeNull();
  for (const run of [() => store.put("k", "v"), () => store.delete("k"), () => store.list()])
    expect(await errorOf(run())).toMatchObject({ status: 404, code: "10005" });
});

it("carries bytes and their Content-Type, and reads what is no UTF-8", async () => {
  const { store } = await storeWith([]);
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  await store.put("raw", bytes);
  expect(await store.getBytes("raw")).toEqual({ bytes, contentType: "application/octet-stream" });
  await store.put("image", bytes, "image/x-test");
  expect(await store.getBytes("image")).toEqual({ bytes, contentType: "image/x-test" });
  await store.put("text", "ä");
  expect(await store.getBytes("text")).toEqual({
    bytes: new TextEncoder().encode("ä"),
    contentType: "text/plain;charset=UTF-8",
  });
  expect(await store.getBytes("none")).toBeNull();
  expect(await store.get("raw")).toContain("\uFFFD");
  await expect(store.put("big", new Uint8Array(1_048_577))).rejects.toThrow(
    "value must be at most 1048576 bytes as it is stored; got 1048577",
  );
});

describe("the API key", () => {
  const everything = (error: unknown): string =>
    [
      inspect(error, { depth: 9, showHidden: true }),
      JSON.stringify(error),
      String(error),
      error instanceof Error ? `${error.stack} ${inspect(error.cause)}` : "",
    ].join();

  it.each<[string, RestStoreOptions["fetch"]]>([
    [
      "a fault that shows the request",
      () =>
        Promise.reject(
          Object.assign(new Error(`can't send Bearer ${API_KEY}`), {
            config: { headers: { authorization: API_KEY } },
          }),
        ),
    ],
    [
      "a cause that shows it",
      () =>
        Promise.reject(new Error("failed", { cause: new Error(`GET /?key=${encodeURIComponent(API_KEY)}`) })),
    ],
    ["a code that is it", () => Promise.reject(Object.assign(new Error("x"), { code: API_KEY }))],
    ["a long text before it", () => Promise.reject(new Error("x".repeat(290) + API_KEY))],
    ["no error at all", () => Promise.reject(Object.create(null, { message: { value: API_KEY } }) as Error)],
    [
      "a refusal that echoes it",
      async () =>
        new Response(
          JSON.stringify({ errors: [{ code: API_KEY, title: API_KEY, detail: `Bearer ${API_KEY}` }] }),
          { status: 401 },
        ),
    ],
    ["a page that echoes it", async () => new Response(`<html>${API_KEY}`, { status: 502 })],
  ])("is in no error: %s", async (_name, given) => {
    const store = restStore({
      namespaceId: "n",
      apiKey: API_KEY,
      retryDelayMs: 1,
      ...(given ? { fetch: given } : {}),
    });
    const error = await errorOf(store.get("k"));
    for (const part of [API_KEY, encodeURIComponent(API_KEY), API_KEY.slice(0, 12)])
      expect(everything(error)).not.toContain(part);
  });

  it("is in no error of the real fetch, nor in the store itself", async () => {
    const { store } = await storeWith([answer(401), { drop: "before" }, { drop: "before" }], {
      maxRetries: 1,
    });
    expect(everything(await errorOf(store.get("k")))).not.toContain(API_KEY);
    expect(everything(await errorOf(store.get("k")))).not.toContain(API_KEY);
    expect(everything(store)).not.toContain(API_KEY);
  });

  it.each([
    [undefined, "undefined: is the variable set that it comes from?"],
    [null, "null: is the variable set that it comes from?"],
    [51515, "a value of type number"],
    [{ key: "secret" }, "a value of type object"],
    ["", "an empty text"],
    ["Bearer secret", 'one with "Bearer " before it: leave that out, it is added'],
    [" bearer\tsecret\n", 'one with "Bearer " before it: leave that out, it is added'],
    ["secret\n", "one with a line break in it"],
    ["sec\r\nret", "one with a line break in it"],
    ["sec ret", "one with a space in it"],
    ["secret-schlüssel", "one with other characters in it"],
  ])("is refused without being shown: %j", (apiKey, found) => {
    const make = (): unknown => Reflect.apply(restStore, undefined, [{ namespaceId: "n", apiKey }]);
    const message = `apiKey must be a text of visible ASCII characters; got ${found} (it is not shown here)`;
    expect(make).toThrow(new TypeError(message));
    expect(message).not.toMatch(/secret|51515/);
  });

  it.each(["Bearer", "Bearer.secret", "KEY0_Bearer"])("may have that word in it: %j", (apiKey) => {
    expect(() => restStore({ namespaceId: "n", apiKey })).not.toThrow();
  });

  it("is not shown where it has another option's name", () => {
    const options = { namespaceId: "n", apiKey: API_KEY, api_key: API_KEY };
    const make = (): unknown => Reflect.apply(restStore, undefined, [options]);
    expect(make).toThrow(/^options must be among namespaceId, apiKey, baseUrl, .*; got "api_key"$/);
  });
});

describe("its options", () => {
  it.each([
    ["https://api.telnyx.com", "https://api.telnyx.com/v2/storage/kvs/n/keys/a%2Fb"],
    ["https://api.telnyx.com/v2/", "https://api.telnyx.com/v2/storage/kvs/n/keys/a%2Fb"],
    ["http://localhost:8080/proxy", "http://localhost:8080/proxy/v2/storage/kvs/n/keys/a%2Fb"],
    [undefined, "https://api.telnyx.com/v2/storage/kvs/n/keys/a%2Fb"],
  ])("baseUrl %s leads to %s", async (baseUrl, expected) => {
    const urls: string[] = [];
    const store = restStore({
      namespaceId: "n",
      apiKey: API_KEY,
      baseUrl,
      fetch: async (url) => (urls.push(url), new Response("v")),
    });
    expect(await store.get("a/b")).toBe("v");
    expect(urls).toEqual([expected]);
  });

  it.each([
    [{ baseUrl: "api.telnyx.com" }, "baseUrl must be an http(s) URL without user, query and fragment"],
    [
      { baseUrl: "https://user:pass@host" },
      "baseUrl must be an http(s) URL without user, query and fragment",
    ],
    [{ namespaceId: "" }, 'namespaceId must be a text other than "", "." and ".."; got ""'],
    [{ namespaceId: ".." }, 'namespaceId must be a text other than "", "." and ".."; got ".."'],
    [{ namespaceId: undefined }, 'namespaceId must be a text other than "", "." and ".."; got undefined'],
    [{ fetch: "fetch" }, 'fetch must be a function; got "fetch"'],
    [{ maxRetries: -1 }, "maxRetries must be a whole number from 0 on; got -1"],
    [{ timeoutMs: 0 }, "timeoutMs must be milliseconds above 0 and below 2^31; got 0"],
    [{ timeoutMs: Infinity }, "timeoutMs must be milliseconds above 0 and below 2^31; got Infinity"],
    [{ totalTimeoutMs: "60" }, 'totalTimeoutMs must be milliseconds above 0 and below 2^31; got "60"'],
    [{ retryDelayMs: Number.NaN }, "retryDelayMs must be milliseconds above 0 and below 2^31; got NaN"],
    [
      { maxRetryDelayMs: 2 ** 31 },
      "maxRetryDelayMs must be milliseconds above 0 and below 2^31; got 2147483648",
    ],
  ])("refuse %j", (options, message) => {
    const make = (): unknown =>
      Reflect.apply(restStore, undefined, [{ namespaceId: "n", apiKey: API_KEY, ...options }]);
    expect(make).toThrow(message);
  });
});
