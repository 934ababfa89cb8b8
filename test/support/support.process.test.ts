import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startKvServer, type KvServer } from "../kv-server/index.js";
import { createProgramDir, request, runProgram, runSteps, type ProgramDir } from "./index.js";

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 5, 1);

let server: KvServer;
let program: ProgramDir;
beforeEach(async () => {
  server = await startKvServer({ now: () => NOW_MS });
});
afterEach(async () => {
  await program.remove();
  await server.close();
});

/** The service's page's own pair, over the service's own host. */
const PAGE_STORE = `
const url = (key: string) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${encodeURIComponent(key)}\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };
export async function save(key: string, value: unknown, ttl: number): Promise<void> {
  const body = JSON.stringify({ value, expires_at: Date.now() + ttl * 1000 });
  await fetch(url(key), { method: "PUT", headers, body });
}
export async function load(key: string): Promise<unknown> {
  const res = await fetch(url(key), { headers });
  if (res.status === 404) return undefined;
  const { value, expires_at } = JSON.parse(await res.text());
  return Date.now() > expires_at ? null : value;
}`;

describe("runSteps", () => {
  it("calls exports, moves the clock in between and gives the calls' values", async () => {
    program = await createProgramDir({
      "index.ts": `export * from "./src/store";`,
      "src/store.ts": PAGE_STORE,
    });
    const results = await runSteps({ dir: program.dir, entry: "index.ts", server, nowMs: NOW_MS }, [
      { call: "load", args: ["session/1"] },
      { call: "save", args: ["session/1", { user: "ada" }, 3600] },
      { call: "load", args: ["session/1"] },
      { advanceMs: HOUR_MS + 1 },
      { call: "load", args: ["session/1"] },
      { seed: "old", text: '{"value":1}' },
      { entries: true },
    ]);
    const stored = `{"value":{"user":"ada"},"expires_at":${NOW_MS + HOUR_MS}}`;
    expect(results).toEqual([
      undefined,
      undefined,
      { user: "ada" },
      null,
      { "session/1": stored, old: '{"value":1}' },
    ]);
    expect(server.requests.map(({ method, key, status }) => `${method} ${key} ${status}`)).toEqual([
      "GET session/1 404",
      "PUT session/1 201",
      "GET session/1 200",
      "GET session/1 200",
    ]);
  });

  it("moves the server's clock with the program's", async () => {
    program = await createProgramDir({
      "kv.mjs": `
        import { env } from "@telnyx/edge-runtime";
        export const put = (key, value, options) => env.CODES.put(key, value, options);
        export const get = (key) => env.CODES.get(key);`,
    });
    const steps = [
      { call: "put", args: ["otp", "123", { expirationTtl: 60, metadata: { a: 1 } }] },
      { advanceMs: 61_000 },
      { call: "get", args: ["otp"] },
    ];
    const options = { dir: program.dir, entry: "kv.mjs", server };
    expect(await runSteps({ ...options, env: { EDGE_RUNTIME_VERSION: "0.2.1" } }, steps)).toEqual([
      undefined,
      "123",
    ]);
    expect(await runSteps({ ...options, env: { EDGE_RUNTIME_VERSION: "0.2.2" } }, steps)).toEqual([
      undefined,
      null,
    ]);
  });

  it("constructs classes, passes Requests, and gives Responses and errors as plain objects", async () => {
    program = await createProgramDir({
      "app.ts": `
        export class Counter { n: number; constructor(n: number) { this.n = n } up() { return ++this.n } }
        export default { async fetch(req: Request) { return new Response(req.method + await req.text(), { status: 418 }) } };
        export const fail = () => { throw Object.assign(new RangeError("no"), { status: 404 }) };`,
    });
    const results = await runSteps({ dir: program.dir, entry: "app.ts", server }, [
      { construct: "Counter", args: [1], as: "counter" },
      { call: "counter.up" },
      { call: "counter.up" },
      { call: "default.fetch", args: [request("https://app/x", { method: "POST", body: "!" })] },
      { call: "fail" },
    ]);
    expect(results).toEqual([
      2,
      3,
      { status: 418, contentType: "text/plain;charset=UTF-8", body: "POST!" },
      { error: { name: "RangeError", message: "no", status: 404 } },
    ]);
  });

  it("fails with the program's own error where it can't load, and names a missing export", async () => {
    program = await createProgramDir({
      "bad.ts": `throw new Error("boom at load");`,
      "empty.ts": `export const a = 1;`,
    });
    await expect(runSteps({ dir: program.dir, entry: "bad.ts", server }, [])).rejects.toThrow(/boom at load/);
    await expect(
      runSteps({ dir: program.dir, entry: "empty.ts", server }, [{ call: "save" }]),
    ).rejects.toThrow(/"save".*exports a/);
    await expect(runSteps({ dir: program.dir, entry: "none.ts", server }, [])).rejects.toThrow(/none\.ts/);
  });
});

