// The example with the real Next.js: built, then asked by two instances over one loopback server.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installFrameworks } from "../frameworks/installed.js";
import { PATIENCE_MS } from "../support/patience.js";
import { type KvServer, startKvServer } from "../kv-server/index.js";

const EXAMPLE = fileURLToPath(new URL("../../examples/next-cache-handler", import.meta.url));
const RUNTIME = fileURLToPath(new URL("../../packages/runtime", import.meta.url));

let server: KvServer;
let app = "";
let next = "";
const running: ChildProcess[] = [];

const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  KV_NAMESPACE_ID: server.namespaceId,
  TELNYX_API_KEY: server.apiKey,
  TELNYX_BASE_URL: server.url,
  KV_CACHE_PREFIX: "next/build-1/",
});

/** An instance of the application, by where it listens. */
async function start(): Promise<string> {
  const child = spawn(process.execPath, [next, "start", "--port", "0", "--hostname", "127.0.0.1"], {
    cwd: app,
    env: env(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error("the instance did not start");
}

beforeAll(async () => {
  const modules = installFrameworks();
  next = path.join(modules, "next/dist/bin/next");
  server = await startKvServer();
  // Beside the packages, as its bundler takes modules from nowhere but its root.
  app = mkdtempSync(path.join(path.dirname(modules), "next-cache-"));
  for (const name of ["app", "cache-handler.mjs", "next.config.mjs", "package.json"])
    cpSync(path.join(EXAMPLE, name), path.join(app, name), { recursive: true });
  const runtime = path.join(app, "node_modules/@kv-envelope/runtime");
  mkdirSync(runtime, { recursive: true });
  for (const name of ["dist", "package.json"])
    cpSync(path.join(RUNTIME, name), path.join(runtime, name), { recursive: true });
  await promisify(execFile)(process.execPath, [next, "build"], { cwd: app, env: env() });
});
afterAll(async () => {
  for (const child of running) {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  }
  await server.close();
  rmSync(app, { recursive: true, force: true });
});

const pageOf = async (url: string): Promise<string | undefined> =>
  /made at \d+\./.exec(await (await fetch(`${url}/rates`)).text())?.[0];

describe("the cache handler", () => {
  it("keeps what the build made, in envelopes under keys that the service takes", () => {
    const entries = [...server.entries()];
    expect(entries.length).toBeGreaterThan(0);
    for (const [key, stored] of entries) {
      expect(key).toMatch(/^next\/build-1\/entry\//);
      expect(JSON.parse(stored.toString())).toMatchObject({
        value: expect.any(String),
        expires_at: expect.any(Number),
      });
    }
  });

  it("gives all instances one page, until its tag is revalidated in one of them", async () => {
    const [one, other] = [await start(), await start()];
    const made = await pageOf(one);
    expect(made).toMatch(/made at/);
    expect(await pageOf(other)).toBe(made);

    expect((await fetch(`${one}/api/renew`, { method: "POST" })).status).toBe(204);
    // On a busy machine a request that comes at once may still be answered with the page of before.
    const soon = { timeout: PATIENCE_MS, interval: 250 };
    await expect.poll(() => pageOf(other), soon).not.toBe(made);
    const renewed = await pageOf(other);
    expect(renewed).toMatch(/made at/);
    await expect.poll(() => pageOf(one), soon).toBe(renewed);
  });
});
