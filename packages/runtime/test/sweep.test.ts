import { afterEach, describe, expect, it, vi } from "vitest";
import { type SweepResult, encodeEnvelope, sweepExpired } from "@kv-envelope/runtime";
import { MemoryStore } from "./memory-store.js";

const NOW = 1_700_000_000_000;
const expired = encodeEnvelope("v", { expiresAtMs: NOW - 1 });
const alive = encodeEnvelope("v", { expiresAtMs: NOW });

afterEach(() => {
  vi.useRealTimers();
});

/** `count` keys, every third of them expired. */
function filled(count: number): MemoryStore {
  const names = Array.from({ length: count }, (_, index) => `k/${String(index).padStart(5, "0")}`);
  return new MemoryStore(
    Object.fromEntries(names.map((name, index) => [name, index % 3 === 0 ? expired : alive])),
  );
}

describe("sweepExpired", () => {
  it("deletes what has expired over all pages, and leaves the rest", async () => {
    const store = filled(2500);
    store.entries
      .set("a/plain", "text")
      .set("a/json", '{"expires_at":1}')
      .set("a/old", '{"value":1,"expiration":1}');
    expect(await sweepExpired(store, { now: NOW })).toEqual({
      scanned: 2503,
      expired: 834,
      deleted: 834,
      failed: 0,
      cursor: undefined,
    });
    expect(store.entries.size).toBe(2503 - 834);
    expect([...store.entries.values()]).not.toContain(expired);
    // Three pages, and a look at the key behind the first: its cursor stays good while keys are deleted.
    expect(store.calls.filter((call) => call.startsWith("list"))).toHaveLength(4);
    expect(store.calls.filter((call) => call.startsWith("get"))).toHaveLength(2503 + 834);
    expect(await sweepExpired(store, { now: NOW, legacy: true })).toMatchObject({ expired: 1, deleted: 1 });
  });

  describe("over a list whose cursor counts keys, ten at a time", () => {
    const offsets = (store: MemoryStore, onList: () => void = () => undefined) => ({
      get: (key: string) => store.get(key),
      delete: (key: string) => store.delete(key),
      list: async ({ cursor = "0", limit = 10 }: { cursor?: string; limit?: number }) => {
        onList();
        const names = [...store.entries.keys()].sort();
        const end = Number(cursor) + Math.min(limit, 10);
        const keys = names.slice(Number(cursor), end).map((name) => ({ name }));
        return Promise.resolve(
          names.length > end
            ? { keys, list_complete: false, cursor: String(end) }
            : { keys, list_complete: true },
        );
      },
    });
    const filledWith = (count: number, text: string): MemoryStore =>
      new MemoryStore(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k/${index}`, text])));

    it("starts again until nothing that has expired is left", async () => {
      const store = filledWith(25, expired);
      expect(await sweepExpired(offsets(store), { now: NOW })).toMatchObject({
        deleted: 25,
        cursor: undefined,
      });
      expect(store.entries.size).toBe(0);
      const mixed = filled(500);
      expect(await sweepExpired(offsets(mixed), { now: NOW })).toMatchObject({ expired: 167, deleted: 167 });
    });

    it("sees it too where nothing had expired on the first pages", async () => {
      const store = new MemoryStore(
        Object.fromEntries(
          Array.from({ length: 40 }, (_, index) => [`k/${index + 10}`, index < 15 ? alive : expired]),
        ),
      );
      expect(await sweepExpired(offsets(store), { now: NOW })).toMatchObject({ deleted: 25 });
      expect([...store.entries.values()]).not.toContain(expired);
    });

    it("deletes nothing, and looks behind no page, in a dry run", async () => {
      const store = filledWith(25, expired);
      let lists = 0;
      const counting = offsets(store, () => lists++);
      expect(await sweepExpired(counting, { now: NOW, dryRun: true })).toMatchObject({
        expired: 25,
        deleted: 0,
      });
      expect(lists).toBe(3);
    });

    it("reads no key twice where nothing was skipped", async () => {
      const store = filledWith(25, alive);
      store.entries.set("k/9", expired);
      await sweepExpired(offsets(store), { now: NOW });
      expect(store.calls.filter((call) => call.startsWith("get"))).toHaveLength(26);
    });

    it("ends though others write without end, and at its limit", async () => {
      const store = filledWith(25, expired);
      let lists = 0;
      const busy = offsets(store, () => {
        for (let each = 0; each < 3; each++) store.entries.set(`z/${lists}/${each}`, expired);
        lists++;
      });
      expect(await sweepExpired(busy, { now: NOW })).toMatchObject({ failed: 0, cursor: undefined });
      expect(lists).toBeLessThan(300);
      const limited = await sweepExpired(offsets(filledWith(25, expired)), { now: NOW, limit: 20 });
      // 15 in the first pass, five of the ten that it skipped in the second.
      expect(limited).toMatchObject({ scanned: 20, deleted: 20, cursor: "5" });
    });
  });

  it("stops at the limit and goes on from the cursor", async () => {
    const store = filled(25);
    const first = await sweepExpired(store, { now: NOW, limit: 10 });
    expect(first).toEqual({ scanned: 10, expired: 4, deleted: 4, failed: 0, cursor: "k/00009" });
    const second = await sweepExpired(store, { now: NOW, limit: 10, cursor: first.cursor });
    expect(second).toMatchObject({ scanned: 10, cursor: "k/00019" });
    const third = await sweepExpired(store, { now: NOW, limit: 10, cursor: second.cursor });
    expect(third).toMatchObject({ scanned: 5, cursor: undefined });
    expect(first.deleted + second.deleted + third.deleted).toBe(9);
  });

  it("keeps to the prefix, and asks the store for nothing that was not given", async () => {
    const store = filled(3);
    store.entries.set("other", expired);
    const requests: unknown[] = [];
    const watched = {
      get: (key: string) => store.get(key),
      delete: (key: string) => store.delete(key),
      list: (options: Parameters<MemoryStore["list"]>[0]) => store.list((requests.push(options), options)),
    };
    expect(await sweepExpired(watched, { now: NOW, prefix: "k/" })).toMatchObject({ scanned: 3, deleted: 1 });
    await sweepExpired(watched, { now: NOW });
    expect(requests).toEqual([{ limit: 1000, prefix: "k/" }, { limit: 1000 }]);
  });

  it("counts and deletes nothing in a dry run, even over a store that can't delete", async () => {
    const store = filled(6);
    const readOnly = { get: (key: string) => store.get(key), list: store.list.bind(store) };
    expect(await sweepExpired(readOnly, { now: NOW, dryRun: true })).toMatchObject({
      expired: 2,
      deleted: 0,
    });
    expect(store.entries.size).toBe(6);
  });

  it.each([1, 4])("works on %d keys at the same time and no more", async (concurrency) => {
    const store = filled(30);
    let running = 0;
    let most = 0;
    const watched = {
      get: async (key: string): Promise<string | null> => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return store.get(key);
      },
      delete: (key: string) => store.delete(key),
      list: store.list.bind(store),
    };
    expect(await sweepExpired(watched, { now: NOW, concurrency })).toMatchObject({
      scanned: 30,
      deleted: 10,
    });
    expect(most).toBe(concurrency);
  });

  it("counts what fails and goes on; a rewritten value is neither deleted nor failed", async () => {
    const store = filled(9);
    let looks = 0;
    const flaky = {
      get: async (key: string): Promise<string | null> => {
        if (key === "k/00001") throw new Error("503");
        const raw = await store.get(key);
        if (key === "k/00003" && looks++ === 0) await store.put(key, alive);
        return raw;
      },
      delete: (key: string) => (key === "k/00006" ? Promise.reject(new Error("503")) : store.delete(key)),
      list: store.list.bind(store),
    };
    expect(await sweepExpired(flaky, { now: NOW })).toMatchObject({
      scanned: 9,
      expired: 3,
      deleted: 1,
      failed: 2,
    });
    expect(store.entries.get("k/00003")).toBe(alive);
  });

  it.each([undefined, "same"])("does not walk in a circle when the list's cursor is %s", async (cursor) => {
    const store = {
      get: async () => null,
      delete: async () => {},
      list: async () => ({ keys: [], list_complete: false, cursor }),
    };
    await expect(sweepExpired(store)).rejects.toThrow(
      /^store.list's cursor must be new until list_complete; got /,
    );
  });

  it("begins no further page once its time is over, and goes on from there", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const store = filled(250);
    const slow = {
      get: (key: string): Promise<string | null> => {
        vi.setSystemTime(Date.now() + 2);
        return store.get(key);
      },
      delete: (key: string) => store.delete(key),
      list: store.list.bind(store),
    };
    const sofar: SweepResult[] = [];
    const onProgress = (counts: SweepResult): void => void sofar.push(counts);
    let cursor: string | undefined;
    let deleted = 0;
    let runs = 0;
    do {
      const result: SweepResult = await sweepExpired(slow, { now: NOW, budgetMs: 5, cursor, onProgress });
      ({ cursor } = result);
      deleted += result.deleted;
      runs++;
    } while (cursor !== undefined);
    expect([runs, deleted]).toEqual([3, 84]);
    expect(sofar.map(({ scanned }) => scanned)).toEqual([100, 100, 50]);
    const whole = await sweepExpired(slow, { now: NOW, budgetMs: 60_000, onProgress });
    expect(whole).toMatchObject({ scanned: 166, expired: 0, cursor: undefined });
    // Each a copy: what was noted stays as it was.
    expect(sofar.slice(3)).toMatchObject([
      { scanned: 100, cursor: "k/00149" },
      { scanned: 166, cursor: undefined },
    ]);
  });

  it("rejects when the list fails", async () => {
    const list = (): Promise<never> => Promise.reject(new Error("503"));
    await expect(sweepExpired({ get: async () => null, delete: async () => {}, list })).rejects.toThrow(
      "503",
    );
  });

  it.each([
    [{ concurrency: 0 }, RangeError, "concurrency must be a whole number above 0; got 0"],
    [{ concurrency: 1.5 }, RangeError, "concurrency must be a whole number above 0; got 1.5"],
    [{ concurrency: Infinity }, RangeError, "concurrency must be a whole number above 0; got Infinity"],
    [{ limit: Number.NaN }, RangeError, "limit must be a whole number above 0; got NaN"],
    [{ limit: -1 }, RangeError, "limit must be a whole number above 0; got -1"],
    [{ limit: "10" }, TypeError, 'limit must be a whole number above 0; got "10"'],
    [{ budgetMs: 0 }, RangeError, "budgetMs must be a whole number above 0; got 0"],
    [{ budgetMs: "60" }, TypeError, 'budgetMs must be a whole number above 0; got "60"'],
    [{ prefix: 5 }, TypeError, "prefix must be a string; got 5"],
    [{ cursor: null }, TypeError, "cursor must be a string; got null"],
    [{ dryRun: "no" }, TypeError, 'dryRun must be a boolean; got "no"'],
    [{ now: "today" }, TypeError, 'now must be epoch milliseconds, or a function; got "today"'],
  ])("refuses %o", async (options, kind, message) => {
    const store = filled(3);
    const result: unknown = Reflect.apply(sweepExpired, undefined, [store, options]);
    await expect(result).rejects.toThrow(kind);
    await expect(result).rejects.toThrow(message);
    expect(store.calls).toEqual([]);
  });

  it("refuses a store that can't list or delete", async () => {
    const get = async (): Promise<null> => null;
    await expect(sweepExpired({ get })).rejects.toThrow(
      "store must be able to list and delete; got [object Object]",
    );
    const store = filled(1);
    await expect(sweepExpired({ get, list: store.list.bind(store) })).rejects.toThrow(
      "store must be able to list and delete",
    );
  });
});
