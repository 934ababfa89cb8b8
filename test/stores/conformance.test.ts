// What every store of the runtime has to do, over each of them.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeEnvelope, envelopeStore } from "@kv-envelope/runtime";
import { SUBJECTS, type Subject } from "./stores.js";

const MIB = 1_048_576;

describe.each(Object.entries(SUBJECTS))("%s", (_name, make) => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await make();
  });
  afterEach(() => subject.server?.close());

  it("gives null for a missing key, and what was put last for one that is there", async () => {
    const { get, put } = subject.store;
    expect(await get("a/b")).toBeNull();
    await put("a/b", "one");
    await put("a/b", "two");
    expect(await get("a/b")).toBe("two");
    expect(await get("a")).toBeNull();
  });

  it.each([
    "",
    " ",
    "no JSON",
    '{"value":1}',
    "null",
    "Zwölf Boxkämpfer: 😀",
    "\u0000\n\r\t",
    "x".repeat(70_000),
  ])("keeps %j as it is", async (text) => {
    await subject.store.put("k", text);
    expect(await subject.store.get("k")).toBe(text);
  });

  it("stores under keys of all the allowed characters", async () => {
    const keys = ["a_b", "a//b", "/a", "a/", "...", "a/../b", "-=.", "x".repeat(256)];
    for (const key of keys) await subject.store.put(key, `of ${key}`);
    for (const key of keys) expect(await subject.store.get(key)).toBe(`of ${key}`);
    expect((await subject.store.list()).keys.map(({ name }) => name).sort()).toEqual(keys.sort());
  });

  it("deletes, twice too", async () => {
    await subject.store.put("k", "v");
    await subject.store.delete("k");
    await subject.store.delete("k");
    expect(await subject.store.get("k")).toBeNull();
  });

  it("deletes only what still holds the text, where it can compare", async () => {
    const { deleteIf, put, get } = subject.store;
    if (!deleteIf) return;
    await put("k", "new");
    expect(await deleteIf("k", "old")).toBe(false);
    expect(await get("k")).toBe("new");
    expect(await deleteIf("k", "new")).toBe(true);
    expect(await get("k")).toBeNull();
    expect(await deleteIf("k", "new")).toBe(false);
  });

  it("lists by prefix, page by page, also while keys are deleted", async () => {
    const { put, list, delete: remove } = subject.store;
    for (const name of ["b/1", "a/1", "a/3", "a/2", "a/4"]) await put(name, "12345");
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ prefix: "a/", limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.keys.map(({ name }) => name));
      for (const { name } of page.keys) await remove(name);
      cursor = page.cursor;
      expect(page.list_complete).toBe(cursor === undefined);
    } while (cursor !== undefined);
    expect(seen.sort()).toEqual(["a/1", "a/2", "a/3", "a/4"]);
    const [left] = (await list()).keys;
    expect(left).toEqual({ name: "b/1", sizeBytes: 5, updatedAt: expect.any(Date) });
  });

  it("lists an empty store as one complete page", async () => {
    const page = await subject.store.list({ prefix: "none/" });
    expect(page).toMatchObject({ keys: [], list_complete: true });
    expect(page.cursor).toBeUndefined();
  });

  it.each([
    ["a:b", '"a:b"'],
    ["", '""'],
    ["a b", '"a b"'],
    ["ä", '"ä"'],
    ["x".repeat(257), '"xxx'],
    [5, "5"],
    [undefined, "undefined"],
  ])("refuses to write under the key %j, before any request", async (key, shown) => {
    const result: unknown = Reflect.apply(subject.store.put, undefined, [key, "v"]);
    await expect(result).rejects.toThrow(/^key must be /);
    await expect(result).rejects.toThrow(`got ${shown}`);
    expect(subject.server?.requests ?? []).toEqual([]);
  });

  // A URL resolves these, however they are encoded: a DELETE would go to the namespace.
  it.each(["", ".", ".."])("refuses the key %j for reads and deletes too", async (key) => {
    await expect(subject.store.get(key)).rejects.toThrow(/^key must be a text other than /);
    await expect(subject.store.delete(key)).rejects.toThrow(/^key must be a text other than /);
    await expect(subject.store.put(key, "v")).rejects.toThrow(/^key must be a text other than /);
    expect(subject.server?.requests ?? []).toEqual([]);
  });

  it.each([
    ["x".repeat(MIB), "x".repeat(MIB + 1), MIB + 1],
    ["ä".repeat(MIB / 2), "ä".repeat(MIB / 2 + 1), MIB + 2],
  ])("stores 1 MiB and refuses more before any request", async (fits, tooLarge, bytes) => {
    await subject.store.put("k", fits);
    const before = subject.server?.requests.length;
    await expect(subject.store.put("k", tooLarge)).rejects.toThrow(
      `value must be at most 1048576 bytes as it is stored; got ${bytes}`,
    );
    expect(subject.server?.requests.length).toBe(before);
    expect(await subject.store.get("k")).toBe(fits);
  });

  it("says which part of too many bytes is the envelope's", async () => {
    const text = encodeEnvelope("x".repeat(MIB - 2), { expiresAtMs: 1 });
    await expect(subject.store.put("k", text)).rejects.toThrow(
      `got ${MIB + 25}: ${MIB} of the value as JSON, 25 of its envelope`,
    );
  });

  it.each([5, null, undefined, { a: 1 }])("refuses %j as a value", async (value) => {
    const result: unknown = Reflect.apply(subject.store.put, undefined, ["k", value]);
    await expect(result).rejects.toThrow(/^value must be a string/);
  });

  it.each([
    [{ limit: 0 }, "limit must be a whole number above 0; got 0"],
    [{ limit: "5" }, 'limit must be a whole number above 0; got "5"'],
    [{ prefix: 5 }, "prefix must be a string; got 5"],
    [{ cursor: null }, "cursor must be a string; got null"],
  ])("refuses to list %j", async (options, message) => {
    const result: unknown = Reflect.apply(subject.store.list, undefined, [options]);
    await expect(result).rejects.toThrow(message);
  });

  it("carries envelopes from the write to the sweep", async () => {
    let time = 1_800_000_000_000;
    const entries = envelopeStore(subject.store, { now: () => time });
    await entries.put("s/1", { n: 1 }, { ttlSeconds: 60, metadata: { m: 1 } });
    await entries.put("s/2", "stays");
    await subject.store.put("s/3", "plain");
    expect(await entries.getWithMetadata("s/1")).toEqual({
      value: { n: 1 },
      expiresAtMs: time + 60_000,
      metadata: { m: 1 },
    });
    time += 60_001;
    expect(await entries.sweepExpired({ prefix: "s/" })).toMatchObject({
      scanned: 3,
      expired: 1,
      deleted: 1,
      failed: 0,
    });
    expect(await entries.get("s/1")).toBeNull();
    expect(await entries.get("s/2")).toBe("stays");
    expect(await entries.get("s/3")).toBe("plain");
  });
});
