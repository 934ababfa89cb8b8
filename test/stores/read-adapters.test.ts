// The table of the runtime's README, "Read adapters": each client and mode as it is, over one server.
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { EdgeVM } from "@edge-runtime/vm";
import axios from "axios";
import got from "got";
import ky from "ky";
import nodeFetch from "node-fetch";
import { FetchError, ofetch } from "ofetch";
import { request, fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type UnwrapOptions,
  encodeEnvelope,
  unwrapAxios,
  unwrapBody,
  unwrapJson,
  unwrapOrThrow,
  unwrapResponse,
  unwrapText,
  unwrapTextOrThrow,
  unwrapUndici,
} from "@kv-envelope/runtime";
import { type KvServer, startKvServer } from "../kv-server/index.js";

const NOW = 1_800_000_000_000;
const VALUE = { n: "ü" };
const SERVICE_404 = {
  errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
};

let server: KvServer;
beforeAll(async () => {
  server = await startKvServer();
  const keys = {
    alive: encodeEnvelope(VALUE, { expiresAtMs: NOW }),
    expired: encodeEnvelope(VALUE, { expiresAtMs: 1 }),
  };
  for (const [key, text] of Object.entries({ ...keys, plain: '{"a":1}' }))
    await fetch(server.keyUrl(key), {
      method: "PUT",
      body: text,
      headers: { ...headers(), "content-type": "application/json" },
    });
});
afterAll(() => server.close());

const headers = (): Record<string, string> => ({ authorization: `Bearer ${server.apiKey}` });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Row {
  /** Gives the body as the program sees it, through the adapter. */
  readonly read: (url: string, options: UnwrapOptions) => Promise<unknown>;
  /** What the value, and a plain `{"a":1}`, look like in this mode. */
  readonly form: (value: unknown) => unknown;
  /** What a missing key gives: the status beside the body, or a thrown error that says 404. */
  readonly missing: "status" | "throws" | "null";
}

const parsed = (value: unknown): unknown => value;
const text = (value: unknown): unknown => JSON.stringify(value);
const buffer = (value: unknown): unknown => Buffer.from(JSON.stringify(value));
const arrayBuffer = (value: unknown): unknown => bytes(JSON.stringify(value)).slice().buffer;

/** What is left of a response: its body, or the status and body where it is not ok. */
const bodyOf = async (response: {
  ok: boolean;
  status: number;
  json(): Promise<unknown>;
}): Promise<unknown> => (response.ok ? await response.json() : [response.status, await response.json()]);
const axiosOf =
  (options: object) =>
  async (url: string, unwrapping: UnwrapOptions): Promise<unknown> =>
    unwrapAxios(await axios.get<unknown>(url, { headers: headers(), ...options }), unwrapping).data;

