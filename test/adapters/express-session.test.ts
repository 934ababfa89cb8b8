// express-session itself over the adapter, by requests; and what its own MemoryStore does with the same calls.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import session from "express-session";
import { afterEach, describe, expect, it, vi } from "vitest";
import { encodeEnvelope } from "@kv-envelope/runtime";
import { expressSessionStore } from "@kv-envelope/runtime/express-session";
import { memoryStore } from "@kv-envelope/runtime/stores";
import { START, timed } from "./clock.js";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that counts a visitor's calls in the session. */
const visits = async (store: session.Store, options: Partial<session.SessionOptions> = {}) => {
  const middleware = session({ secret: "s", resave: false, saveUninitialized: false, store, ...options });
  const handle = (request: IncomingMessage & { session?: unknown }, response: ServerResponse): void => {
    const run: unknown = Reflect.apply(middleware, undefined, [
      request,
      response,
      (error: unknown) => {
        if (error !== undefined) return void response.writeHead(500).end(String(error));
        const data = request.session as session.Session & { calls?: number };
        if (request.url === "/out") return void data.destroy(() => response.end("out"));
        if (request.url !== "/look") data.calls = (data.calls ?? 0) + 1;
        response.end(String(data.calls ?? 0));
      },
    ]);
    void run;
  };
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  let cookie = "";
  return async (path = "/"): Promise<string> => {
    const port = typeof address === "object" ? address?.port : 0;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
    cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return await answer.text();
  };
};

describe("by requests", () => {
  it("keeps a session from call to call, until it is destroyed", async () => {
    const { raw } = timed();
    const call = await visits(expressSessionStore(session, raw));
    expect([await call(), await call(), await call("/look"), await call("/out")]).toEqual([
      "1",
      "2",
      "2",
      "out",
    ]);
    expect((await raw.list()).keys).toEqual([]);
    expect(await call()).toBe("1");
  });

  it("ends it with its cookie, which each call renews", async () => {
    const { raw, now, pass, stored } = timed();
    vi.spyOn(Date, "now").mockImplementation(now);
    const store = expressSessionStore(session, raw);
    const call = await visits(store, { cookie: { maxAge: 60_000 }, rolling: true });
    await call();
    expect(Object.values(await stored())).toMatchObject([{ expires_at: START + 60_000 }]);
    pass(50);
    expect(await call("/look")).toBe("1");
    expect(Object.values(await stored())).toMatchObject([{ expires_at: START + 110_000 }]);
    pass(50);
    expect(await call("/look")).toBe("1");
    pass(61);
    expect(await call("/look")).toBe("0");
  });

  it("ends one whose cookie has no end after a day, or as told", async () => {
    for (const [options, seconds] of [
      [{}, 86_400],
      [{ ttlSeconds: 60 }, 60],
    ] as const) {
      const { raw, now, stored } = timed();
      const call = await visits(expressSessionStore(session, raw, { now, ...options }));
      await call();
      expect(Object.values(await stored())).toMatchObject([{ expires_at: START + seconds * 1000 }]);
    }
  });
});

// What express-session calls, on both: its MemoryStore is the measure.
const done = <T>(call: (done: (error: unknown, result?: T) => void) => void): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    call((error, result) =>
      error === null || error === undefined ? resolve(result) : reject(error as Error),
    );
  });
const dataOf = (user: string, expires?: Date): session.SessionData => {
  const cookie = new session.Cookie();
  cookie.expires = expires ?? null;
  return Object.assign({ cookie }, { user });
};

