// unstorage itself over the adapter. It ships no suite for drivers: these are the points of the one in its repository.
import { createStorage, prefixStorage } from "unstorage";
import { describe, expect, it } from "vitest";
import { encodeEnvelope, envelopeStore } from "@kv-envelope/runtime";
import { restStore } from "@kv-envelope/runtime/stores";
import { unstorageDriver } from "@kv-envelope/runtime/unstorage";
import { startKvServer } from "../kv-server/index.js";
import { START, timed } from "./clock.js";

const over = (options = {}) => {
  const time = timed();
  const driver = unstorageDriver(time.raw, { now: time.now, ...options });
  return { ...time, driver, storage: createStorage({ driver }) };
};

describe("what unstorage asks of a driver", () => {
  it("keeps values of each type", async () => {
    const { storage } = over();
    const values = [
      "text",
      "",
      5,
      0,
      true,
      false,
      { a: [1, { b: null }] },
      ["x"],
      '{"value":1,"expires_at":1}',
    ];
    for (const [index, value] of values.entries()) {
      await storage.setItem(`k:${index}`, value);
      // unstorage itself reads a text that is JSON as what it says.
      const expected: unknown =
        typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value;
      expect(await storage.getItem(`k:${index}`)).toEqual(expected);
      expect(await storage.hasItem(`k:${index}`)).toBe(true);
    }
    expect(await storage.getItem("none")).toBeNull();
    expect(await storage.hasItem("none")).toBe(false);
  });

  it("keeps bytes", async () => {
    const { storage } = over();
    await storage.setItemRaw("bytes", Uint8Array.of(0, 127, 128, 255));
    expect([...(await storage.getItemRaw("bytes"))]).toEqual([0, 127, 128, 255]);
  });

  it("lists, counts depth, clears by base, and removes", async () => {
    const { storage, driver } = over();
    const names = ["s1:a", "s1:b:c", "s2:a", "file.txt", "deep:a:b:c"];
    await storage.setItems(
      names.map((key) => ({ key, value: key })),
      {},
    );
    expect((await storage.getKeys()).sort()).toEqual([...names].sort());
    expect((await storage.getKeys("s1")).sort()).toEqual(["s1:a", "s1:b:c"]);
    expect((await storage.getKeys("", { maxDepth: 1 })).sort()).toEqual(["file.txt", "s1:a", "s2:a"]);
    expect(await storage.getItems(["s1:a", "s2:a"])).toEqual([
      { key: "s1:a", value: "s1:a" },
      { key: "s2:a", value: "s2:a" },
    ]);
    // unstorage 1.17 itself asks no driver for a base below its mount.
    await driver.clear("s1:");
    expect((await storage.getKeys()).sort()).toEqual(["deep:a:b:c", "file.txt", "s2:a"]);
    await storage.removeItem("s2:a");
    expect(await storage.hasItem("s2:a")).toBe(false);
    await storage.clear();
    expect(await storage.getKeys()).toEqual([]);
  });

  it("mounts, and takes prefixes", async () => {
    const { storage, raw } = over();
    storage.mount("kv", unstorageDriver(raw, { prefix: "mounted/" }));
    await prefixStorage(storage, "kv:in").setItem("a", 1);
    expect(await storage.getKeys("kv")).toEqual(["kv:in:a"]);
    expect((await raw.list()).keys.map(({ name }) => name)).toEqual(["mounted/in/a"]);
  });

  it("keeps metadata of the user's", async () => {
    const { storage } = over();
    await storage.setItem("k", "v", { ttl: 60 });
    await storage.setMeta("k", { owner: "me" });
    expect(await storage.getMeta("k")).toEqual({ owner: "me", ttl: 60 });
  });
});

describe("expiry", () => {
  it("ends an item after its ttl, or after the driver's", async () => {
    const { storage, pass, stored } = over({ ttl: 10 });
    await storage.setItem("short", 1, { ttl: 5 });
    await storage.setItem("long", 1);
    expect(await stored()).toEqual({
      long: { value: "1", expires_at: START + 10_000 },
      short: { value: "1", expires_at: START + 5000 },
    });
    pass(5.001);
    expect(await storage.getItem("short")).toBeNull();
    expect(await storage.getMeta("long")).toEqual({ ttl: 4.999 });
    pass(5);
    expect(await storage.hasItem("long")).toBe(false);
    expect(await stored()).toEqual({});
  });

  it.each([0, -1])("a ttl of %d has ended at once", async (ttl) => {
    const { storage, stored } = over();
    await storage.setItem("k", "old");
    await storage.setItem("k", "new", { ttl });
    expect(await storage.getItem("k")).toBeNull();
    expect(await stored()).toEqual({});
  });

  it.each(["60", Number.NaN, {}])("refuses the ttl %j", async (ttl) => {
    await expect(over().storage.setItem("k", 1, { ttl })).rejects.toThrow(
      /^ttl must be a finite number; got/,
    );
  });
});

it("shares a namespace with envelopes and plain values", async () => {
  const { storage, raw, now } = over();
  await envelopeStore(raw, { now }).putWithExpiry("session/1", { user: "u1" }, 60);
  await raw.put("plain", "text");
  await raw.put("dead", encodeEnvelope(1, { expiresAtMs: 1 }));
  await raw.put("not=ours", "x");
  expect(await storage.getItem("session:1")).toEqual({ user: "u1" });
  expect(await storage.getItem("plain")).toBe("text");
  // Listed until somebody reads it.
  expect((await storage.getKeys()).sort()).toEqual(["dead", "plain", "session:1"]);
  expect(await storage.getItem("dead")).toBeNull();
  await storage.clear();
  expect((await raw.list()).keys.map(({ name }) => name)).toEqual(["not=ours"]);
});

it("keeps keys that are too long for the service, and lists them", async () => {
  const { storage, driver, raw } = over({ prefix: "p/" });
  const long = `url:${"ü".repeat(200)}`;
  await storage.setItem(long, 1);
  await storage.setItem(`${long}2`, 2, { ttl: 60 });
  await storage.setItem("url:short", 3);
  expect(await storage.getItem(long)).toBe(1);
  expect(await storage.getItem(`${long}2`)).toBe(2);
  expect((await storage.getKeys("url")).sort()).toEqual(["url:short", long, `${long}2`]);
  expect(await storage.getKeys(`${long}2`)).toEqual([]);
  for (const { name } of (await raw.list()).keys) expect(name.length).toBeLessThanOrEqual(256);
  await driver.clear("url:");
  expect((await raw.list()).keys).toEqual([]);
});

it("over the service: keys with colons, pages, and what the service is told", async () => {
  const server = await startKvServer();
  try {
    const { url, apiKey, namespaceId } = server;
    const raw = restStore({ baseUrl: url, apiKey, namespaceId });
    const storage = createStorage({ driver: unstorageDriver(raw, { serverTtl: true }) });
    await storage.setItem("cache:a b", { n: 1 }, { ttl: 90 });
    expect(server.requests.at(-1)?.url).toContain("ttl_secs=90");
    expect(await storage.getItem("cache:a b")).toEqual({ n: 1 });
    expect(await storage.getKeys()).toEqual(["cache:a b"]);
  } finally {
    await server.close();
  }
});
