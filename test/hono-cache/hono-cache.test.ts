// The example as it stands: Hono itself, over the loopback server.
import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { memoryStore } from "@kv-envelope/runtime/stores";
import { type KvServer, startKvServer } from "../kv-server/index.js";
import { KvNamespace } from "../support/child/edge-runtime.js";

interface Context {
  text(text: string, status: number, headers: Record<string, string>): Response;
}
type Handler = (context: Context) => Promise<Response>;
interface App {
  request(path: string, init?: RequestInit, env?: object): Promise<Response>;
  use(path: string, middleware: unknown): void;
  get(path: string, handler: Handler): void;
}

// By its address: it is plain JavaScript, as a reader would copy it.
const example = (name: string): string =>
  new URL(`../../examples/hono-cache/src/${name}.js`, import.meta.url).href;
const { default: edgeFunction }: { default: App } = await import(example("function"));
const { kvCache }: { kvCache: (options: object) => unknown } = await import(example("kv-cache"));
const hono = createRequire(example("kv-cache")).resolve("hono");
const { Hono }: { Hono: new () => App } = await import(pathToFileURL(hono).href);

let server: KvServer;
let time = 1_800_000_000_000;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: time });
  server = await startKvServer();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});
const pass = (seconds: number): void => {
  vi.setSystemTime((time += seconds * 1000));
};

const binding = () => {
  vi.stubEnv("TELNYX_BASE_URL", server.url);
  vi.stubEnv("TELNYX_API_KEY", server.apiKey);
  const namespace = new KvNamespace(server.namespaceId);
  return {
    get: (key: string) => namespace.get(key),
    put: namespace.put.bind(namespace),
    delete: namespace.delete.bind(namespace),
    list: namespace.list.bind(namespace),
  };
};
const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  edgeFunction.request(path, init, { PAGES: binding() });

it("gives an answer again until it has ended, and makes it anew then", async () => {
  const first = await ask("/rates/de");
  expect(first.headers.get("x-cache")).toBeNull();
  const made: unknown = await first.json();
  pass(299);
  const hit = await ask("/rates/de");
  expect([hit.status, hit.headers.get("content-type"), hit.headers.get("x-cache")]).toEqual([
    200,
    "application/json",
    "hit",
  ]);
  expect(await hit.json()).toEqual(made);
  expect(await (await ask("/rates/at")).json()).not.toEqual(made);
  pass(2);
  expect(await (await ask("/rates/de")).json()).not.toEqual(made);
  expect([...server.entries().keys()].every((key) => /^http\/[0-9a-f]{64}$/.test(key))).toBe(true);
});

it("keeps nothing that is for one visitor alone", async () => {
  await ask("/rates/de", { headers: { authorization: "Bearer me" } });
  await ask("/rates/de", { method: "POST" });
  expect((await ask("/none")).status).toBe(404);
  expect((await ask("/rates/")).status).toBe(404);
  expect([...server.entries().keys()]).toEqual([]);
});

describe("the middleware", () => {
  const appOf = (handler: Handler): { readonly app: App; readonly handle: Handler } => {
    const app = new Hono();
    const handle = vi.fn(handler);
    app.use("*", kvCache({ store: memoryStore(), ttlSeconds: 60 }));
    app.get("/page", handle);
    return { app, handle };
  };
  const slowly = (headers: Record<string, string>, status = 200) =>
    appOf(async (context) => {
      await setTimeout(5);
      return context.text("page", status, headers);
    });
  const together = async (app: App): Promise<string[]> => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.request("/page")));
    return await Promise.all(answers.map((answer) => answer.text()));
  };

  it("handles one of several requests at once", async () => {
    const { app, handle } = slowly({ "x-made": "1" });
    expect(await together(app)).toEqual(Array(5).fill("page"));
    expect(handle).toHaveBeenCalledTimes(1);
    expect((await app.request("/page")).headers.get("x-made")).toBe("1");
  });

  it.each([
    [{ "set-cookie": "a=b" }, 200],
    [{ "cache-control": "private, max-age=5" }, 200],
    [{ "cache-control": "no-store" }, 200],
    [{}, 201],
    [{}, 500],
  ])("handles each where the answer has %j and %d", async (headers, status) => {
    const { app, handle } = slowly(headers, status);
    expect(await together(app)).toEqual(Array(5).fill("page"));
    await app.request("/page");
    expect(handle).toHaveBeenCalledTimes(6);
  });

  it("passes on what the handler throws", async () => {
    const { app } = appOf(() => Promise.reject(new Error("no rates")));
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect((await app.request("/page")).status).toBe(500);
  });
});
