import { describe, expect, it } from "vitest";
import { type EncodeOptions, decodeEnvelope, encodeEnvelope, toEnvelope } from "@kv-envelope/runtime";

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;

/** As a program in plain JavaScript calls it: with options that TypeScript would refuse. */
const encodeAnyhow = (value: unknown, options?: unknown): unknown =>
  Reflect.apply(encodeEnvelope, undefined, [value, options]);
const decodeAnyhow = (raw: unknown, options: unknown): unknown =>
  Reflect.apply(decodeEnvelope, undefined, [raw, options]);

describe("encodeEnvelope", () => {
  it("gives the bytes of the service's page for a ttl", () => {
    const text = encodeEnvelope({ user: "u1", roles: ["a"] }, { ttlSeconds: 3600, now: NOW });
    expect(text).toBe(JSON.stringify({ value: { user: "u1", roles: ["a"] }, expires_at: NOW + HOUR }));
  });

  it("counts from the clock that it is given, and else from the real one", () => {
    expect(toEnvelope(1, { ttlSeconds: 1, now: () => NOW })).toEqual({ value: 1, expires_at: NOW + 1000 });
    const before = Date.now();
    const expiresAt = toEnvelope(1, { ttlSeconds: 1 }).expires_at ?? 0;
    expect(expiresAt).toBeGreaterThanOrEqual(before + 1000);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 1000);
  });

  it("takes an absolute end, and puts metadata last", () => {
    expect(encodeEnvelope("v", { metadata: { by: "me" }, expiresAtMs: NOW })).toBe(
      `{"value":"v","expires_at":${NOW},"metadata":{"by":"me"}}`,
    );
    expect(encodeEnvelope("v", { metadata: null })).toBe('{"value":"v","metadata":null}');
  });

  it.each([undefined, null])(
    "writes no expires_at for the ttl %s, and empty metadata where there is none",
    (ttlSeconds) => {
      expect(encodeEnvelope("v", { ttlSeconds, expiresAtMs: ttlSeconds })).toBe(
        '{"value":"v","metadata":{}}',
      );
      expect(encodeEnvelope("v", { ttlSeconds, metadata: 1 })).toBe('{"value":"v","metadata":1}');
      expect(encodeEnvelope("v")).toBe('{"value":"v","metadata":{}}');
    },
  );

  it("gives an object that is a record", () => {
    const record: Record<string, unknown> = toEnvelope("v", { ttlSeconds: 1, now: NOW });
    expect(Object.keys(record)).toEqual(["value", "expires_at"]);
  });

  it.each([
    [{ ttlSeconds: 0 }, RangeError, /^ttlSeconds must be a finite number above 0, or undefined; got 0$/],
    [{ ttlSeconds: -5 }, RangeError, /^ttlSeconds .*got -5$/],
    [{ ttlSeconds: Number.NaN }, RangeError, /^ttlSeconds .*got NaN$/],
    [{ ttlSeconds: Infinity }, RangeError, /^ttlSeconds .*got Infinity$/],
    [{ ttlSeconds: 1e306 }, RangeError, /^ttlSeconds must be small enough for a date; got 1e\+306$/],
    [{ ttlSeconds: "3600" }, TypeError, /^ttlSeconds .*got "3600"$/],
    [{ ttlSeconds: "" }, TypeError, /^ttlSeconds .*got ""$/],
    [{ ttlSeconds: false }, TypeError, /^ttlSeconds .*got false$/],
    [{ ttlSeconds: { seconds: 5 } }, TypeError, /^ttlSeconds .*got \[object Object\]$/],
    [{ expiresAtMs: 0 }, RangeError, /^expiresAtMs must be a finite number above 0/],
    [{ expiresAtMs: Number.NaN }, RangeError, /^expiresAtMs .*got NaN$/],
    [{ expiresAtMs: new Date(NOW) }, TypeError, /^expiresAtMs .*got \[object Date\]$/],
    [
      { ttlSeconds: 5, expiresAtMs: NOW },
      RangeError,
      /^ttlSeconds must be left out beside expiresAtMs; got 5$/,
    ],
    [
      { ttlSeconds: 5, now: "soon" },
      TypeError,
      /^now must be epoch milliseconds, or a function; got "soon"$/,
    ],
    [{ ttlSeconds: 5, now: () => Number.NaN }, RangeError, /^now .*got NaN$/],
    [
      { ttl: 60 },
      TypeError,
      /^options must be among ttlSeconds, expiresAtMs, metadata, now, serverTtl; got "ttl"$/,
    ],
    [{ expiration_ttl: "60" }, TypeError, /; got "expiration_ttl"$/],
    [{ expires_at: NOW }, TypeError, /; got "expires_at"$/],
    [3600, TypeError, /^options must be an object; got 3600$/],
    ["60", TypeError, /^options must be an object; got "60"$/],
    [null, TypeError, /^options must be an object; got null$/],
    [{ metadata: () => 1 }, TypeError, /^metadata must be JSON data .*got \[object Function\]$/],
  ])("refuses the options %o in one line", (options, kind, message) => {
    expect(() => encodeAnyhow("v", options)).toThrow(kind);
    expect(() => encodeAnyhow("v", options)).toThrow(message);
  });

  it.each([
    [undefined, "undefined"],
    [() => 1, "[object Function]"],
    [async () => 1, "[object AsyncFunction]"],
    [Symbol("s"), "Symbol(s)"],
    [10n, "10"],
    [Number.NaN, "NaN"],
    [new ArrayBuffer(2), "[object ArrayBuffer]"],
    [new Uint8Array(2), "[object Uint8Array]"],
    [Buffer.from("hi"), "[object Uint8Array]"],
    [new DataView(new ArrayBuffer(2)), "[object DataView]"],
    [new Blob(["x"]), "[object Blob]"],
    [new Map([[1, 2]]), "[object Map]"],
    [Promise.resolve(1), "[object Promise]"],
  ])("refuses the value %o, which JSON can't hold, and names the remedy", (value, shown) => {
    const message = `value must be JSON data (null for nothing, base64 for bytes, String() for bigint); got ${shown}`;
    expect(() => encodeEnvelope(value)).toThrow(message);
    expect(() => toEnvelope(value)).toThrow(message);
  });

  it("refuses a value whose toJSON gives nothing, and takes what has a toJSON", () => {
    expect(() => encodeEnvelope({ toJSON: () => undefined }, { ttlSeconds: 1 })).toThrow(
      /^value must be JSON data/,
    );
    expect(decodeEnvelope(encodeEnvelope(new Date(0)))?.value).toBe("1970-01-01T00:00:00.000Z");
  });

  it.each([
    null,
    "",
    "text",
    0,
    -1.5,
    false,
    [],
    [1, [2]],
    {},
    { value: 1 },
    { value: 1, expires_at: 5 },
    "ü€😀\u2028",
  ])("brings %o back", (value) => {
    const options: EncodeOptions = { ttlSeconds: 60, metadata: { m: 1 }, now: NOW };
    const entry = { value, expiresAtMs: NOW + 60_000, metadata: { m: 1 } };
    expect(decodeEnvelope(encodeEnvelope(value, options), { now: NOW })).toEqual(entry);
    expect(decodeEnvelope(toEnvelope(value, options), { now: NOW })).toEqual(entry);
    expect(decodeEnvelope(encodeEnvelope(value))).toEqual({ value, expiresAtMs: undefined, metadata: {} });
  });
});

