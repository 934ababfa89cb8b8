// The store against a reference: a map whose entries carry their end, under a clock that moves. Ten thousand sequences
// by hand: MODEL_RUNS=10000 npx vitest run test/stores/model.test.ts
import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeEnvelope } from "@kv-envelope/runtime";
import { memoryStore, typedStore } from "@kv-envelope/runtime/stores";

const numRuns = Number(process.env["MODEL_RUNS"] ?? 500);
const START = 1_800_000_000_000;

interface Entry {
  readonly value: unknown;
  /** Epoch milliseconds; Infinity: for good. */
  readonly end: number;
  readonly metadata: unknown;
  /** Whether it is an envelope, so that it can be touched. */
  readonly isEnvelope: boolean;
}

const key = fc.constantFrom("a", "b", "b/1", "c");
const ttlSeconds = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
const value = fc.jsonValue({ maxDepth: 1 }).map((each): unknown => JSON.parse(JSON.stringify(each)));
const step = fc.oneof(
  fc.record({
    kind: fc.constant("put" as const),
    key,
    value,
    ttlSeconds,
    metadata: fc.option(value, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("putUntil" as const),
    key,
    value,
    inMs: fc.integer({ min: -5000, max: 20_000 }),
  }),
  fc.record({ kind: fc.constant("putPlain" as const), key, text: fc.string() }),
  fc.record({ kind: fc.constantFrom("get" as const, "delete" as const), key }),
  fc.record({ kind: fc.constant("getOrSet" as const), key, value, ttlSeconds }),
  fc.record({ kind: fc.constant("touch" as const), key, ttlSeconds: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant("sweep" as const),
    prefix: fc.constantFrom("", "b"),
    concurrency: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant("advance" as const), ms: fc.integer({ min: 0, max: 12_000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Model {
  readonly entries = new Map<string, Entry>();
  time = START;

  isExpired = (entry: Entry): boolean => this.time > entry.end;

  alive(name: string): Entry | undefined {
    const entry = this.entries.get(name);
    return entry && !this.isExpired(entry) ? entry : undefined;
  }

  put(name: string, given: unknown, end: number, metadata: unknown): void {
    // With neither an end nor metadata an envelope carries empty metadata.
    this.entries.set(name, {
      value: given,
      end,
      metadata: metadata ?? (metadata === undefined && end === Infinity ? {} : metadata),
      isEnvelope: true,
    });
  }
}

it("does what a map with ends does, in every order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const model = new Model();
      const now = (): number => model.time;
      const raw = memoryStore({ now });
      const store = typedStore(raw, { now });
      const endOf = (seconds: number | undefined): number =>
        seconds === undefined ? Infinity : model.time + seconds * 1000;

      const run = async (each: Step): Promise<void> => {
        switch (each.kind) {
          case "advance":
            model.time += each.ms;
            return;
          case "put":
            await store.put(each.key, each.value, { ttlSeconds: each.ttlSeconds, metadata: each.metadata });
            model.put(each.key, each.value, endOf(each.ttlSeconds), each.metadata);
            return;
          case "putUntil":
            await store.put(each.key, each.value, { expiresAtMs: model.time + each.inMs });
            model.put(each.key, each.value, model.time + each.inMs, undefined);
            return;
          case "putPlain":
            await raw.put(each.key, each.text);
            model.entries.set(each.key, {
              value: each.text,
              end: Infinity,
              metadata: undefined,
              isEnvelope: false,
            });
            return;
          case "delete":
            await store.delete(each.key);
            model.entries.delete(each.key);
            return;
          case "get": {
            const expected = model.alive(each.key);
            const expiresAtMs = expected?.end === Infinity ? undefined : expected?.end;
            expect(await store.getWithMetadata(each.key)).toStrictEqual(
              expected ? { value: expected.value, expiresAtMs, metadata: expected.metadata } : null,
            );
            if (!expected) model.entries.delete(each.key);
            return;
          }
          case "getOrSet": {
            const known = model.alive(each.key);
            expect(
              await store.getOrSet(each.key, () => each.value, { ttlSeconds: each.ttlSeconds }),
            ).toStrictEqual(known ? known.value : each.value);
            if (!known) model.put(each.key, each.value, endOf(each.ttlSeconds), undefined);
            return;
          }
          case "touch": {
            const known = model.alive(each.key);
            const touched = known?.isEnvelope === true;
            expect(await store.touch(each.key, each.ttlSeconds)).toBe(touched);
            if (known && touched) model.entries.set(each.key, { ...known, end: endOf(each.ttlSeconds) });
            return;
          }
          case "sweep": {
            const { prefix, concurrency } = each;
            const within = [...model.entries].filter(([name]) => name.startsWith(prefix));
            const expired = within.filter(([, entry]) => model.isExpired(entry)).map(([name]) => name);
            expect(await store.sweepExpired({ prefix, concurrency })).toStrictEqual({
              scanned: within.length,
              expired: expired.length,
              deleted: expired.length,
              failed: 0,
              cursor: undefined,
            });
            for (const name of expired) model.entries.delete(name);
          }
        }
      };

      for (const each of steps) await run(each);
      const { keys } = await raw.list();
      expect(keys.map(({ name }) => name)).toEqual([...model.entries.keys()].sort());
      for (const [name, entry] of model.entries) {
        const expected = entry.isEnvelope
          ? encodeEnvelope(entry.value, {
              expiresAtMs: entry.end === Infinity ? undefined : entry.end,
              metadata: entry.metadata,
            })
          : entry.value;
        expect(await raw.get(name)).toBe(expected);
      }
    }),
    { numRuns },
  );
});