describe.each([
  ["MemoryStore", () => new session.MemoryStore()],
  ["the adapter", () => expressSessionStore(session, memoryStore())],
])("%s", (_name, make: () => session.Store) => {
  it("stores, lists, counts, touches, destroys, clears", async () => {
    const store = make();
    const inAnHour = new Date(Date.now() + 3_600_000);
    await done((next) => store.set("a:1", dataOf("me", inAnHour), next));
    await done((next) => store.set("__proto__x", dataOf("you"), next));
    expect(await done((next) => store.get("a:1", next))).toMatchObject({ user: "me" });
    expect((await done((next) => store.get("none", next))) ?? null).toBeNull();
    expect(Object.keys((await done<object | null>((next) => store.all?.(next))) ?? {}).sort()).toEqual([
      "__proto__x",
      "a:1",
    ]);
    expect(await done((next) => store.length?.(next))).toBe(2);
    const later = new Date(Date.now() + 7_200_000);
    await done((next) => store.touch?.("a:1", dataOf("other", later), () => next(null)));
    await done((next) => store.touch?.("none", dataOf("other", later), () => next(null)));
    const touched = await done<session.SessionData | null>((next) => store.get("a:1", next));
    expect(touched).toMatchObject({ user: "me", cookie: { expires: later.toISOString() } });
    expect((await done((next) => store.get("none", next))) ?? null).toBeNull();
    await done((next) => store.destroy("a:1", next));
    expect((await done((next) => store.get("a:1", next))) ?? null).toBeNull();
    await done((next) => store.clear?.(next));
    expect(await done((next) => store.length?.(next))).toBe(0);
  });

  it("has no session that has ended", async () => {
    const store = make();
    await done((next) => store.set("a", dataOf("me", new Date(1)), next));
    expect((await done((next) => store.get("a", next))) ?? null).toBeNull();
    expect(await done((next) => store.length?.(next))).toBe(0);
  });

  it("needs no callback", async () => {
    const store = make();
    store.set("a", dataOf("me"));
    store.destroy("a");
    store.clear?.();
    await expect(done((next) => store.length?.(next))).resolves.toBe(0);
  });
});

it("tells the service too, and takes no other entry for a session", async () => {
  const { raw, now, pass } = timed();
  const store = expressSessionStore(session, raw, { now, serverTtl: true, prefix: "s/" });
  await done((next) => store.set("a", dataOf("me", new Date(START + 5000)), next));
  await raw.put("s/b", encodeEnvelope({ user: "no session" }));
  await raw.put("other", "x");
  expect(await done((next) => store.get("b", next))).toBeNull();
  pass(5);
  expect((await raw.list()).keys.map(({ name }) => name)).toEqual(["other", "s/b"]);
  await done((next) => store.clear?.(next));
  expect((await raw.list()).keys.map(({ name }) => name)).toEqual(["other"]);
});

it("a touch behind a write does not bring the older session back", async () => {
  const { raw } = timed();
  const slow = {
    ...raw,
    put: (key: string, text: string) =>
      new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => raw.put(key, text)),
  };
  const store = expressSessionStore(session, slow);
  await done((next) => store.set("a", dataOf("old"), next));
  await Promise.all([
    done((next) => store.set("a", dataOf("new"), next)),
    done((next) => store.touch?.("a", dataOf("old"), () => next(null))),
  ]);
  expect(await done((next) => store.get("a", next))).toMatchObject({ user: "new" });
});

it("passes on what fails, and what the callback throws is nobody else's", async () => {
  const broken = { ...memoryStore(), get: () => Promise.reject(new Error("no network")) };
  const store = expressSessionStore(session, broken);
  await expect(done((next) => store.get("a", next))).rejects.toThrow("no network");
  await expect(done((next) => store.length?.(next))).resolves.toBe(0);
});

it.each([undefined, {}, { Store: 5 }, session.MemoryStore])("refuses %j for express-session", (given) => {
  expect(() => Reflect.apply(expressSessionStore, undefined, [given, memoryStore()])).toThrow(
    "session must be what express-session exports",
  );
});

it.each([0, -1, "60"])("refuses the ttl %j", (ttlSeconds) => {
  expect(() =>
    Reflect.apply(expressSessionStore, undefined, [session, memoryStore(), { ttlSeconds }]),
  ).toThrow(/^ttlSeconds must be a finite number above 0/);
});
