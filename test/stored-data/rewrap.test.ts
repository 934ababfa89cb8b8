import { decodeEnvelope } from "@kv-envelope/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../../packages/codemod/src/data/entries/classify.js";
import { memberTexts } from "../../packages/codemod/src/data/entries/json-text.js";
import { rewrap } from "../../packages/codemod/src/data/entries/rewrap.js";

const NOW = Date.UTC(2026, 5, 1);
const WRITTEN = NOW - 600_000;
const END_S = NOW / 1000 + 50;

const kindOf = (stored: string | Uint8Array) => classify(Buffer.from(stored), NOW);
const wrapped = (
  text: string,
  ttlFrom: "now" | "field" | "drop",
  updatedAtMs: number | undefined = WRITTEN,
) => rewrap(text, { to: "envelope", ttlFrom, nowMs: NOW, updatedAtMs });

describe("classify", () => {
  it.each<[string, string | Uint8Array]>([
    ["alive", `{"value":1,"expires_at":${NOW}}`],
    ["alive", '{"value":1,"metadata":{}}'],
    ["expired", `{"value":1,"expires_at":${NOW - 1}}`],
    ["expired", '{"value":{"value":1,"ttl":2},"expires_at":5,"metadata":null}'],
    ["legacy", '{"value":1,"expiration_ttl":60}'],
    ["legacy", '{"value":"c2Vz","expirationTtl":60,"metadata":{"a":1}}'],
    ["legacy", ' {"ttl_secs":null,"value":0} '],
    ["legacy", '{"value":1,"expiration":5}'],
    ["plain", '{"value":1}'],
    ["plain", '{"value":1,"expires_at":"5"}'],
    ["plain", '{"value":1,"ttl":5,"mine":true}'],
    ["plain", '{"ttl":5}'],
    ["plain", '{"__proto__":{"value":1},"ttl":5}'],
    ["plain", '[{"value":1,"ttl":5}]'],
    ["plain", '"{}"'],
    ["plain", "null"],
    ["plain", ""],
    ["plain", "{"],
    ["unreadable", new Uint8Array([0x7b, 0xff, 0x7d])],
  ])("%s: %s", (kind, stored) => {
    expect(kindOf(stored)).toBe(kind);
  });
});

