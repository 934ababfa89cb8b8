// A value by itself: what is stored of it, and that each read of text gives it back.
import { describe, expect, it } from "vitest";
import type { UnwrapOptions } from "@kv-envelope/runtime";
import {
  bareText,
  decodeEnvelope,
  encodeEnvelope,
  unwrapJson,
  unwrapResponse,
  unwrapText,
} from "@kv-envelope/runtime";

const BARE: UnwrapOptions = { legacy: true, bare: true };
const VALUES = [
  "text",
  "",
  "5",
  "null",
  '{"value":1,"expiration_ttl":2}',
  '{"value":1,"expires_at":1}',
  0,
  1.5,
  true,
  null,
  [],
  [{ value: 1, ttl: 2 }],
  { a: { value: 1, metadata: {} } },
  { value: 1 },
  { value: 1, ttl: 2 },
  { value: "v", expires_at: 1 },
  { value: "v", metadata: { m: 1 } },
  { value: "v", expires_at: 1, other: 2 },
];

describe.each(VALUES)("%j", (value) => {
  const text = bareText(value);

  it("is its JSON, unless that looks like what reads take apart", () => {
    const isOurs = decodeEnvelope(JSON.stringify(value), { legacy: true, now: 0 });
    const isTakenApart = JSON.stringify(isOurs?.value) !== JSON.stringify(JSON.stringify(value));
    expect(text).toBe(isTakenApart ? encodeEnvelope(value) : JSON.stringify(value));
  });

  it("comes back from text, and from a response", async () => {
    expect(JSON.parse(unwrapText(text, { ...BARE, as: "payload" }))).toEqual({ value });
    expect(JSON.parse(unwrapText(text, { ...BARE, as: "data" }))).toEqual({ data: { value } });
    expect(JSON.parse(unwrapText(text, { ...BARE, as: "json" }))).toEqual(value);
    expect(unwrapText(text, BARE)).toBe(typeof value === "string" ? value : JSON.stringify(value));
    const read = async (options: UnwrapOptions): Promise<unknown> =>
      (await unwrapResponse(new Response(text), options)).json();
    expect(await read({ ...BARE, as: "payload" })).toEqual({ value });
    expect(await read(BARE)).toEqual(value);
  });
});

it("lets text that is no JSON through, and takes what was stored before", () => {
  expect(unwrapText("plain text", { ...BARE, as: "payload" })).toBe("plain text");
  expect(unwrapText('{"value":"v","expiration_ttl":60}', { ...BARE, as: "payload" })).toBe('{"value":"v"}');
  expect(unwrapText(encodeEnvelope("v", { expiresAtMs: 1 }), BARE)).toBe(null);
  expect(unwrapText(null, BARE)).toBe(null);
});

it("without the option stays what it is, and so does what was parsed", () => {
  expect(unwrapText('"v"', { legacy: true })).toBe('"v"');
  expect(unwrapJson({ a: 1 }, { ...BARE, as: "payload" })).toEqual({ a: 1 });
});

it.each([undefined, Number.NaN, new Map(), () => 1, 1n])("refuses what JSON loses", (value) => {
  expect(() => bareText(value)).toThrow(/^value must be JSON data/);
});
