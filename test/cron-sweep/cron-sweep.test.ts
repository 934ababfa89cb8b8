// The example as it stands, over the loopback server: the function in this process, the job in its own.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { encodeEnvelope } from "@kv-envelope/runtime";
import { type Fault, type KvServer, startKvServer } from "../kv-server/index.js";
import { KvNamespace } from "../support/child/edge-runtime.js";

// By its address: it is plain JavaScript, as a reader would copy it.
const { default: edgeFunction }: { default: { fetch(request: Request, env: object): Promise<Response> } } =
  await import(new URL("../../examples/cron-sweep/src/function.js", import.meta.url).href);
const JOB = fileURLToPath(new URL("../../examples/cron-sweep/src/job.js", import.meta.url));
const expired = encodeEnvelope("v", { expiresAtMs: 1 });
const alive = encodeEnvelope("v");

let server: KvServer;
let fault: ((url: string) => Fault | undefined) | undefined;
beforeEach(async () => {
  fault = undefined;
  server = await startKvServer({ faults: ({ url }) => fault?.(url) });
  for (let index = 0; index < 230; index++)
    server.seed(`session/${String(index).padStart(3, "0")}`, index % 2 === 0 ? expired : alive);
  server.seed("session/old", '{"value":"v","expiration":1}');
  server.seed("other/expired", expired);
});
afterEach(() => server.close());

const keys = (): string[] => [...server.entries().keys()];

describe("the function", () => {
  const call = (path: string, init: RequestInit = {}): Promise<Response> => {
    vi.stubEnv("TELNYX_BASE_URL", server.url);
    vi.stubEnv("TELNYX_API_KEY", server.apiKey);
    const namespace = new KvNamespace(server.namespaceId);
    const get = async (key: string): Promise<string | null> => {
      const text = await namespace.get(key);
      return typeof text === "string" ? text : null;
    };
    const binding = {
      get,
      put: namespace.put.bind(namespace),
      delete: namespace.delete.bind(namespace),
      list: namespace.list.bind(namespace),
    };
    const request = new Request(`https://sweep.example${path}`, {
      method: "POST",
      headers: { authorization: "Bearer s3cret" },
      ...init,
    });
    return edgeFunction.fetch(request, {
      SESSIONS: binding,
      SWEEP_SECRET: "s3cret",
      SWEEP_PREFIX: "session/",
    });
  };

  it("counts in a dry run, then sweeps what has its prefix", async () => {
    expect(await (await call("/?dry-run")).json()).toMatchObject({ scanned: 231, expired: 115, deleted: 0 });
    expect(keys()).toHaveLength(232);
    expect(await (await call("/")).json()).toMatchObject({
      scanned: 231,
      expired: 115,
      deleted: 115,
      failed: 0,
    });
    expect(keys()).toHaveLength(117);
    expect(keys()).toEqual(expect.arrayContaining(["session/001", "session/old", "other/expired"]));
    expect(keys()).not.toContain("session/000");
  });

  it("goes on from a cursor that was kept, and drops one that the service does not know", async () => {
    server.seed("sweep/cursor", Buffer.from("session/199").toString("base64url"));
    expect(await (await call("/")).json()).toMatchObject({ scanned: 31, deleted: 15 });
    expect(keys()).not.toContain("sweep/cursor");
    server.seed("sweep/cursor", "of another age");
    await expect(call("/")).rejects.toThrow("422");
    expect(keys()).not.toContain("sweep/cursor");
  });

  it("lets nobody else in", async () => {
    expect((await call("/", { method: "GET" })).status).toBe(405);
    expect((await call("/", { headers: {} })).status).toBe(401);
    expect((await call("/", { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
    expect(server.requests).toEqual([]);
  });
});

describe("the job", () => {
  const run = async (...args: string[]): Promise<{ stdout: string; stderr: string; code: number | null }> => {
    const env = {
      PATH: process.env["PATH"],
      KV_NAMESPACE_ID: server.namespaceId,
      TELNYX_API_KEY: server.apiKey,
      TELNYX_BASE_URL: server.url,
    };
    const child = spawn(process.execPath, [JOB, ...args], { env });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { stdout, stderr, code };
  };

  it("sweeps everything, and shows how far it is", async () => {
    const { stdout, stderr, code } = await run();
    expect(stderr).toBe(
      "100 looked at, 51 deleted\n200 looked at, 101 deleted\n232 looked at, 116 deleted\n",
    );
    expect(JSON.parse(stdout)).toEqual({ scanned: 232, expired: 116, deleted: 116, failed: 0 });
    expect(code).toBe(0);
    expect(keys()).toHaveLength(116);
  });

  it("ends with 1 where a key fails for good", async () => {
    fault = (url) => (url.endsWith("session%2F003") ? { answer: { status: 403 } } : undefined);
    const { stdout, code } = await run("--dry-run");
    expect(JSON.parse(stdout)).toMatchObject({ scanned: 232, deleted: 0, failed: 1 });
    expect(code).toBe(1);
  });
});
