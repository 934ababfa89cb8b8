// What the store over REST does when the way to the service is not smooth.
import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { KvStoreError, type RestStore, type RestStoreOptions, restStore } from "@kv-envelope/runtime/stores";
import { type Fault, type KvServer, startKvServer } from "../kv-server/index.js";

const API_KEY = "KEY-0123456789-very+secret/";
let server: KvServer | undefined;
const servers: KvServer[] = [];
afterEach(async () => {
  // In this order: a spy upon a fake timer would put it back.
  vi.restoreAllMocks();
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map((each) => each.close()));
});

/** A store over a server that plays one fault after the other, and then none; each time with a note of when. */
async function storeWith(
  faults: readonly Fault[],
  options: Partial<RestStoreOptions> = {},
): Promise<RestStore & { times: number[] }> {
  const times: number[] = [];
  server = await startKvServer({
    apiKey: API_KEY,
    faults: ({ number }) => {
      times.push(performance.now());
      return faults[number - 1];
    },
  });
  servers.push(server);
  const { url, namespaceId } = server;
  return { ...restStore({ baseUrl: url, apiKey: API_KEY, namespaceId, retryDelayMs: 1, ...options }), times };
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
    const store = await storeWith([fault, {}, fault, {}, fault, {}, fault]);
    await store.put("a/1", "v");
    expect(await store.get("a/1")).toBe("v");
    expect((await store.list()).keys).toHaveLength(1);
    await store.delete("a/1");
    expect(server?.entries().size).toBe(0);
    expect(store.times).toHaveLength(8);
  });

  it("after an attempt that takes too long", async () => {
    const store = await storeWith([{ delayMs: 1000 }, { answerDelayMs: 1000 }], { timeoutMs: 50 });
    await store.put("k", "v");
    expect(store.times).toHaveLength(3);
  });

  it("when nobody listens, and then gives up", async () => {
    const store = await storeWith([]);
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
    expect(await errorOf(twice.get("k"))).toMatchObject({ status: 503, attempts: 3 });
    expect(twice.times).toHaveLength(3);
    const once = await storeWith(busy, { maxRetries: 0 });
    expect(await errorOf(once.get("k"))).toMatchObject({ status: 503, attempts: 1 });
    expect(once.times).toHaveLength(1);
  });

  it("within its bound in all, whatever else is allowed", async () => {
    const busy = Array.from({ length: 99 }, () => answer(503));
    const store = await storeWith(busy, { maxRetries: 99, retryDelayMs: 200, totalTimeoutMs: 300 });
    const start = performance.now();
    expect(await errorOf(store.get("k"))).toMatchObject({ status: 503 });
    expect(performance.now() - start).toBeLessThan(2000);
    const slow = await storeWith([{ delayMs: 2000 }], { totalTimeoutMs: 100 });
    expect(await errorOf(slow.get("k"))).toMatchObject({ code: "TIMEOUT", attempts: 1 });
  });
});

