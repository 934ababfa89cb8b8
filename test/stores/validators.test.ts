// Validators of three libraries as they are, by the form that they share.
import { type } from "arktype";
import * as v from "valibot";
import { beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import {
  type MemoryStore,
  type StandardSchema,
  ValidationError,
  memoryStore,
  typedStore,
} from "@kv-envelope/runtime/stores";

interface Session {
  user: string;
  visits: number;
}

const SCHEMAS: Readonly<Record<string, StandardSchema<Session>>> = {
  zod: z.object({ user: z.string(), visits: z.number() }),
  "zod, asynchronous": z.object({
    user: z.string().refine(async (name) => Promise.resolve(name !== "")),
    visits: z.number(),
  }),
  valibot: v.object({ user: v.string(), visits: v.number() }),
  "valibot, asynchronous": v.objectAsync({
    user: v.pipeAsync(
      v.string(),
      v.checkAsync(async (name) => Promise.resolve(name !== "")),
    ),
    visits: v.number(),
  }),
  // A function that has the form's property.
  arktype: type({ user: "string", visits: "number" }),
};

let raw: MemoryStore;
beforeEach(() => {
  raw = memoryStore();
});

async function errorOf(promise: Promise<unknown>): Promise<ValidationError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ValidationError) return error;
  throw new Error(`no ValidationError but ${String(error)}`);
}

describe.each(Object.entries(SCHEMAS))("%s", (_name, schema) => {
  it("lets through what fits", async () => {
    const store = typedStore(raw, { schema });
    await store.put("k", { user: "u", visits: 1 });
    const found = await store.get("k");
    expectTypeOf(found).toEqualTypeOf<Session | null>();
    expect(found).toEqual({ user: "u", visits: 1 });
    expect(await store.getOrSet("k2", () => ({ user: "v", visits: 2 }))).toEqual({ user: "v", visits: 2 });
  });

  it("refuses to store what does not, and says what is wrong with it", async () => {
    const store = typedStore(raw, { schema });
    for (const put of [store.put, store.kvPutWithExpiry, store.getOrSet]) {
      const value: unknown = { user: "u", visits: "many" };
      const given: unknown = Reflect.apply(
        put,
        undefined,
        put === store.getOrSet ? ["k", () => value] : ["k", value, put === store.put ? {} : 5],
      );
      const error = await errorOf(Promise.resolve(given));
      expect(error).toMatchObject({ name: "ValidationError", key: "k", during: "write" });
      expect(error.issues.length).toBeGreaterThan(0);
      expect(error.message).toMatch(/^the value to store under "k" does not fit its schema: visits: /);
    }
    expect(await raw.get("k")).toBeNull();
  });

  it("gives an error for a stored value that does not, or null on request; and leaves it where it is", async () => {
    await raw.put("k", '{"value":{"user":5},"expires_at":9999999999999}');
    const error = await errorOf(typedStore(raw, { schema }).get("k"));
    expect(error).toMatchObject({ key: "k", during: "read" });
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(/^the value stored under "k" does not fit its schema: /);
    const lenient = typedStore(raw, { schema, onInvalid: "missing" });
    expect(await lenient.get("k")).toBeNull();
    expect(await lenient.getWithMetadata("k")).toBeNull();
    expect(await raw.get("k")).toContain('"user":5');
    expect(await lenient.getOrSet("k", () => ({ user: "new", visits: 0 }))).toEqual({
      user: "new",
      visits: 0,
    });
    expect(await lenient.get("k")).toEqual({ user: "new", visits: 0 });
  });
});

it("stores the value as it was given, and reads what the schema makes of it", async () => {
  const schema = z.object({ at: z.coerce.date<string>(), tags: z.array(z.string()).default([]) });
  const store = typedStore(raw, { schema });
  expectTypeOf(store.put).parameter(1).toEqualTypeOf<{ at: string; tags?: string[] | undefined }>();
  await store.put("k", { at: "2026-01-01T00:00:00.000Z" });
  expect(await raw.get("k")).toBe('{"value":{"at":"2026-01-01T00:00:00.000Z"},"metadata":{}}');
  expect(await store.get("k")).toEqual({ at: new Date("2026-01-01T00:00:00.000Z"), tags: [] });
});

it("passes on what a validator throws, which is no finding about the value", async () => {
  const schema: StandardSchema<string> = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: () => {
        throw new Error("broken validator");
      },
    },
  };
  await expect(typedStore(raw, { schema, onInvalid: "missing" }).put("k", "v")).rejects.toThrow(
    "broken validator",
  );
  await raw.put("k", "v");
  await expect(typedStore(raw, { schema, onInvalid: "missing" }).get("k")).rejects.toThrow(
    "broken validator",
  );
});
