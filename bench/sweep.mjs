// A sweep of 100,000 keys (SWEEP_KEYS) over the loopback server, which is a process of its own, beside a loop that lists
// and gets with bare fetch and as many requests at a time; and what memory it takes on the way. In twenty parts by turns,
// so that whatever else the machine does meets both.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { sweepExpired } from "../packages/runtime/dist/index.js";
import { restStore } from "../packages/runtime/dist/stores.js";
import { formatMb, median, row } from "./figures.mjs";

const KEYS = Number(process.env.SWEEP_KEYS ?? 100_000);
const CONCURRENCY = 16;
const PARTS = 20;

/** Starts the server with so many keys, one in a hundred expired. */
async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), "kv-envelope-bench-"));
  const outfile = join(folder, "server.mjs");
  const contents = `
    import { startKvServer } from "./index.ts";
    const server = await startKvServer();
    for (let index = 0; index < ${KEYS}; index++) {
      server.seed("k" + (index % ${PARTS}) + "/" + index, JSON.stringify({ value: "x".repeat(100), expires_at: Math.floor(index / ${PARTS}) % 100 === 0 ? 1 : 9e12 }));
    }
    setInterval(() => { server.requests.length = 0; }, 200);
    process.send({ url: server.url, apiKey: server.apiKey, namespaceId: server.namespaceId });
  `;
  const resolveDir = fileURLToPath(new URL("../test/kv-server", import.meta.url));
  await build({
    stdin: { contents, resolveDir, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "silent",
  });
  const child = fork(outfile);
  const [address] = await once(child, "message");
  return {
    ...address,
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {{ url: string, apiKey: string, namespaceId: string }} server @param {string} prefix */
async function bareLoop({ url, apiKey, namespaceId }, prefix) {
  const keysUrl = `${url}/v2/storage/kvs/${namespaceId}/keys`;
  const headers = { authorization: `Bearer ${apiKey}` };
  let seen = 0;
  for (let cursor = ""; ; ) {
    const page = await (
      await fetch(`${keysUrl}?prefix=${prefix}&limit=1000${cursor && `&cursor=${cursor}`}`, { headers })
    ).json();
    const queue = page.data.values();
    const worker = async () => {
      for (const { key } of queue) {
        const text = await (await fetch(`${keysUrl}/${encodeURIComponent(key)}`, { headers })).text();
        if (text !== "") seen++;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    if (!page.meta.has_more) return seen;
    ({ cursor } = page.meta);
  }
}

export async function benchSweep() {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc");
  const heapMb = () => (gc(), process.memoryUsage().heapUsed / 2 ** 20);
  const server = await startServer();
  try {
    const store = restStore({ baseUrl: server.url, apiKey: server.apiKey, namespaceId: server.namespaceId });
    const sums = { seen: 0, scanned: 0, deleted: 0, failed: 0 };
    const [bare, swept, heaps] = [[], [], []];
    const timed = async (times, work) => {
      const start = performance.now();
      const result = await work();
      times.push(performance.now() - start);
      return result;
    };
    for (let part = 0; part < PARTS; part++) {
      const prefix = `k${part}/`;
      // The bare loop first, as it deletes nothing.
      sums.seen += await timed(bare, () => bareLoop(server, prefix));
      const result = await timed(swept, () => sweepExpired(store, { prefix, concurrency: CONCURRENCY }));
      for (const name of ["scanned", "deleted", "failed"]) sums[name] += result[name];
      heaps.push(heapMb());
    }
    const { seen, scanned, deleted, failed } = sums;
    if (seen !== KEYS || scanned !== KEYS || deleted !== KEYS / 100 || failed > 0)
      throw new Error(`bench: the sweep went wrong: ${JSON.stringify(sums)}`);
    return [
      row(
        `sweep of ${KEYS} keys, of which 1 % is deleted, beside bare list and get: the median of ${PARTS} parts`,
        median(swept),
        median(bare),
        "< 1.00",
      ),
      row("heap at the sweep's end beside its first twentieth", heaps.at(-1), heaps[0], "< 1.20", formatMb),
    ];
  } finally {
    server.stop();
  }
}