describe("runProgram", () => {
  it("runs a script with arguments, stdin, environment and its own idea of its place", async () => {
    program = await createProgramDir({
      "main.cjs": `
        const { readFileSync } = require("node:fs");
        const fetch = require("node-fetch");
        console.log(readFileSync(0, "utf8"), process.argv[2], process.env.MODE, __dirname === process.cwd(), typeof fetch);
        console.error(Object.keys(process.env).filter((name) => name.startsWith("KV_HARNESS")).length);
        process.exitCode = 3;`,
    });
    const run = await runProgram({
      ...{ dir: program.dir, entry: "main.cjs", server, input: "in", args: ["arg"], env: { MODE: "test" } },
    });
    expect(run).toEqual({
      stdout: expect.stringContaining("in arg test true"),
      stderr: "0\n",
      exitCode: 3,
      result: undefined,
    });
  });

  it("shifts every way to ask for the time, and nothing else about dates", async () => {
    program = await createProgramDir({
      "time.mjs": `
        export const offsets = (real) => [Date.now(), new Date().getTime(), Date.parse(Date()), new (class extends Date {})().getTime(),
          new (new Date().constructor)().getTime()].map((time) => Math.round((time - real) / 3_600_000));
        export const fixed = () => [new Date(0).toISOString(), new Date(2020, 0) instanceof Date, Date.UTC(2020, 0)];`,
    });
    const results = await runSteps(
      { dir: program.dir, entry: "time.mjs", server, clockOffsetMs: 5 * HOUR_MS },
      [
        { call: "offsets", args: [Date.now()] },
        { advanceMs: 2 * HOUR_MS },
        { call: "offsets", args: [Date.now()] },
        { call: "fixed" },
      ],
    );
    const date0 = new Date(0).toISOString();
    expect(results).toEqual([Array(5).fill(5), Array(5).fill(7), [date0, true, Date.UTC(2020, 0)]]);
    expect(server.clock.now()).toBe(NOW_MS + 7 * HOUR_MS);
  });

  it("runs a scenario's source over the program, with the runtime package in reach", async () => {
    program = await createProgramDir({
      "index.ts": `export { encodeEnvelope, decodeEnvelope } from "@kv-envelope/runtime";`,
    });
    const { result, stderr } = await runProgram({
      ...{ dir: program.dir, entry: "index.ts", server, nowMs: NOW_MS, input: { ttl: 60 } },
      scenario: `export default async ({ program, input, advance, entries, seed, server }) => {
        const raw: string = program.encodeEnvelope("v", { ttlSeconds: input.ttl });
        await seed("k", raw);
        const before = program.decodeEnvelope(raw).value;
        await advance(60_001);
        return [before, program.decodeEnvelope(raw), await entries(), server.namespaceId];
      }`,
    });
    expect(stderr).toBe("");
    const raw = `{"value":"v","expires_at":${NOW_MS + 60_000}}`;
    expect(result).toEqual(["v", null, { k: raw }, server.namespaceId]);
  });

  it("reports a scenario that throws by exit code 1 and stderr, and a program that hangs by an error", async () => {
    program = await createProgramDir({
      "index.ts": `export const a = 1;`,
      "hang.ts": `setInterval(() => {}, 1000);`,
    });
    const run = await runProgram({
      dir: program.dir,
      entry: "index.ts",
      server,
      scenario: `export default () => { throw new Error("oops") }`,
    });
    expect([run.exitCode, run.result]).toEqual([1, undefined]);
    expect(run.stderr).toContain("oops");
    await expect(runProgram({ dir: program.dir, entry: "hang.ts", server, timeoutMs: 400 })).rejects.toThrow(
      /timeoutMs: 400/,
    );
  });

  it("refuses scenario and scenarioFile together", async () => {
    program = await createProgramDir({});
    const both = { scenario: "export default () => 1", scenarioFile: "/s.ts" };
    await expect(runProgram({ dir: program.dir, entry: "x.ts", server, ...both })).rejects.toThrow(
      /scenario and scenarioFile/,
    );
  });
});

