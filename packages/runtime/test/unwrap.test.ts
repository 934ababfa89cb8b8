import { describe, expect, expectTypeOf, it, vi } from "vitest";
import type { UnwrapOptions } from "@kv-envelope/runtime";
import {
  encodeEnvelope,
  unwrapJson,
  unwrapJsonText,
  unwrapOrThrow,
  unwrapText,
  unwrapTextOrThrow,
} from "@kv-envelope/runtime";

const NOW = 1_700_000_000_000;
const alive = encodeEnvelope("v", { expiresAtMs: NOW + 1500, metadata: { m: 1 } });
const object = encodeEnvelope({ n: [1] }, { expiresAtMs: NOW });
const expired = encodeEnvelope("v", { expiresAtMs: NOW - 1 });
const legacy = '{"value":"v","expiration_ttl":60}';
const seconds = NOW / 1000 + 1;
/** What the service answers for a missing key. */
const NOT_FOUND = {
  errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
};

describe("unwrapText", () => {
  it.each([
    [alive, {}, "v"],
    [object, {}, '{"n":[1]}'],
    [legacy, { legacy: true }, "v"],
    [alive, { as: "json" }, '"v"'],
    [object, { as: "json" }, '{"n":[1]}'],
    [alive, { as: "payload" }, '{"value":"v","metadata":{"m":1}}'],
    [object, { as: "payload" }, '{"value":{"n":[1]}}'],
    [legacy, { as: "payload", legacy: true }, '{"value":"v"}'],
    [alive, { as: "data" }, `{"data":{"value":"v","metadata":{"m":1},"expiration":${seconds}}}`],
    [legacy, { as: "data", legacy: true }, '{"data":{"value":"v"}}'],
    ['{"value":"djI="}', { as: "data", base64: true }, '{"data":{"value":"v2"}}'],
  ] as [string, UnwrapOptions, string][])("makes of %s with %o the text %s", (raw, options, text) => {
    expect(unwrapText(raw, { ...options, now: NOW })).toBe(text);
  });

  it.each(["value", "payload", "data"] as const)("lets everything else through as it is, as %s", (as) => {
    for (const raw of ["plain", "123", "", '{"a":1}', '{ "value": 1 }', legacy, null, undefined]) {
      expect(unwrapText(raw, { as })).toBe(raw);
    }
    const noText: unknown = { value: 1, expires_at: 1 };
    expect(unwrapText(noText, { as })).toBe(noText);
  });

  it("gives null for what has expired, or what the program knows a missing key by", () => {
    expect(unwrapText(expired, { now: NOW, as: "payload" })).toBeNull();
    expect(unwrapText(`{"value":"v","expiration":5}`, { legacy: true })).toBeNull();
    expect(unwrapText(expired, { now: NOW, missing: undefined })).toBeUndefined();
    expect(unwrapText(expired, { now: NOW, missing: "" })).toBe("");
  });

  it("calls onExpired then and only then, and survives what that does", async () => {
    const onExpired = vi.fn(() => Promise.reject(new Error("no permission")));
    unwrapText(alive, { now: NOW, onExpired });
    unwrapText("plain", { now: NOW, onExpired });
    expect(onExpired).not.toHaveBeenCalled();
    expect(unwrapText(expired, { now: NOW, onExpired })).toBeNull();
    expect(onExpired).toHaveBeenCalledOnce();
    const throws = (): never => {
      throw new Error("broken");
    };
    expect(unwrapText(expired, { now: NOW, onExpired: throws })).toBeNull();
    // An unhandled rejection would fail the run.
    await new Promise((resolve) => setImmediate(resolve));
  });

  it("keeps the caller's type", async () => {
    const kvGet = async (): Promise<string | null> => alive;
    expectTypeOf(await kvGet().then(unwrapText)).toEqualTypeOf<string | null>();
    expect(await kvGet().then((raw) => unwrapText(raw, { now: NOW }))).toBe("v");
  });

  it.each(["Payload", 5])("refuses as: %s", (as) => {
    const message = /^as must be one of value, json, payload, payloadWithExpiration, data; got /;
    expect(() => void Reflect.apply(unwrapText, undefined, ["plain", { as }])).toThrow(message);
  });
});

