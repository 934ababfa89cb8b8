import { text } from "node:stream/consumers";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeEnvelope, unwrapUndici } from "@kv-envelope/runtime";
import { serve } from "./loopback.js";

const NOW = 1_700_000_000_000;

let url = "";
let close = async (): Promise<void> => {};

beforeAll(async () => {
  ({ url, close } = await serve({
    "/alive": { body: encodeEnvelope({ n: "ü" }, { expiresAtMs: NOW }), type: "application/json" },
    "/number": { body: encodeEnvelope("042731", { expiresAtMs: NOW }) },
    "/expired": { body: encodeEnvelope("v", { expiresAtMs: NOW - 1 }) },
    "/plain": { body: "text" },
  }));
});
afterAll(() => close());

describe("unwrapUndici", () => {
  const get = async (path: string) => unwrapUndici(await request(url + path), { now: NOW });

  it("gives a body with the methods of undici's", async () => {
    const { statusCode, headers, body } = await get("/alive");
    expect([statusCode, headers["content-type"]]).toEqual([200, "application/json"]);
    expect(await body.json()).toEqual({ n: "ü" });
    expect(await (await get("/number")).body.json()).toBe("042731");
    expect(await (await get("/number")).body.text()).toBe("042731");
    expect(Buffer.from(await (await get("/plain")).body.arrayBuffer()).toString()).toBe("text");
    expect(await text((await get("/alive")).body)).toBe('{"n":"ü"}');
    expect(await (await get("/alive")).body.dump()).toBeUndefined();
  });

  it("makes the service's own 404 of the expired, after onExpired", async () => {
    let cleaned = false;
    const expired = await unwrapUndici(await request(`${url}/expired`), {
      now: NOW,
      onExpired: () => {
        cleaned = true;
      },
    });
    expect(cleaned).toBe(true);
    expect(expired).toMatchObject({ statusCode: 404, headers: { "content-type": "application/json" } });
    expect(await expired.body.json()).toEqual({
      errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
    });
  });

  it("keeps what failed, and what is no response of undici's", async () => {
    const missing = await request(`${url}/missing`);
    expect(await unwrapUndici(missing)).toBe(missing);
    await missing.body.dump();
    for (const mock of [null, undefined, "text", { statusCode: 200, body: "text" }])
      expect(await unwrapUndici<unknown>(mock)).toBe(mock);
  });
});