describe("clients", () => {
  const KEY_URL = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/k`";
  const AUTH = "headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` }";
  const clients: Record<string, string> = {
    fetch: `export const put = () => fetch(${KEY_URL}, { method: "PUT", body: "v", ${AUTH} }).then((r) => r.status);`,
    axios: `import axios from "axios"; export const put = () => axios.put(${KEY_URL}, "v", { ${AUTH} }).then((r) => r.status);`,
    got: `import got from "got"; export const put = () => got.put(${KEY_URL}, { body: "v", ${AUTH} }).then((r) => r.statusCode);`,
    ky: `import ky from "ky"; export const put = () => ky.put(${KEY_URL}, { body: "v", ${AUTH} }).then((r) => r.status);`,
    undici: `import { request } from "undici"; export const put = () => request(${KEY_URL}, { method: "PUT", body: "v", ${AUTH} }).then((r) => r.statusCode);`,
    ofetch: `import { ofetch } from "ofetch"; export const put = () => ofetch.raw(${KEY_URL}, { method: "PUT", body: "v", ${AUTH} }).then((r) => r.status);`,
    "node-fetch": `import fetch from "node-fetch"; export const put = () => fetch(${KEY_URL}, { method: "PUT", body: "v", ${AUTH} }).then((r) => r.status);`,
    https: `import https from "node:https"; export const put = () => new Promise((resolve, reject) =>
      https.request(${KEY_URL}, { method: "PUT", ${AUTH} }, (r) => resolve(r.resume().statusCode)).on("error", reject).end("v"));`,
    telnyx: `import Telnyx from "telnyx"; const client = new Telnyx();
      export const put = async () => { await client.storage.kvs.keys.update("k", "v", { id: process.env.KV_NAMESPACE_ID });
        return (await client.storage.kvs.keys.retrieve("k", { id: process.env.KV_NAMESPACE_ID })).status + 1; };`,
  };

  it.each(Object.keys(clients))("leads %s from the service's host to the loopback server", async (name) => {
    program = await createProgramDir({ "put.mjs": clients[name] ?? "" });
    expect(await runSteps({ dir: program.dir, entry: "put.mjs", server }, [{ call: "put" }])).toEqual([201]);
    expect(server.entries()).toEqual(new Map([["k", Buffer.from("v")]]));
  });

  it("reaches no other host", async () => {
    program = await createProgramDir({
      "out.mjs": `export const out = () => fetch("https://example.com/").catch((e) => e.cause.message);`,
    });
    expect(await runSteps({ dir: program.dir, entry: "out.mjs", server }, [{ call: "out" }])).toEqual([
      "the test harness has no network: example.com",
    ]);
  });
});