describe("unwrapJson", () => {
  it("gives values and objects of what a client parsed, or of its text", () => {
    for (const stored of [alive, JSON.parse(alive)]) {
      expect(unwrapJson<unknown>(stored, { now: NOW })).toBe("v");
      expect(unwrapJson<unknown>(stored, { now: NOW, as: "payload" })).toEqual({
        value: "v",
        metadata: { m: 1 },
      });
      expect(unwrapJson<unknown>(stored, { now: NOW, as: "data" })).toEqual({
        data: { value: "v", metadata: { m: 1 }, expiration: seconds },
      });
    }
    expect(unwrapJson(JSON.parse(expired), { now: NOW })).toBeNull();
    const dated = { as: "payloadWithExpiration", now: 0 } as const;
    expect(unwrapJson<unknown>({ value: 1, expires_at: 90_500 }, dated)).toEqual({
      value: 1,
      expiration: 90.5,
    });
    expect(unwrapJson<unknown>({ value: 1, metadata: {} }, dated)).toEqual({ value: 1 });
    expect(unwrapJson<unknown>({ value: 1, expiration: 90 }, { ...dated, legacy: true })).toEqual({
      value: 1,
      expiration: 90,
    });
    expect(unwrapJson(JSON.parse(expired), { now: NOW, missing: undefined })).toBeUndefined();
    expect(unwrapJson(JSON.parse(legacy), { as: "payload", legacy: true })).toEqual({ value: "v" });
  });

  it("lets everything else through: the same object", () => {
    for (const parsed of [
      { a: 1 },
      { value: 1 },
      { value: 1, owner: "me", expires_at: 1 },
      [1],
      5,
      "text",
      null,
      undefined,
      new Date(),
    ]) {
      expect(unwrapJson<unknown>(parsed, { as: "payload" })).toBe(parsed);
    }
  });
});

describe("an empty metadata", () => {
  const ended = { value: 1, expires_at: NOW + 1, metadata: {} };
  it.each([
    ["that only marks an envelope is not handed on", { value: 1, metadata: {} }, { value: 1 }],
    ["beside an end is the program's own", ended, { value: 1, metadata: {} }],
    ["that is a list is the program's own", { value: 1, metadata: [] }, { value: 1, metadata: [] }],
    ["that is null is the program's own", { value: 1, metadata: null }, { value: 1, metadata: null }],
  ])("%s", (_, envelope, payload) => {
    expect(unwrapJson<unknown>(envelope, { now: NOW, as: "payload" })).toEqual(payload);
  });
});

describe("unwrapJsonText", () => {
  it("parses what a client that parses would have parsed, and unwraps it", () => {
    expect(unwrapJsonText(alive, { now: NOW })).toBe("v");
    expect(unwrapJsonText(object, { now: NOW, as: "payload" })).toEqual({ value: { n: [1] } });
    expect(unwrapJsonText(expired, { now: NOW })).toBeNull();
    // What was written as JSON text lies in the envelope as text.
    expect(unwrapJsonText(encodeEnvelope('{"a":1}', { expiresAtMs: NOW }), { now: NOW })).toEqual({ a: 1 });
    expect(unwrapJsonText<{ a: number }>('{"a":1}')?.a).toBe(1);
    expect(unwrapJsonText("[1]")).toEqual([1]);
    expect(unwrapJsonText("null")).toBeNull();
    expect(unwrapJsonText("plain")).toBe("plain");
    expect(unwrapJsonText(null)).toBeNull();
    expect(unwrapJsonText(undefined)).toBeNull();
  });
});

