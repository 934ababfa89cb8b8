import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startKvServer, type KvServer } from "./index.js";

let server: KvServer;
let nowMs: number;
const bearer = (): Record<string, string> => ({ Authorization: `Bearer ${server.apiKey}` });
const call = (
  method: string,
  url: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) => fetch(url, { method, headers: { ...bearer(), ...headers }, ...(body === undefined ? {} : { body }) });
const put = (key: string, body: string, query = "") => call("PUT", server.keyUrl(key) + query, body);
const get = (key: string) => call("GET", server.keyUrl(key));
const errorOf = async (response: Response): Promise<unknown> => [response.status, await response.json()];
const error = (status: number, code: string): unknown => [
  status,
  { errors: [expect.objectContaining({ code, title: expect.any(String), detail: expect.any(String) })] },
];

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  server = await startKvServer({ now: () => nowMs });
});
afterEach(() => server.close());

describe("values", () => {
  it("creates with 201, updates with 200, both with an empty body", async () => {
    const created = await put("user/1", "a");
    expect([created.status, await created.text()]).toEqual([201, ""]);
    const updated = await put("user/1", "b");
    expect([updated.status, await updated.text()]).toEqual([200, ""]);
    expect(server.entries()).toEqual(new Map([["user/1", Buffer.from("b")]]));
  });

  it("stores a body that looks like a write request verbatim", async () => {
    const body = JSON.stringify({ value: "dGVzdA==", expiration_ttl: 60, metadata: { a: 1 } });
    await put("session/1", body);
    nowMs += 3_600_000;
    expect(await (await get("session/1")).text()).toBe(body);
  });

  it("keeps any bytes and echoes the Content-Type", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await call("PUT", server.keyUrl("raw"), bytes, { "Content-Type": "image/x-test" });
    const response = await get("raw");
    expect(response.headers.get("content-type")).toBe("image/x-test");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it("reads bytes stored without a Content-Type as application/octet-stream", async () => {
    await call("PUT", server.keyUrl("raw"), new Uint8Array([1]));
    expect((await get("raw")).headers.get("content-type")).toBe("application/octet-stream");
  });

  it("answers 404 for a missing key and deletes idempotently", async () => {
    expect(await errorOf(await get("none"))).toEqual(error(404, "10005"));
    await put("one", "1");
    expect((await call("DELETE", server.keyUrl("one"))).ok).toBe(true);
    expect((await call("DELETE", server.keyUrl("one"))).ok).toBe(true);
    expect(server.entries().size).toBe(0);
  });

  it("takes a slash in a key encoded and plain as the same key", async () => {
    await call("PUT", `${server.apiUrl}/storage/kvs/${server.namespaceId}/keys/user/1`, "plain");
    const response = await call("GET", `${server.apiUrl}/storage/kvs/${server.namespaceId}/keys/user%2F1`);
    expect(await response.text()).toBe("plain");
  });

  it("takes 1 MiB and refuses a byte more with 413", async () => {
    expect((await put("big", "x".repeat(1_048_576))).status).toBe(201);
    expect(await errorOf(await put("bigger", "x".repeat(1_048_577)))).toEqual(error(413, "10015"));
    expect([...server.entries().keys()]).toEqual(["big"]);
  });

  it("ignores query parameters that it does not know", async () => {
    expect((await put("k", "v", "?expiration_ttl=60")).status).toBe(201);
    nowMs += 3_600_000;
    expect((await get("k")).status).toBe(200);
  });
});

describe("keys and access", () => {
  it.each([["session:1"], ["a b"], ["ü"], ["50%"]])(
    "refuses the key %j with 400 and code 10015",
    async (key) => {
      expect(await errorOf(await put(key, "v"))).toEqual(error(400, "10015"));
    },
  );

  it("takes 256 characters and refuses 257", async () => {
    expect((await put("k".repeat(256), "v")).status).toBe(201);
    expect(await errorOf(await put("k".repeat(257), "v"))).toEqual(error(400, "10015"));
  });

  it.each([[{}], [{ Authorization: "Bearer wrong" }], [{ Authorization: "KEY-loopback" }]])(
    "answers 401 to the headers %j",
    async (headers) => {
      const response = await fetch(server.keyUrl("k"), { method: "PUT", body: "v", headers });
      expect(await errorOf(response)).toEqual(error(401, "10009"));
      expect(server.entries().size).toBe(0);
    },
  );

  it("answers 404 with code 10005 for an unknown namespace, and 404/405 elsewhere", async () => {
    expect(await errorOf(await call("PUT", server.keyUrl("k", "other"), "v"))).toEqual(error(404, "10005"));
    expect((await call("GET", `${server.url}/storage/kvs/${server.namespaceId}/keys/k`)).status).toBe(404);
    expect((await call("POST", server.keyUrl("k"), "v")).status).toBe(405);
  });

  it("keeps namespaces apart", async () => {
    const two = await startKvServer({ namespaceIds: ["first", "second"] });
    const headers = { Authorization: `Bearer ${two.apiKey}` };
    await fetch(two.keyUrl("k", "second"), { method: "PUT", body: "v", headers });
    expect([two.entries().size, two.entries("second").size]).toEqual([0, 1]);
    expect(() => two.entries("third")).toThrow(/"third"/);
    await two.close();
  });

  it("refuses to start without a namespace", async () => {
    await expect(startKvServer({ namespaceIds: [] })).rejects.toThrow(/namespaceIds/);
  });

  it("logs each request with method, key, body and status", async () => {
    await put("a/b", "v");
    await get("none");
    expect(
      server.requests.map(({ method, key, body, status }) => [method, key, body.toString(), status]),
    ).toEqual([
      ["PUT", "a/b", "v", 201],
      ["GET", "none", "", 404],
    ]);
  });
});

describe("ttl_secs", () => {
  it("expires the key by the server's clock, and a write after that creates", async () => {
    await put("otp", "1", "?ttl_secs=60");
    nowMs += 59_999;
    expect((await get("otp")).status).toBe(200);
    server.clock.advance(1);
    expect((await get("otp")).status).toBe(404);
    expect(server.entries().size).toBe(0);
    expect((await put("otp", "2")).status).toBe(201);
  });

  it.each(["0", "-1", "1.5", "abc", "", "9223372037"])(
    "refuses ttl_secs=%s with 422 and writes nothing",
    async (ttl) => {
      expect(await errorOf(await put("k", "v", `?ttl_secs=${ttl}`))).toEqual(error(422, "10015"));
      expect(server.entries().size).toBe(0);
    },
  );

  it("takes the largest ttl, and answers 409 where TTL is not supported", async () => {
    expect((await put("k", "v", "?ttl_secs=9223372036")).status).toBe(201);
    const old = await startKvServer({ generation: "refusing" });
    const headers = { Authorization: `Bearer ${old.apiKey}` };
    expect(
      (await fetch(`${old.keyUrl("k")}?ttl_secs=60`, { method: "PUT", body: "v", headers })).status,
    ).toBe(409);
    await old.close();
  });

  it("keeps what says a ttl for good in the generation that looks at no query", async () => {
    const old = await startKvServer({ generation: "verbatim" });
    const headers = { Authorization: `Bearer ${old.apiKey}` };
    const { status } = await fetch(`${old.keyUrl("k")}?ttl_secs=0`, { method: "PUT", body: "v", headers });
    old.clock.advance(1e12);
    expect([status, old.entries().get("k")?.toString()]).toEqual([201, "v"]);
    await old.close();
  });
});

describe("list", () => {
  const list = (query = "") => call("GET", `${server.apiUrl}/storage/kvs/${server.namespaceId}/keys${query}`);

  it("gives names, sizes and times, filtered by prefix", async () => {
    await put("a/1", "xy");
    await put("b/1", "z");
    expect(await (await list("?prefix=a/")).json()).toEqual({
      data: [
        { record_type: "storage_kv_key", key: "a/1", size_bytes: 2, updated_at: "2026-01-01T00:00:00.000Z" },
      ],
      meta: { has_more: false },
    });
  });

  it("pages by cursor, even where a key of the page was deleted in between", async () => {
    for (const key of ["a", "b", "c", "d", "e"]) server.seed(key, "v");
    const seen: unknown[] = [];
    let query = "?limit=2";
    for (let page = 0; page < 3; page++) {
      const { data, meta }: { data: { key: string }[]; meta: { has_more: boolean; cursor?: string } } =
        JSON.parse(await (await list(query)).text());
      seen.push([data.map(({ key }) => key), meta.has_more]);
      for (const { key } of data) await call("DELETE", server.keyUrl(key));
      query = `?limit=2&cursor=${meta.cursor ?? ""}`;
    }
    expect(seen).toEqual([
      [["a", "b"], true],
      [["c", "d"], true],
      [["e"], false],
    ]);
  });

  it("gives 1000 keys by default and at most, and refuses other limits and foreign cursors", async () => {
    for (let index = 0; index < 1001; index++) server.seed(`k/${index}`, "v");
    for (const query of ["", "?limit=1000", "?limit=5000"]) {
      expect(await (await list(query)).json()).toMatchObject({
        data: { length: 1000 },
        meta: { has_more: true },
      });
    }
    for (const query of ["?limit=0", "?limit=-1", "?limit=x", "?cursor=*"]) {
      expect((await list(query)).status, query).toBe(422);
    }
  });
});

describe("a request that is held", () => {
  const startHolding = async (hold: "before" | "after") => {
    const holding = await startKvServer({ faults: ({ number }) => (number === 1 ? { hold } : undefined) });
    const putHere = (body: string): Promise<Response> =>
      fetch(holding.keyUrl("k"), {
        method: "PUT",
        body,
        headers: { Authorization: `Bearer ${holding.apiKey}` },
      });
    const stored = (): string | undefined => holding.entries().get("k")?.toString();
    return { holding, putHere, stored };
  };

  it("before it is carried out, is carried out on release, after those that came later", async () => {
    const { holding, putHere, stored } = await startHolding("before");
    const first = putHere("first");
    await holding.arrived("PUT", 1);
    expect(stored()).toBeUndefined();
    expect((await putHere("second")).status).toBe(201);
    expect(stored()).toBe("second");
    await holding.release();
    expect(stored()).toBe("first");
    expect((await first).status).toBe(200);
    await holding.close();
  });

  it("before its answer, has been carried out and is answered on release", async () => {
    const { holding, putHere, stored } = await startHolding("after");
    const answers: string[] = [];
    const first = putHere("first").then(() => answers.push("first"));
    await holding.arrived("PUT", 1);
    expect(stored()).toBe("first");
    await putHere("second").then(() => answers.push("second"));
    await holding.release();
    await first;
    expect([answers, stored()]).toEqual([["second", "first"], "second"]);
    await holding.close();
  });

  it("does not keep the server from closing", async () => {
    const { holding, putHere } = await startHolding("before");
    const refused = expect(putHere("v")).rejects.toThrow("fetch failed");
    await holding.arrived("PUT", 1);
    await holding.close();
    await refused;
  });
});
