// Two typed stores over one raw store in one process, whose requests are carried out in any order, late, or not at all,
// under a clock that moves. What holds all the same: no value is seen after its end by more than the skew, and none that
// was deleted or replaced comes back. 5,000 commands; by hand as many as wanted:
// COMMANDS=100000 npx vitest run test/stores/interleavings.test.ts
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type MemoryStore, memoryStore, typedStore } from "@kv-envelope/runtime/stores";

const COMMANDS = Number(process.env["COMMANDS"] ?? 5000);
const PER_RUN = 50;
const START = 1_800_000_000_000;
const SKEW_MS = 2000;

const key = fc.constantFrom("a", "b");
const client = fc.constantFrom(0, 1);
const ttlSeconds = fc.integer({ min: 1, max: 20 });
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("put" as const), client, key, ttlSeconds }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("get" as const), client, key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), client, key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("touch" as const), client, key, ttlSeconds }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sweep" as const), client }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("getOrSet" as const),
      client,
      key,
      ttlSeconds,
      staleSeconds: fc.constantFrom(0, 5),
      fails: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("advance" as const), ms: fc.integer({ min: 0, max: 12_000 }) }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("settle" as const),
      which: fc.nat(20),
      fault: fc.constantFrom(undefined, undefined, undefined, "before" as const, "after" as const),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;
type Fault = "before" | "after" | undefined;

/** What was written, and from which moment it is. A moment is a number that counts calls and their ends. */
interface Written {
  readonly since: number;
  /** Epoch milliseconds; the latest that was ever stored for it. */
  end: number;
}

class World {
  time = START;
  moment = 0;
  readonly written = new Map<number, Written>();
  /** By key: the puts and deletes that have succeeded, from their call to their end. */
  readonly replaced = new Map<string, { readonly called: number; readonly ended: number }[]>();
  readonly #pending: ((fault: Fault) => void)[] = [];
  readonly #calls: Promise<void>[] = [];
  readonly #wrong: unknown[] = [];
  readonly #raw: MemoryStore;
  readonly #clients;

  constructor(canCompare: boolean) {
    const now = (): number => this.time;
    const memory = memoryStore({ now });
    this.#raw = memory;
    const { deleteIf, ...plain } = memory;
    const late =
      <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
      async (...given: A): Promise<T> => {
        const fault = await this.gate();
        if (fault === "before") throw new Error("503");
        const result = await work(...given);
        if (fault === "after") throw new Error("broken");
        return result;
      };
    const raw = {
      get: late(plain.get),
      put: late(async (name: string, text: string) => {
        const { value, expires_at: end } = JSON.parse(text);
        const known = this.written.get(value);
        if (known) known.end = Math.max(known.end, end);
        await plain.put(name, text);
      }),
      delete: late(plain.delete),
      list: late(plain.list),
      ...(canCompare ? { deleteIf: late(deleteIf) } : {}),
    };
    this.#clients = [
      typedStore<number>(raw, { now }),
      typedStore<number>(raw, { now, skewMs: SKEW_MS }),
    ] as const;
  }

  /** Waits until a command lets it go on. */
  gate(): Promise<Fault> {
    return new Promise((resolve) => this.#pending.push(resolve));
  }

  async run(each: Command): Promise<void> {
    switch (each.kind) {
      case "advance":
        this.time += each.ms;
        return;
      case "settle":
        if (this.#pending.length > 0)
          this.#pending.splice(each.which % this.#pending.length, 1)[0]?.(each.fault);
        await setImmediate();
        return;
      default:
        this.#begin(each);
    }
  }

  #write(since: number): number {
    const value = this.written.size + 1;
    this.written.set(value, { since, end: 0 });
    return value;
  }

  #begin(each: Exclude<Command, { kind: "advance" | "settle" }>): void {
    const store = this.#clients[each.client === 0 ? 0 : 1];
    const skew = each.client === 0 ? 0 : SKEW_MS;
    const called = ++this.moment;
    const calledAt = this.time;
    const follow = (work: Promise<unknown>, then: (result: unknown) => void): void => {
      // A call that met a fault says nothing of the store.
      const done = work
        .then(then, (error: unknown) => expect(String(error)).toMatch(/503|broken|no value/))
        .catch((error: unknown) => void this.#wrong.push(error));
      this.#calls.push(done);
    };
    switch (each.kind) {
      case "put":
        follow(store.put(each.key, this.#write(called), { ttlSeconds: each.ttlSeconds }), () =>
          this.#replace(each.key, called),
        );
        return;
      case "delete":
        follow(store.delete(each.key), () => this.#replace(each.key, called));
        return;
      case "get":
        follow(store.get(each.key), (value) => this.#see(each.key, value, called, calledAt - skew));
        return;
      case "touch":
        follow(store.touch(each.key, each.ttlSeconds), () => undefined);
        return;
      case "sweep":
        follow(store.sweepExpired(), () => undefined);
        return;
      case "getOrSet": {
        const make = async (): Promise<number> => {
          await this.gate();
          if (each.fails) throw new Error("no value");
          return this.#write(called);
        };
        const options = {
          ttlSeconds: each.ttlSeconds,
          ...(each.staleSeconds > 0 ? { staleWhileRevalidateSeconds: each.staleSeconds } : {}),
        };
        follow(store.getOrSet(each.key, make, options), (value) =>
          this.#see(each.key, value, called, calledAt - skew - each.staleSeconds * 1000),
        );
      }
    }
  }

  #replace(name: string, called: number): void {
    const all = this.replaced.get(name) ?? [];
    this.replaced.set(name, [...all, { called, ended: ++this.moment }]);
  }

  #see(name: string, value: unknown, called: number, notBefore: number): void {
    if (typeof value !== "number") return;
    const { since, end } = this.written.get(value) ?? { since: -1, end: -1 };
    // What was made for this call may have been stored nowhere.
    if (end > 0)
      expect(end, `value ${value} of ${name} was seen after its end`).toBeGreaterThanOrEqual(notBefore);
    const by = this.replaced.get(name)?.find((each) => each.ended < called && since < each.called);
    expect(by, `value ${value} of ${name} came back`).toBeUndefined();
  }

  /** Lets all go on without faults, and looks at what is left. */
  async end(): Promise<void> {
    const drain = async (): Promise<void> => {
      await setImmediate();
      for (; this.#pending.length > 0; await setImmediate()) this.#pending.shift()?.(undefined);
    };
    await drain();
    for (const name of ["a", "b"] as const)
      for (const each of [0, 1] as const) await this.run({ kind: "get", client: each, key: name });
    await drain();
    await Promise.all(this.#calls);
    if (this.#wrong.length > 0) throw this.#wrong[0];
    this.time += 3_600_000;
    await this.run({ kind: "sweep", client: 0 });
    await drain();
    expect((await this.#raw.list()).keys).toEqual([]);
  }
}

it("brings nothing back, whatever the order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(command, { minLength: PER_RUN, maxLength: PER_RUN }),
      async (canCompare, commands) => {
        const world = new World(canCompare);
        for (const each of commands) await world.run(each);
        await world.end();
      },
    ),
    { numRuns: Math.ceil(COMMANDS / PER_RUN) },
  );
});