describe("waits", () => {
  it("as long as Retry-After says in seconds, up to the cap", async () => {
    const store = await storeWith(
      [answer(429, { "retry-after": "1" }), answer(503, { "retry-after": "3600" })],
      { maxRetryDelayMs: 1100 },
    );
    await store.put("k", "v");
    const [first = 0, second = 0, third = 0] = store.times;
    expect(second - first).toBeGreaterThanOrEqual(999);
    expect(third - second).toBeGreaterThanOrEqual(1099);
    expect(third - second).toBeLessThan(2500);
  });

  it("until the date of Retry-After by the service's own clock", async () => {
    // The service's clock is years behind; what counts is that it asks for one second.
    const date = "Wed, 21 Oct 2015 07:28:00 GMT";
    const store = await storeWith([answer(429, { date, "retry-after": "Wed, 21 Oct 2015 07:28:01 GMT" })]);
    await store.put("k", "v");
    const [first = 0, second = 0] = store.times;
    expect(second - first).toBeGreaterThanOrEqual(999);
    expect(second - first).toBeLessThan(2500);
  });

  it.each(["soon", "Wed, 21 Oct 2015 07:28:00 GMT", "-1", ""])(
    "no longer than usual for Retry-After: %s",
    async (header) => {
      const store = await storeWith([answer(429, { "retry-after": header })]);
      await store.put("k", "v");
      const [first = 0, second = 0] = store.times;
      expect(second - first).toBeLessThan(2500);
    },
  );

  it("does not wait where the bound would be over before", async () => {
    const store = await storeWith([answer(429, { "retry-after": "20" })], { totalTimeoutMs: 5000 });
    const start = performance.now();
    expect(await errorOf(store.get("k"))).toMatchObject({ status: 429, attempts: 1 });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("at random below a bound that doubles", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const delays: number[] = [];
    const timeouts = vi.spyOn(globalThis, "setTimeout");
    const store = restStore({
      namespaceId: "n",
      apiKey: API_KEY,
      retryDelayMs: 100,
      maxRetryDelayMs: 300,
      timeoutMs: 9999,
      fetch: async () => Promise.reject(new TypeError("down")),
    });
    const result = errorOf(store.get("k"));
    await vi.runAllTimersAsync();
    expect(await result).toMatchObject({ attempts: 5 });
    for (const [, delay] of timeouts.mock.calls) if (delay !== undefined && delay < 1000) delays.push(delay);
    expect(delays).toEqual([50, 100, 200, 300]);
  });
});

describe("does not try again", () => {
  it.each([400, 401, 403, 404, 409, 413, 422, 301])("after %d", async (status) => {
    const body = JSON.stringify({
      errors: [{ code: "10015", title: "Bad Request", detail: "no such thing" }],
    });
    const store = await storeWith([answer(status, { location: "http://127.0.0.1:1/" }, body)]);
    const error = await errorOf(store.put("k", "v"));
    expect(error).toMatchObject({
      name: "KvStoreError",
      operation: "put",
      key: "k",
      status,
      code: "10015",
      attempts: 1,
    });
    expect(error.message).toBe(
      `KV put of "k" failed after 1 attempt: status ${status}, code 10015 (Bad Request: no such thing)`,
    );
    expect(store.times).toHaveLength(1);
  });

  it("after an answer to a list that is none", async () => {
    for (const body of [
      "",
      "[]",
      '{"data":[{"name":"k"}]}',
      '{"data":[],"meta":{"has_more":true}}',
      "<html>",
    ]) {
      const store = await storeWith([answer(200, {}, body)]);
      expect((await errorOf(store.list())).message).toBe(
        "KV list failed after 1 attempt: the answer is no list of keys",
      );
    }
  });

  it("after the caller's signal, whose reason it rejects with: before, during a request and during a wait", async () => {
    const reason = new Error("the user left");
    const before = await storeWith([], { signal: AbortSignal.abort(reason) });
    await expect(before.get("k")).rejects.toBe(reason);
    expect(before.times).toHaveLength(0);
    for (const fault of [{ delayMs: 5000 }, answer(429, { "retry-after": "20" })]) {
      const controller = new AbortController();
      const store = await storeWith([fault], { signal: controller.signal });
      const start = performance.now();
      setTimeout(() => controller.abort(reason), 50);
      await expect(store.get("k")).rejects.toBe(reason);
      expect(performance.now() - start).toBeLessThan(3000);
      expect(store.times).toHaveLength(1);
    }
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
    const store = await storeWith([answer(503), { drop: "before" }], { signal: controller.signal });
    await store.put("k", "v");
    expect(listening.size).toBe(0);
  });
});

it("ends an attempt in time even if the given fetch pays no heed to its signal", async () => {
  const store = restStore({
    namespaceId: "n",
    apiKey: API_KEY,
    timeoutMs: 20,
    maxRetries: 1,
    retryDelayMs: 1,
    fetch: () => new Promise(() => {}),
  });
  expect(await errorOf(store.get("k"))).toMatchObject({ code: "TIMEOUT", attempts: 2 });
});

it("reads a missing namespace as empty, and says so for everything else", async () => {
  const store = await storeWith([], { namespaceId: "other" });
  expect(await store.get("k")).toBeNull();
  for (const run of [() => store.put("k", "v"), () => store.delete("k"), () => store.list()])
    expect(await errorOf(run())).toMatchObject({ status: 404, code: "10005" });
});

it("carries bytes and their Content-Type, and reads what is no UTF-8", async () => {
  const store = await storeWith([]);
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
    const store = await storeWith([answer(401), { drop: "before" }, { drop: "before" }], { maxRetries: 1 });
    expect(everything(await errorOf(store.get("k")))).not.toContain(API_KEY);
    expect(everything(await errorOf(store.get("k")))).not.toContain(API_KEY);
    expect(everything(store)).not.toContain(API_KEY);
  });

  it.each(["", "a\nb", "a b", "schlüssel", 5, undefined])("is refused without being shown: %j", (apiKey) => {
    const make = (): unknown => Reflect.apply(restStore, undefined, [{ namespaceId: "n", apiKey }]);
    expect(make).toThrow("apiKey must be a text of visible ASCII characters (it is not shown here)");
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
