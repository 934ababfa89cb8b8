import { setImmediate } from "node:timers/promises";
import nodeFetch from "node-fetch";
import { fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";
import { serve } from "./loopback.js";

const NOW = 1_700_000_000_000;
const alive = encodeEnvelope({ n: "ü" }, { expiresAtMs: NOW });
const binary = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
const large = encodeEnvelope("x".repeat(1_200_000), { expiresAtMs: NOW });

let url = "";
let close = async (): Promise<void> => {};

beforeAll(async () => {
  ({ url, close } = await serve({
    "/alive": { body: alive, type: "application/json" },
    "/gzip": { body: alive, gzip: true },
    "/expired": { body: encodeEnvelope("v", { expiresAtMs: NOW - 1 }) },
    "/number": { body: encodeEnvelope("042731", { expiresAtMs: NOW }) },
    "/legacy": { body: '{"value":"v","ttl":5}' },
    "/plain": { body: '\uFEFF{ "a": 1 }', type: "application/json" },
    "/binary": { body: binary, type: "application/octet-stream" },
    "/large": { body: large },
    "/large-plain": { body: "y".repeat(1_200_000) },
    "/empty": { body: "" },
    "/nothing": { body: "", status: 204 },
    "/broken": { body: alive, status: 500 },
  }));
});
afterAll(() => close());

describe.each([
  ["the global fetch", (path: string) => fetch(url + path)],
  ["undici", (path: string) => undiciFetch(url + path)],
  ["node-fetch", (path: string) => nodeFetch(url + path)],
])("unwrapResponse on a response of %s", (_name, get) => {
  it("throws for the expired what the client would throw, if a class of errors is given", async () => {
    class NotFound extends Error {}
    let cleaned = false;
    const unwrapping = unwrapResponse(await get("/expired"), {
      now: NOW,
      errorClass: NotFound,
      onExpired: () => {
        cleaned = true;
      },
    });
    await expect(unwrapping).rejects.toMatchObject({ status: 404, response: { status: 404 } });
    await expect(unwrapping).rejects.toBeInstanceOf(NotFound);
    expect(cleaned).toBe(true);
    expect(
      await (await unwrapResponse(await get("/alive"), { now: NOW, errorClass: NotFound })).json(),
    ).toEqual({ n: "ü" });
  });

  it("gives a response of the same class with the value as its body", async () => {
    const response = await get("/alive");
    const unwrapped = await unwrapResponse(response, { now: NOW });
    expect(unwrapped).toBeInstanceOf(response.constructor);
    expect(unwrapped).toMatchObject({ ok: true, status: 200, url: `${url}/alive` });
    expect(unwrapped.headers.get("content-type")).toBe("application/json");
    expect(unwrapped.headers.get("content-length")).toBeNull();
    expect(await unwrapped.json()).toEqual({ n: "ü" });
  });

  it("looks at no answer of another API, where a request helper serves several", async () => {
    const other = await get("/alive");
    expect(await unwrapResponse(other, { now: NOW, urlPart: "/storage/kvs/" })).toBe(other);
    const own = await unwrapResponse(await get("/alive"), { now: NOW, urlPart: "/alive" });
    expect(await own.json()).toEqual({ n: "ü" });
  });

  it("gives the shape that the program unpacks", async () => {
    const payload = await unwrapResponse(await get("/alive"), { now: NOW, as: "payload" });
    expect(await payload.text()).toBe('{"value":{"n":"ü"}}');
    const data = await unwrapResponse(await get("/legacy"), { as: "data", legacy: true });
    expect(await data.json()).toEqual({ data: { value: "v" } });
    const packed = await unwrapResponse(await get("/gzip"), { now: NOW });
    expect(packed.headers.get("content-encoding")).toBeNull();
    expect(await packed.text()).toBe('{"n":"ü"}');
  });

  it("makes the service's own 404 of the expired, after onExpired", async () => {
    const steps: string[] = [];
    const onExpired = async (): Promise<never> => {
      await setImmediate();
      steps.push("deleted");
      throw new Error("no permission");
    };
    const response = await unwrapResponse(await get("/expired"), { now: NOW, onExpired });
    expect(steps).toEqual(["deleted"]);
    expect(response).toMatchObject({ ok: false, status: 404, statusText: "Not Found" });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({
      errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
    });
  });

  it("gives a text by json() too, which is no JSON by itself, from a clone as well", async () => {
    const response = await unwrapResponse(await get("/number"), { now: NOW });
    const copy = response.clone();
    expect([await copy.json(), await response.json()]).toEqual(["042731", "042731"]);
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow();
    expect(await (await unwrapResponse(await get("/number"), { now: NOW })).text()).toBe("042731");
  });

  it("lets other bodies through byte for byte", async () => {
    const bytes = async (path: string): Promise<Buffer> =>
      Buffer.from(await (await unwrapResponse(await get(path))).arrayBuffer());
    expect((await bytes("/binary")).equals(binary)).toBe(true);
    expect((await bytes("/plain")).toString()).toBe('\uFEFF{ "a": 1 }');
    expect((await bytes("/legacy")).toString()).toBe('{"value":"v","ttl":5}');
    expect((await bytes("/large-plain")).length).toBe(1_200_000);
    expect((await bytes("/empty")).length).toBe(0);
    const plain = await unwrapResponse(await get("/plain"));
    expect(plain.headers.get("content-type")).toBe("application/json");
    expect(await plain.json()).toEqual({ a: 1 });
  });

  it("reads a body of more than 1 MiB", async () => {
    const response = await unwrapResponse(await get("/large"), { now: NOW });
    expect(await response.text()).toHaveLength(1_200_000);
  });

  it("keeps a response that is not ok, has no body, or was read already", async () => {
    for (const path of ["/broken", "/missing"]) {
      const response = await get(path);
      expect(await unwrapResponse(response)).toBe(response);
    }
    expect((await unwrapResponse(await get("/nothing"))).status).toBe(204);
    const read = await get("/alive");
    await read.text();
    expect(await unwrapResponse(read)).toBe(read);
  });
});

describe("unwrapResponse", () => {
  it("keeps what is no Response: a test's mock", async () => {
    for (const mock of [
      { ok: true, json: async () => ({ value: 1, expires_at: 1 }) },
      { ok: true, status: 200, arrayBuffer: async () => new ArrayBuffer(0) },
      null,
      undefined,
      "text",
    ]) {
      expect(await unwrapResponse<unknown>(mock)).toBe(mock);
    }
  });

  it("works on a subclass and stays the caller's type in a chain", async () => {
    class Traced extends Response {}
    const response = await unwrapResponse(new Traced(alive), { now: NOW });
    expect(response).toBeInstanceOf(Traced);
    expectTypeOf(Promise.resolve(new Response("v")).then(unwrapResponse)).toEqualTypeOf<Promise<Response>>();
    const chained = undiciFetch(`${url}/alive`).then(unwrapResponse);
    expectTypeOf(chained).toEqualTypeOf<ReturnType<typeof undiciFetch>>();
    expect((await chained).status).toBe(404);
  });
});