const ROWS: Readonly<Record<string, Row>> = {
  "fetch, a Response": {
    read: async (url, options) =>
      bodyOf(await unwrapResponse(await fetch(url, { headers: headers() }), options)),
    form: parsed,
    missing: "status",
  },
  "fetch, arrayBuffer()": {
    read: async (url, options) =>
      (await unwrapResponse(await fetch(url, { headers: headers() }), options)).arrayBuffer(),
    form: arrayBuffer,
    missing: "status",
  },
  "fetch, blob()": {
    read: async (url, options) => {
      const blob = await (await unwrapResponse(await fetch(url, { headers: headers() }), options)).blob();
      expect(blob.type).toBe("application/json");
      return await blob.text();
    },
    form: text,
    missing: "status",
  },
  "fetch, its stream": {
    read: async (url, options) => {
      const { body } = await unwrapResponse(await fetch(url, { headers: headers() }), options);
      const pieces: Uint8Array[] = [];
      for await (const piece of body ?? []) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    form: buffer,
    missing: "status",
  },
  "fetch, a clone of a response": {
    read: async (url, options) => {
      const response = await fetch(url, { headers: headers() });
      const clone = response.clone();
      const body = await bodyOf(await unwrapResponse(response, options));
      expect((await clone.json()) as unknown).toBeDefined();
      return body;
    },
    form: parsed,
    missing: "status",
  },
  "fetch of undici": {
    read: async (url, options) =>
      bodyOf(await unwrapResponse(await undiciFetch(url, { headers: headers() }), options)),
    form: parsed,
    missing: "status",
  },
  "node-fetch": {
    read: async (url, options) =>
      bodyOf(await unwrapResponse(await nodeFetch(url, { headers: headers() }), options)),
    form: parsed,
    missing: "status",
  },
  "undici's request": {
    read: async (url, options) => {
      const { statusCode, body } = await unwrapUndici(await request(url, { headers: headers() }), options);
      return statusCode === 200 ? await body.json() : [statusCode, await body.json()];
    },
    form: parsed,
    missing: "status",
  },
  "axios, json": { read: axiosOf({}), form: parsed, missing: "throws" },
  "axios, text": {
    read: axiosOf({ responseType: "text", transformResponse: (data: unknown) => data }),
    form: text,
    missing: "throws",
  },
  "axios, arraybuffer": { read: axiosOf({ responseType: "arraybuffer" }), form: buffer, missing: "throws" },
  "axios by fetch, arraybuffer": {
    read: axiosOf({ responseType: "arraybuffer", adapter: "fetch" }),
    form: arrayBuffer,
    missing: "throws",
  },
  "axios, every status accepted": {
    read: axiosOf({ validateStatus: null }),
    form: parsed,
    missing: "status",
  },
  "got, a response": {
    read: async (url, options) =>
      unwrapBody(await got(url, { headers: headers(), responseType: "json" }), options).body,
    form: parsed,
    missing: "throws",
  },
  "got, buffer": {
    read: async (url, options) =>
      unwrapOrThrow(await got(url, { headers: headers() }).buffer(), { ...options, client: "got" }),
    form: buffer,
    missing: "throws",
  },
  "got, text": {
    read: async (url, options) =>
      unwrapTextOrThrow(await got(url, { headers: headers() }).text(), { ...options, client: "got" }),
    form: text,
    missing: "throws",
  },
  "ky, json": {
    read: async (url, options) =>
      unwrapOrThrow(await ky(url, { headers: headers() }).json(), { ...options, client: "ky" }),
    form: parsed,
    missing: "throws",
  },
  "ky, arrayBuffer": {
    read: async (url, options) =>
      unwrapOrThrow(await ky(url, { headers: headers() }).arrayBuffer(), { ...options, client: "ky" }),
    form: arrayBuffer,
    missing: "throws",
  },
  "ofetch, parsed": {
    read: async (url, options) =>
      unwrapOrThrow<unknown>(await ofetch(url, { headers: headers() }), { ...options, client: "ofetch" }),
    form: parsed,
    missing: "throws",
  },
  "ofetch, arrayBuffer": {
    read: async (url, options) =>
      unwrapOrThrow<unknown>(await ofetch(url, { headers: headers(), responseType: "arrayBuffer" }), {
        ...options,
        client: "ofetch",
      }),
    form: arrayBuffer,
    missing: "throws",
  },
  "ofetch's raw": {
    read: async (url, options) =>
      (
        await unwrapResponse(await ofetch.raw<unknown>(url, { headers: headers() }), {
          ...options,
          client: "ofetch",
          errorClass: FetchError,
        })
      )._data,
    form: parsed,
    missing: "throws",
  },
  "a parsed body": {
    read: async (url, options) =>
      unwrapJson((await (await fetch(url, { headers: headers() })).json()) as unknown, options),
    form: parsed,
    missing: "null",
  },
  "a text": {
    read: async (url, options) =>
      unwrapText(await (await fetch(url, { headers: headers() })).text(), options),
    form: text,
    missing: "null",
  },
  "bytes, by unwrapJson": {
    read: async (url, options) =>
      unwrapJson(await (await fetch(url, { headers: headers() })).arrayBuffer(), options),
    form: arrayBuffer,
    missing: "null",
  },
};

describe.each(Object.entries(ROWS))("%s", (_name, { read, form, missing }) => {
  it("gives the value in the form in which the client gives a body", async () => {
    const alive = await read(server.keyUrl("alive"), { now: NOW });
    expect(alive).toEqual(form(VALUE));
    expect(Object.prototype.toString.call(alive)).toBe(Object.prototype.toString.call(form(VALUE)));
    expect(await read(server.keyUrl("alive"), { now: NOW, as: "payload" })).toEqual(form({ value: VALUE }));
  });

  it("leaves a body that is no envelope as it is", async () => {
    expect(await read(server.keyUrl("plain"), { now: NOW })).toEqual(form({ a: 1 }));
  });

  it("makes the service's own 404 of the expired", async () => {
    const expired = read(server.keyUrl("expired"), { now: NOW });
    if (missing === "throws") {
      const error: unknown = await expired.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 3 })).toContain("404");
      return;
    }
    const given = await expired;
    if (missing === "null") expect(given).toBeNull();
    else if (Array.isArray(given)) expect(given).toEqual([404, SERVICE_404]);
    else expect(given).toEqual(form(SERVICE_404));
  });
});

