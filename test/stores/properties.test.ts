// What holds for every value and every text. More runs by hand: PROPERTY_RUNS=20000 npx vitest run test/stores/properties.test.ts
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEnvelope, encodeEnvelope, toEnvelope, unwrapText } from "@kv-envelope/runtime";
import { decodeBytes, encodeBytes, memoryStore } from "@kv-envelope/runtime/stores";
import { KEY_PATTERN, MAX_KEY_LENGTH } from "../kv-server/facts.js";

const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 500);
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>): void =>
  fc.assert(property, { numRuns });

const json = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" });
const NOW = 1_800_000_000_000;

/** Keys that objects have by inheritance, keys of envelopes, and any. */
const oddKey = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "value",
    "expires_at",
    "metadata",
  ),
  fc.string(),
);
const oddObject = fc
  .array(fc.tuple(oddKey, json))
  .map(
    (entries) =>
      `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
  );

/** Whether DESIGN.md's definition makes an envelope of a text. */
function isEnvelope(text: string): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return false;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return false;
  const fields = new Map<string, unknown>(Object.entries(parsed));
  const known = [...fields.keys()].every((key) => ["value", "expires_at", "metadata"].includes(key));
  return (
    known && fields.has("value") && (Number.isFinite(fields.get("expires_at")) || fields.has("metadata"))
  );
}

describe("decode after encode", () => {
  it("is the identity for every JSON value, with every kind of end", () => {
    check(
      fc.property(
        json,
        fc.option(json, { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 9_223_372_036 }), { nil: undefined }),
        (value, metadata, ttlSeconds) => {
          const text = encodeEnvelope(value, { metadata, ttlSeconds, now: NOW });
          const found = decodeEnvelope(text, { now: NOW });
          const expiresAtMs = ttlSeconds === undefined ? undefined : NOW + ttlSeconds * 1000;
          const none = ttlSeconds === undefined ? {} : undefined;
          expect(found).toStrictEqual({
            value: JSON.parse(JSON.stringify(value)),
            expiresAtMs,
            metadata: metadata === undefined ? none : JSON.parse(JSON.stringify(metadata)),
          });
          // The same bytes as by JSON of the object.
          expect(text).toBe(JSON.stringify(toEnvelope(value, { metadata, ttlSeconds, now: NOW })));
          expect(isEnvelope(text)).toBe(true);
        },
      ),
    );
  });

  it.each<[string, unknown]>([
    ["a key __proto__", JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1}}')],
    ["huge numbers", [Number.MAX_VALUE, Number.MIN_VALUE, 1e21, -1e-7, 9007199254740993]],
    ["lone surrogates", { "\uD800": "\uDFFF a \uD83D", ok: "😀" }],
    ["line separators and controls", '\u2028\u2029\u0000\u001F"\\'],
    ["deep nesting", JSON.parse("[".repeat(3000) + "]".repeat(3000))],
    ["an envelope in an envelope", JSON.parse(encodeEnvelope(1, { expiresAtMs: 1 }))],
    ["an envelope's text", encodeEnvelope(1, { expiresAtMs: 1 })],
    ["a value of a mebibyte", "ä\n".repeat(524_288)],
  ])("is so for %s", (_name, value) => {
    const found = decodeEnvelope(encodeEnvelope(value, { expiresAtMs: NOW }), { now: NOW });
    expect(JSON.stringify(found?.value)).toBe(JSON.stringify(value));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it.each([
    new Date(Number.NaN),
    Number.NaN,
    Infinity,
    { toJSON: () => null },
    { toJSON: () => undefined },
    1n,
  ])("never comes to it for what JSON makes null or nothing of: %s", (value) => {
    expect(() => encodeEnvelope(value)).toThrow(/^value must be JSON data/);
    expect(() => encodeEnvelope("v", { metadata: value })).toThrow(/^metadata must be JSON data/);
    expect(() => toEnvelope(value)).toThrow(/^value must be JSON data/);
  });

  it("gives bytes back as they were", () => {
    check(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBytes(JSON.parse(JSON.stringify(encodeBytes(bytes))))).toEqual(bytes);
      }),
    );
  });
});

it("a key is refused by the stores exactly where the service refuses it, or a URL can't hold it", async () => {
  const store = memoryStore();
  const near = fc.string({ unit: fc.constantFrom(..."aZ09-/_=.:+ ä@".split("")), maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.string(), fc.constantFrom(".", "..", "...", "")), async (key) => {
      const takes = KEY_PATTERN.test(key) && key.length <= MAX_KEY_LENGTH && key !== "." && key !== "..";
      const taken = await store.put(key, "v").then(
        () => true,
        () => false,
      );
      expect(taken).toBe(takes);
    }),
    { numRuns },
  );
});

describe("a text that is no envelope", () => {
  it("passes through as it is, whatever it is", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      json.map((value) => JSON.stringify(value)),
      oddObject,
      fc.json(),
    );
    check(
      fc.property(text, (raw) => {
        fc.pre(!isEnvelope(raw));
        expect(decodeEnvelope(raw)).toStrictEqual({
          value: raw,
          expiresAtMs: undefined,
          metadata: undefined,
        });
        expect(unwrapText(raw)).toBe(raw);
      }),
    );
  });

  it("never throws, nor do options change what is neither envelope nor legacy payload", () => {
    check(
      fc.property(oddObject, fc.boolean(), fc.boolean(), (raw, legacy, base64) => {
        const found = decodeEnvelope(raw, { legacy, base64, now: 0 });
        if (!isEnvelope(raw) && !raw.includes('"value"')) expect(found?.value).toBe(raw);
      }),
    );
  });

  it.each([
    '{"value":1,"expires_at":1e400}',
    '{"value":1,"expires_at":"1"}',
    '{"value":1,"expires_at":null}',
    '{"__proto__":{"value":1,"expires_at":1}}',
    '{"value":1,"expires_at":1,"__proto__":2}',
    "[".repeat(200_000),
  ])("%.40s", (raw) => {
    expect(decodeEnvelope(raw)?.value).toBe(raw);
  });
});