describe("memberTexts", () => {
  it("gives the text of each member as it stands", () => {
    const text = '{ "a" : {"b":[1,"}",{"c":"\\\\"}]} ,"\\u0076alue":1.0,\n"e":"\\"," , "__proto__":[] }';
    expect([...memberTexts(text)]).toEqual([
      ["a", '{"b":[1,"}",{"c":"\\\\"}]}'],
      ["value", "1.0"],
      ["e", '"\\","'],
      ["__proto__", "[]"],
    ]);
  });

  it("means what JSON.parse means, for any object and any spacing", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: fc.constantFrom('"', "\\", ":", "{", "a", "\u2028", "\ud800") }),
          fc.jsonValue(),
        ),
        fc.constantFrom(undefined, 2, "\t"),
        (object, space) => {
          const text = JSON.stringify(object, undefined, space);
          expect(
            [...memberTexts(text)].map(([name, source]): unknown[] => [name, JSON.parse(source)]),
          ).toEqual(Object.entries(JSON.parse(text) as object));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("rewrap", () => {
  const TTL = '{"value":"v","expiration_ttl":60}';
  const ABSOLUTE = `{"value":"v","expiration":${END_S}}`;
  const BOTH = `{"value":"v","ttl":60,"expiration":${END_S}}`;
  it.each([
    ["now", TTL, NOW + 60_000, false],
    ["field", TTL, WRITTEN + 60_000, true],
    ["drop", TTL, undefined, false],
    ["now", ABSOLUTE, END_S * 1000, false],
    ["field", ABSOLUTE, END_S * 1000, false],
    ["drop", ABSOLUTE, undefined, false],
    ["now", BOTH, NOW + 60_000, false],
    ["field", BOTH, END_S * 1000, false],
    ["now", '{"value":"v","ttl":null,"expiration":null}', undefined, false],
    ["now", '{"value":"v","ttl":60,"expirationTtl":60}', NOW + 60_000, false],
  ] as const)("--ttl-from %s of %s", (ttlFrom, text, expiresAtMs, isExpired) => {
    const made = wrapped(text, ttlFrom);
    if ("reason" in made) throw new Error(made.reason);
    expect(made.isExpired).toBe(isExpired);
    expect(decodeEnvelope(made.text, { now: 0 })).toEqual({
      value: "v",
      expiresAtMs,
      metadata: expiresAtMs === undefined ? {} : undefined,
    });
    expect(kindOf(made.text)).toBe(isExpired ? "expired" : "alive");
  });

  it("carries value and metadata over character by character", () => {
    const value =
      '{ "big":12345678901234567890, "real":1.0, "e":1e400, "u":"\\u00e9\\ud800", "$&":"$1", "value":{"ttl":1} }';
    expect(wrapped(`{"value":1,"metadata": [1.50] ,"ttl":60,"value": ${value} }`, "now")).toEqual({
      text: `{"value":${value},"expires_at":${NOW + 60_000},"metadata":[1.50]}`,
      isExpired: false,
    });
    expect(wrapped(`{"ttl":60,"value":"$'"}`, "drop")).toEqual({
      text: `{"value":"$'","metadata":{}}`,
      isExpired: false,
    });
    expect(wrapped('{"ttl":60,"value":"\\"metadata\\":null}","metadata":null}', "drop")).toMatchObject({
      text: '{"value":"\\"metadata\\":null}","metadata":null}',
    });
  });

  it("takes a value of any depth", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(kindOf(`{"value":${deep},"ttl":60}`)).toBe("legacy");
    expect(wrapped(`{"value":${deep},"ttl":60}`, "drop")).toEqual({
      text: `{"value":${deep},"metadata":{}}`,
      isExpired: false,
    });
  });

  it.each([
    [
      "now",
      '{"value":1,"expiration_ttl":"3600"}',
      'its expiration_ttl is "3600", not a number of seconds above 0',
    ],
    ["now", '{"value":1,"ttl":0}', "its ttl is 0, not a number of seconds above 0"],
    ["field", '{"value":1,"ttl":-5,"expiration":9}', "its ttl is -5, not a number of seconds above 0"],
    ["now", '{"value":1,"ttl":1e999}', "its ttl is 1e999, not a number of seconds above 0"],
    ["now", '{"value":1,"ttl":1e308}', "its ttl of 1e+308 seconds is too large for a date"],
    ["now", '{"value":1,"ttl":1,"ttl_secs":2}', "has two ttls, 1 and 2 seconds"],
    ["now", `{"value":1,"expiration":${NOW}}`, `its expiration is ${NOW}: milliseconds where seconds belong`],
    ["field", '{"value":1,"expiration":"soon"}', 'its expiration is "soon", no epoch seconds'],
    [
      "now",
      `{"value":1,"ttl":"${"x".repeat(99)}"}`,
      `its ttl is "${"x".repeat(39)}…, not a number of seconds above 0`,
    ],
  ] as const)("--ttl-from %s leaves %s", (ttlFrom, text, reason) => {
    expect(wrapped(text, ttlFrom)).toEqual({ reason });
    expect(wrapped(text, "drop")).toHaveProperty("text");
  });

  it("leaves a ttl without a known start", () => {
    expect(rewrap(TTL, { to: "envelope", ttlFrom: "field", nowMs: NOW, updatedAtMs: undefined })).toEqual({
      reason: "the service does not say when it was written; --ttl-from now or drop needs no such time",
    });
  });

  it("gives an envelope of the same value for any legacy payload", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.option(fc.jsonValue(), { nil: undefined }),
        fc.integer({ min: 1, max: 1e9 }),
        (value, metadata, ttl) => {
          const text = JSON.stringify({ value, expiration_ttl: ttl, metadata });
          const made = wrapped(text, "now");
          if ("reason" in made) throw new Error(made.reason);
          expect(made.text).toBe(
            JSON.stringify({
              value: (JSON.parse(text) as { value: unknown }).value,
              expires_at: NOW + ttl * 1000,
              metadata,
            }),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