describe("decodeEnvelope", () => {
  it("is alive at expires_at itself, and gone a millisecond later", () => {
    const text = encodeEnvelope("v", { expiresAtMs: NOW });
    expect(decodeEnvelope(text, { now: NOW })).not.toBeNull();
    expect(decodeEnvelope(text, { now: () => NOW + 1 })).toBeNull();
    expect(decodeEnvelope(text)).toBeNull();
  });

  it("is read by the reader of the service's page, and reads what its writer stores", () => {
    const { value, expires_at } = JSON.parse(
      encodeEnvelope("v", { ttlSeconds: 60, metadata: { m: 1 }, now: NOW }),
    );
    expect([value, NOW > expires_at, NOW + 60_001 > expires_at]).toEqual(["v", false, true]);
    const written = JSON.stringify({ value: "v", expires_at: NOW + 1 });
    expect(decodeEnvelope(written, { now: NOW })).toEqual({
      value: "v",
      expiresAtMs: NOW + 1,
      metadata: undefined,
    });
    expect(decodeEnvelope(written, { now: NOW + 2 })).toBeNull();
  });

  it("gives null for a missing key", () => {
    expect(decodeEnvelope(null)).toBeNull();
    expect(decodeEnvelope(undefined)).toBeNull();
  });

  it.each([
    "",
    "plain",
    "123",
    "null",
    '"quoted"',
    "[1,2]",
    "{",
    '{"value":1',
    '{"value":1,"expires_at":5}x',
    '{"value":1}',
    '{"value":"v","expiration_ttl":60}',
    '{"access_token":"t","expires_at":1}',
    '{"value":1,"expires_at":null}',
    '{"value":1,"expires_at":"1"}',
    '{"value":1,"expires_at":1e999}',
    '{"value":1,"expires_at":1,"owner":"me"}',
    '{"expires_at":1,"metadata":{}}',
    '{"__proto__":{"value":1,"expires_at":1}}',
    '{"__proto__":{"value":1},"expires_at":1}',
    '{"value":1,"__proto__":{"expires_at":1}}',
    '{"value":1,"expires_at":1,"__proto__":{}}',
    "[".repeat(200_000),
  ])("gives back as it is what is no envelope: %.60s", (raw) => {
    expect(decodeEnvelope(raw, { now: NOW })).toEqual({
      value: raw,
      expiresAtMs: undefined,
      metadata: undefined,
    });
  });

  it("looks only at what an object itself has", () => {
    const inheriting: unknown = Object.create({ value: 1, expires_at: 1 });
    expect(decodeEnvelope(inheriting)?.value).toBe(inheriting);
    decodeEnvelope('{"value":{"__proto__":{"polluted":1}},"metadata":{}}');
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("takes an unreadable expires_at beside metadata for no expiry", () => {
    expect(decodeEnvelope('{"value":1,"expires_at":null,"metadata":{}}')?.expiresAtMs).toBeUndefined();
  });

  it("refuses a clock that tells no time", () => {
    expect(() => decodeAnyhow("plain", { now: "later" })).toThrow(
      /^now must be epoch milliseconds, or a function; got "later"$/,
    );
  });
});

describe("legacy payloads", () => {
  it.each([
    ['{"value":"v","expiration_ttl":60}', undefined],
    ['{"value":"v","expirationTtl":60}', undefined],
    ['{"value":"v","ttl":60}', undefined],
    ['{"value":"v","ttl_secs":60,"metadata":{"m":1}}', { m: 1 }],
    ['{"value":"v","expiration":0}', undefined],
    ['{"value":"v"}', undefined],
  ])("are unwrapped on request: %s", (raw, metadata) => {
    expect(decodeEnvelope(raw, { legacy: true })).toEqual({ value: "v", expiresAtMs: undefined, metadata });
  });

  it("end at their absolute expiration, in epoch seconds", () => {
    const raw = `{"value":"v","expiration":${NOW / 1000},"expiration_ttl":60}`;
    expect(decodeEnvelope(raw, { legacy: true, now: NOW })?.expiresAtMs).toBe(NOW);
    expect(decodeEnvelope(raw, { legacy: true, now: NOW + 1 })).toBeNull();
    expect(decodeEnvelope(raw, { now: NOW + 1 })?.value).toBe(raw);
  });

  it.each([
    '{"value":"v","owner":"me"}',
    '{"ttl":60}',
    '{"value":"v","expires_at":1,"ttl":60}',
    '{"value":1,"__proto__":{}}',
  ])("are not what has other keys: %s", (raw) => {
    expect(decodeEnvelope(raw, { legacy: true })?.value).toBe(raw);
  });

  it("are decoded from base64 only on request, and only where it is base64 of text", () => {
    const encoded = Buffer.from("naïve €").toString("base64");
    const read = (raw: unknown): unknown => decodeEnvelope(raw, { base64: true })?.value;
    expect(decodeEnvelope({ value: encoded }, { legacy: true })?.value).toBe(encoded);
    expect(read({ value: encoded, expiration_ttl: 5 })).toBe("naïve €");
    expect(read({ value: "not base64!", ttl: 5 })).toBe("not base64!");
    const bytes = Buffer.from([0xff, 0xfe]).toString("base64");
    expect(read({ value: bytes })).toBe(bytes);
    expect(read({ value: { n: 1 } })).toEqual({ n: 1 });
    expect(read({ value: encoded, metadata: {} })).toBe(encoded);
    expect(read(encoded)).toBe(encoded);
  });
});