describe("unwrapOrThrow on bytes", () => {
  const alive = encodeEnvelope({ n: "ü" }, { expiresAtMs: 1 });

  it("gives bytes of the same class", () => {
    const buffer = unwrapOrThrow(Buffer.from(alive), { now: 0 });
    expect([Buffer.isBuffer(buffer), buffer.toString()]).toEqual([true, '{"n":"ü"}']);
    const bytes = unwrapOrThrow(new Uint8Array(Buffer.from(alive)).buffer, { now: 0 });
    expect([bytes instanceof ArrayBuffer, Buffer.from(bytes).toString()]).toEqual([true, '{"n":"ü"}']);
  });

  it("gives what is no envelope as it is, and throws for the expired", () => {
    const own = Buffer.from([0xff, 0x00]);
    expect(unwrapOrThrow(own)).toBe(own);
    expect(() => unwrapOrThrow(Buffer.from(alive), { now: 2, client: "got" })).toThrow("404");
  });
});

describe("unwrapOrThrow, unwrapTextOrThrow", () => {
  it("throw for the expired as clients do for a 404", () => {
    const notFound = {
      name: "HTTPError",
      status: 404,
      statusCode: 404,
      data: NOT_FOUND,
      response: { status: 404, statusCode: 404, data: NOT_FOUND },
    };
    expect(() => unwrapOrThrow<unknown>(JSON.parse(expired), { now: NOW })).toThrow(
      expect.objectContaining(notFound),
    );
    expect(() => unwrapTextOrThrow(expired, { now: NOW })).toThrow(expect.objectContaining(notFound));
    expect(() => unwrapTextOrThrow(expired, { now: NOW })).toThrow(Error);
  });

  it.each([
    [
      "got",
      {
        name: "HTTPError",
        code: "ERR_NON_2XX_3XX_RESPONSE",
        response: { statusCode: 404, body: JSON.stringify(NOT_FOUND) },
      },
    ],
    ["ky", { name: "HTTPError", data: NOT_FOUND, response: { status: 404 } }],
    [
      "ofetch",
      { name: "FetchError", data: NOT_FOUND, status: 404, statusCode: 404, statusMessage: "Not Found" },
    ],
    ["telnyx", { name: "Error", status: 404, error: NOT_FOUND }],
  ] as const)("throw for the expired what %s throws for a missing key", async (client, fields) => {
    const thrown = await Promise.resolve(expired)
      .then((raw) => unwrapTextOrThrow(raw, { now: NOW, client }))
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject(fields);
    expect(thrown).toBeInstanceOf(Error);
    if (client === "got" || client === "telnyx") return;
    const { response } = thrown as { response: Response };
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual(NOT_FOUND);
  });

  it("refuse a client that they do not know", () => {
    const wrong = (): unknown => Reflect.apply(unwrapOrThrow, undefined, [expired, { client: "wretch" }]);
    expect(wrong).toThrow('client must be "got", "ky", "ofetch" or "telnyx"; got "wretch"');
  });

  it("throw an error that passes for the client's own by instanceof", () => {
    // The constructors of clients' errors need what is not at hand: they are not called.
    class NotFoundError extends Error {
      private constructor() {
        super();
        throw new Error("not to be called");
      }
    }
    const errorClass = NotFoundError;
    expect(() => unwrapTextOrThrow(expired, { now: NOW, errorClass })).toThrow(NotFoundError);
    expect(() => unwrapOrThrow(expired, { now: NOW, errorClass })).toThrow(
      expect.objectContaining({ status: 404 }),
    );
    const wrong = (): unknown =>
      Reflect.apply(unwrapOrThrow, undefined, [expired, { errorClass: "NotFoundError" }]);
    expect(wrong).toThrow('errorClass must be a class; got "NotFoundError"');
  });

  it("give the others as unwrapJson and unwrapText do", () => {
    expect(unwrapOrThrow(JSON.parse(alive), { now: NOW, as: "payload" })).toEqual({
      value: "v",
      metadata: { m: 1 },
    });
    expect(unwrapOrThrow("plain")).toBe("plain");
    // A client that did not parse gave text, which the program parses itself.
    expect(unwrapOrThrow(alive, { now: NOW, as: "payload" })).toBe('{"value":"v","metadata":{"m":1}}');
    expect(unwrapTextOrThrow(object, { now: NOW })).toBe('{"n":[1]}');
    expect(unwrapTextOrThrow("plain")).toBe("plain");
  });
});
