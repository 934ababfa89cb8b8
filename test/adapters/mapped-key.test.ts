// Keys of libraries under names that the service takes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betterAuthStorage } from "@kv-envelope/runtime/better-auth";
import { expressSessionStore } from "@kv-envelope/runtime/express-session";
import { keyvStore } from "@kv-envelope/runtime/keyv";
import { unstorageDriver } from "@kv-envelope/runtime/unstorage";
import { memoryStore } from "@kv-envelope/runtime/stores";
import { keyMapping } from "../../packages/runtime/src/adapters/mapped-key.js";

const TAKEN = /^[-/_=.a-zA-Z0-9]{1,256}$/;
const { nameOf, keyOf, startOf } = keyMapping("");

describe("a key's name", () => {
  it.each([
    ["user:1", "user/1"],
    ["user/1", "user=2F1"],
    ["a=b", "a=3Db"],
    ["a b", "a=20b"],
    ["ä😀", "=C3=A4=F0=9F=98=80"],
    ["GET:https://a.test/b?c=d&e", "GET/https/=2F=2Fa.test=2Fb=3Fc=3Dd=26e"],
    ["!*'()~", "=21=2A=27=28=29=7E"],
    // The service's own begin so, and these two can't stand in a URL.
    ["_internal", "=5Finternal"],
    [".", "=2E"],
    ["..", "=2E."],
    ["a_b.c-d", "a_b.c-d"],
  ])("of %j is %j, and leads back", async (key, name) => {
    expect(await nameOf(key)).toBe(name);
    expect(keyOf(name)).toEqual({ key });
  });

  it("is one that the service takes, that of no other key, and leads back", async () => {
    const keys = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(":", "/", "=", "2", "F", "3", "A", ".", "_", "é"), minLength: 1 }),
    );
    const names = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(keys, keys, async (key, more) => {
        const name = await nameOf(key);
        expect(name).toMatch(TAKEN);
        expect(name).not.toMatch(/^(_|\.{1,2}$)/);
        expect(names.get(name) ?? key).toBe(key);
        names.set(name, key);
        expect(keyOf(name)).toEqual(name.length < 256 || !name.includes("=.") ? { key } : { long: true });
        expect(await nameOf(key + more)).toSatisfy((longer: string) => longer.startsWith(startOf(key)));
      }),
      { numRuns: 200 },
    );
  });

  it("that no key has is another program's", () => {
    for (const name of ["a=2", "a=zz", "a=2f", "a=41", "a==b", "_x", "=C3=28", `a=.${"x".repeat(43)}`])
      expect(keyOf(name)).toBeUndefined();
    expect(keyMapping("cache/").keyOf("other/a")).toBeUndefined();
  });

  it("refuses what is no text", async () => {
    await expect(nameOf("\ud800")).rejects.toThrow("key must be a well-formed text");
    await expect(Reflect.apply(nameOf, undefined, [5])).rejects.toThrow(
      "key must be a well-formed text; got 5",
    );
  });
});

it.each(["a b", "_a", "x".repeat(65), 5])("refuses the prefix %j", (prefix) => {
  const make = (): unknown => Reflect.apply(unstorageDriver, undefined, [memoryStore(), { prefix }]);
  expect(make).toThrow(
    /^prefix must be at most 64 characters of a-z A-Z 0-9 - _ \/ = \., and not begin with _; got/,
  );
});

it.each([
  [undefined, {}, "store must be able to get, put, delete, list; got undefined"],
  [
    { get() {}, put() {}, delete() {} },
    {},
    "store must be able to get, put, delete, list; got [object Object]",
  ],
  [memoryStore(), null, "options must be an object; got null"],
  [
    memoryStore(),
    { base: "b" },
    'options must be among prefix, serverTtl, now, legacy, base64, ttl; got "base"',
  ],
  [memoryStore(), { serverTtl: 1 }, "serverTtl must be true or false; got 1"],
  [memoryStore(), { ttl: 0 }, "ttl must be a finite number above 0, or undefined; got 0"],
])("refuses the store %j with %j", (store, options, message) => {
  expect(() => Reflect.apply(unstorageDriver, undefined, [store, options])).toThrow(message);
});

const SHARED = "prefix, serverTtl, now, legacy, base64";

it.each<[string, (options: unknown) => unknown, string]>([
  ["keyv", (options) => Reflect.apply(keyvStore, undefined, [memoryStore(), options]), SHARED],
  ["better-auth", (options) => Reflect.apply(betterAuthStorage, undefined, [memoryStore(), options]), SHARED],
  [
    "express-session",
    (options) => Reflect.apply(expressSessionStore, undefined, [{ Store: Object }, memoryStore(), options]),
    `${SHARED}, ttlSeconds`,
  ],
])("the adapter for %s refuses an option that it has not", (_name, make, allowed) => {
  const message = `options must be among ${allowed}; got "ttl"`;
  expect(() => make({ ttl: 60 })).toThrow(new TypeError(message));
  expect(() => make({ prefix: "p/", now: 5 })).not.toThrow();
});