describe("headers", () => {
  const seed = {
    "content-type": "application/json",
    etag: '"1"',
    "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT",
  };
  const respond = (body: string): Response =>
    new Response(body, {
      headers: { ...seed, "content-length": String(body.length), "content-encoding": "gzip" },
    });

  it("of what was unwrapped don't tell another length, and keep the etag; the made 404 has neither", async () => {
    const alive = await unwrapResponse(respond(encodeEnvelope(VALUE)));
    expect(Object.fromEntries(alive.headers)).toEqual(seed);
    const expired = await unwrapResponse(respond(encodeEnvelope(VALUE, { expiresAtMs: 1 })));
    expect(Object.fromEntries(expired.headers)).toEqual({ "content-type": "application/json" });
    const plain = await unwrapResponse(respond("plain"));
    expect(plain.headers.get("content-length")).toBe("5");
  });

  it("are so for axios, got and undici too", async () => {
    const url = server.keyUrl("alive");
    const options = { now: NOW };
    const byAxios = await axios.get(url, { headers: headers() });
    expect(byAxios.headers["content-length"]).toBeDefined();
    const unwrapped = unwrapAxios(byAxios, options);
    expect(unwrapped.headers["content-length"]).toBeUndefined();
    expect(unwrapped.headers["content-type"]).toBe("application/json");
    const byGot = unwrapBody(await got(url, { headers: headers() }), options);
    expect(byGot.headers["content-length"]).toBeUndefined();
    const byUndici = await unwrapUndici(await request(url, { headers: headers() }), options);
    expect(byUndici.headers["content-length"]).toBeUndefined();
    await byUndici.body.dump();
  });
});

describe("of another realm", () => {
  it("a hand-made answer is no response, and comes back as it is", async () => {
    const evaluate = new EdgeVM();
    const MADE = `({ ok: true, status: 200, json: async () => 1, arrayBuffer: async () => new ArrayBuffer(0) })`;
    for (const mock of [evaluate.evaluate<unknown>(MADE), runInNewContext(MADE) as unknown])
      expect(await unwrapResponse(mock)).toBe(mock);
    const vm = new EdgeVM({ extend: (context) => Object.assign(context, { unwrapResponse }) });
    expect(await vm.evaluate<Promise<unknown>>(`unwrapResponse(${MADE}).then((mock) => mock.status)`)).toBe(
      200,
    );
  });

  it("a Response is one, and so are bytes", async () => {
    const vm = new EdgeVM({ extend: (context) => Object.assign(context, { unwrapResponse, unwrapJson }) });
    const stored = JSON.stringify(encodeEnvelope(VALUE));
    const program = `(async () => {
      const response = await unwrapResponse(new Response(${stored}));
      const bytes = unwrapJson(new TextEncoder().encode(${stored}));
      return [response instanceof Response, JSON.stringify(await response.json()), new TextDecoder().decode(bytes)];
    })()`;
    expect(await vm.evaluate<Promise<unknown>>(program)).toEqual([true, '{"n":"ü"}', '{"n":"ü"}']);
  });
});

describe("a body that can't be read here", () => {
  it("comes back as it is: used, locked, without one, not ok", async () => {
    const used = new Response(encodeEnvelope(VALUE));
    await used.text();
    const locked = new Response(encodeEnvelope(VALUE));
    const reader = locked.body?.getReader();
    const notModified = new Response(null, { status: 304 });
    for (const response of [used, locked, notModified]) expect(await unwrapResponse(response)).toBe(response);
    expect(await reader?.read()).toMatchObject({ done: false });
    const nothing = new Response(null, { status: 204 });
    expect(await unwrapResponse(nothing)).toBe(nothing);
  });

  it("comes back as it is: a Blob or a stream that a client gives by itself", async () => {
    const blob = new Blob([encodeEnvelope(VALUE)]);
    expect(unwrapOrThrow(blob)).toBe(blob);
    const response = await axios.get<unknown>(server.keyUrl("alive"), {
      headers: headers(),
      responseType: "stream",
    });
    expect(unwrapAxios(response)).toBe(response);
    await ofetch(server.keyUrl("alive"), { headers: headers() });
  });
});
