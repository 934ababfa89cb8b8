import axios from "axios";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import type { AxiosResponse } from "axios";
import { encodeEnvelope, unwrapAxios } from "@kv-envelope/runtime";
import { serve } from "./loopback.js";

const NOW = 1_700_000_000_000;

/** What the service answers for a missing key. */
const NOT_FOUND = {
  errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
};

let url = "";
let close = async (): Promise<void> => {};

beforeAll(async () => {
  ({ url, close } = await serve({
    "/alive": { body: encodeEnvelope({ n: 1 }, { expiresAtMs: NOW }) },
    "/expired": { body: encodeEnvelope("v", { expiresAtMs: NOW - 1 }) },
    "/plain": { body: "text" },
    "/json": { body: '{"value":1,"owner":"me"}' },
    "/broken": { body: encodeEnvelope("v", { expiresAtMs: NOW - 1 }), status: 500 },
  }));
});
afterAll(() => close());

describe("unwrapAxios", () => {
  it("unwraps parsed data, and text as text", async () => {
    const parsed = await axios
      .get(`${url}/alive`)
      .then((response) => unwrapAxios(response, { now: NOW, as: "payload" }));
    expectTypeOf(parsed).toEqualTypeOf<AxiosResponse>();
    expect(parsed).toMatchObject({ status: 200, data: { value: { n: 1 } } });
    expect(parsed.headers["content-length"]).toBeUndefined();
    // axios parses text even of responseType "text", unless a program switches that off.
    const asText = { responseType: "text", transformResponse: (data: unknown) => data } as const;
    expect(unwrapAxios(await axios.get(`${url}/alive`, asText), { now: NOW }).data).toBe('{"n":1}');
  });

  it("does not touch the response that it is given", async () => {
    const response = await axios.get(`${url}/alive`);
    unwrapAxios(response, { now: NOW });
    expect(response.data).toEqual({ value: { n: 1 }, expires_at: NOW });
    const expired = await axios.get(`${url}/expired`, { validateStatus: null });
    const headers = { ...expired.headers };
    unwrapAxios(expired, { now: NOW });
    expect(expired).toMatchObject({ status: 200, headers });
  });

  it("lets everything else through: the same response", async () => {
    for (const path of ["/plain", "/json"]) {
      const response = await axios.get(url + path);
      expect(unwrapAxios(response)).toBe(response);
    }
    const failed = await axios.get(`${url}/broken`, { validateStatus: () => true });
    expect(unwrapAxios(failed)).toBe(failed);
    for (const mock of [null, undefined, { data: {} }, "text"]) expect(unwrapAxios<unknown>(mock)).toBe(mock);
  });

  it("throws for the expired what axios throws for a missing key", async () => {
    const real: unknown = await axios.get(`${url}/missing`).catch((error: unknown) => error);
    const response = await axios.get(`${url}/expired`);
    let ours: unknown;
    let called = 0;
    try {
      unwrapAxios(response, { now: NOW, onExpired: () => called++ });
    } catch (error) {
      ours = error;
    }
    expect(called).toBe(1);
    expect(axios.isAxiosError(real) && axios.isAxiosError(ours)).toBe(true);
    for (const name of ["name", "message", "code", "status"])
      expect(ours).toHaveProperty(name, Reflect.get(Object(real), name));
    expect(ours).toMatchObject({ response: { status: 404, statusText: "Not Found", data: NOT_FOUND } });
    expect(() => unwrapAxios(response, { now: NOW, errorClass: axios.AxiosError })).toThrow(axios.AxiosError);
    expect(ours).toHaveProperty("config", response.config);
    expect(ours).toHaveProperty("request", response.request);
  });

  it("unwraps bytes", async () => {
    const get = async (path: string) =>
      unwrapAxios(
        await axios.get<Buffer>(url + path, { responseType: "arraybuffer", validateStatus: null }),
        {
          now: NOW,
        },
      );
    expect((await get("/alive")).data.toString()).toBe('{"n":1}');
    const { status, data } = await get("/expired");
    expect([status, JSON.parse(data.toString())]).toEqual([404, NOT_FOUND]);
  });

  it.each([[(status: number) => status < 500], [null]])(
    "gives a 404 where the program's validateStatus accepts it",
    async (validateStatus) => {
      const response = unwrapAxios(await axios.get(`${url}/expired`, { validateStatus }), { now: NOW });
      expect(response).toMatchObject({ status: 404, statusText: "Not Found", data: NOT_FOUND });
      expect(response.headers["content-type"]).toBe("application/json");
    },
  );
});
