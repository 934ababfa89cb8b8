// better-auth itself with the adapter for its secondary storage: it ships no suite for these.
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { describe, expect, it } from "vitest";
import { betterAuthStorage } from "@kv-envelope/runtime/better-auth";
import { START, timed } from "./clock.js";

const authOver = () => {
  const time = timed();
  const storage = betterAuthStorage(time.raw);
  const auth = betterAuth({
    baseURL: "https://auth.example",
    secret: "a secret of more than thirty-two characters",
    database: memoryAdapter({ user: [], account: [], verification: [], session: [] }),
    secondaryStorage: storage,
    emailAndPassword: { enabled: true },
    session: { expiresIn: 3600 },
    rateLimit: { enabled: true, window: 10, max: 2, storage: "secondary-storage" },
    telemetry: { enabled: false },
  });
  const call = (path: string, body: object | undefined, cookie = ""): Promise<Response> =>
    auth.handler(
      new Request(`https://auth.example/api/auth${path}`, {
        method: body ? "POST" : "GET",
        headers: {
          "content-type": "application/json",
          cookie,
          "x-forwarded-for": "203.0.113.7",
          origin: "https://auth.example",
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
  return { ...time, storage, call };
};

const PERSON = { email: "me@example.com", password: "a long password", name: "Me" };

describe("better-auth", () => {
  it("keeps sessions in the store, which end there as they do for better-auth", async () => {
    const { call, raw, stored } = authOver();
    const signedUp = await call("/sign-up/email", PERSON);
    expect(signedUp.status).toBe(200);
    const cookie = signedUp.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    expect(await (await call("/get-session", undefined, cookie)).json()).toMatchObject({
      user: { name: "Me" },
    });
    const names = (await raw.list()).keys.map(({ name }) => name);
    expect(names.some((name) => name.startsWith("better-auth/active-sessions-"))).toBe(true);
    for (const entry of Object.values(await stored()))
      expect(entry).toMatchObject({ value: expect.any(String), expires_at: expect.any(Number) });

    await call("/sign-out", {}, cookie);
    expect(await (await call("/get-session", undefined, cookie)).json()).toBeNull();
  });

  it("counts calls, and limits them for a window", async () => {
    const { call } = authOver();
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await call("/get-session", undefined)).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
  });
});

describe("the storage", () => {
  const over = () => {
    const time = timed();
    return { ...time, storage: betterAuthStorage(time.raw, { now: time.now }) };
  };

  it("gives texts as they went, and null for what is not there or has ended", async () => {
    const { storage, pass, stored } = over();
    await storage.set("token:1", '{"a":1}', 60);
    await storage.set("for good", "x");
    expect(await stored()).toEqual({
      "better-auth/for=20good": { value: "x", metadata: {} },
      "better-auth/token/1": { value: '{"a":1}', expires_at: START + 60_000 },
    });
    expect(await storage.get("token:1")).toBe('{"a":1}');
    pass(60.001);
    expect([await storage.get("token:1"), await storage.get("none"), await storage.get("for good")]).toEqual([
      null,
      null,
      "x",
    ]);
    await storage.delete("for good");
    expect(await stored()).toEqual({});
  });

  it("gives a value to one caller of this process only", async () => {
    const { storage } = over();
    await storage.set("once", "x", 60);
    const taken = await Promise.all(Array.from({ length: 20 }, () => storage.getAndDelete("once")));
    expect(taken.filter((value) => value !== null)).toEqual(["x"]);
  });

  it("counts each step of this process, in a window that does not move", async () => {
    const { storage, pass } = over();
    const counts = await Promise.all(Array.from({ length: 20 }, () => storage.increment("ip|/path", 10)));
    expect(counts.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    pass(9);
    expect(await storage.increment("ip|/path", 10)).toBe(21);
    // As a text, for better-auth's own readers of counters.
    expect(await storage.get("ip|/path")).toBe("21");
    pass(1.001);
    expect(await storage.increment("ip|/path", 10)).toBe(1);
  });

  it("two processes can take a value once each: nothing in the service prevents that", async () => {
    const { raw, storage } = over();
    // The same service, by another object: what this process knows of the first does not hold for it.
    const other = betterAuthStorage({ ...raw });
    await storage.set("once", "x", 60);
    expect(await Promise.all([storage.getAndDelete("once"), other.getAndDelete("once")])).toEqual(["x", "x"]);
  });

  it("a ttl that has passed is no entry, and a wrong one an error", async () => {
    const { storage, stored } = over();
    await storage.set("k", "old");
    await storage.set("k", "new", 0);
    expect(await stored()).toEqual({});
    await expect(storage.set("k", "x", Number.NaN)).rejects.toThrow(/^ttl must be a finite number; got NaN/);
  });
});
