// A sweep of 100,000 keys (SWEEP_KEYS) over the loopback server, which is a process of its own, beside a loop that lists
// and gets with bare fetch and as many requests at a time; and what memory it takes on the way.
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
import { formatMb, row } from "./figures.mjs";

const KEYS = Number(process.env.SWEEP_KEYS ?? 100_000);
const CONCURRENCY = 16;

/** Starts the server with so many keys, one in a hundred expired. */
async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), "kv-envelope-bench-"));
  const outfile = join(folder, "server.mjs");
  const contents = `
    import { startKvServer } from "./index.ts";
    const server = await startKvServer();
    for (let index = 0; index < ${KEYS}; index++) {
      server.seed("k/" + String(index).padStart(7, "0"), JSON.stringify({ value: "x".repeat(100), expires_at: index % 100 === 0 ? 1 : 9e12 }));
    }
    setInterval(() => { server.requests.length = 0; }, 200);
    process.send({ url: server.url, apiKey: server.apiKey, namespaceId: server.namespaceId });
  `;
  const resolveDir = fileURLToPath(new URL("../test/kv-server", import.meta.url));
  await build({ stdin: { contents, resolveDir, loader: "ts" }, bundle: true, platform: "node", format: "esm", outfile, logLevel: "silent" });
  const child = fork(outfile);
  const [address] = await once(child, "message");
  return { ...address, stop: () => { child.kill(); rmSync(folder, { recursive: true, force: true }); } };
}

/** @param {{ url: string, apiKey: string, namespaceId: string }} server */
async function bareLoop({ url, apiKey, namespaceId }) {
  const keysUrl = `${url}/v2/storage/kvs/${namespaceId}/keys`;
  const headers = { authorization: `Bearer ${apiKey}` };
  let seen = 0;
  for (let cursor = ""; ; ) {
    const page = await (await fetch(`${keysUrl}?limit=1000${cursor && `&cursor=${cursor}`}`, { headers })).json();
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
    const start = performance.now();
    const seen = await bareLoop(server);
    const bare = performance.now() - start;
    const heaps = [];
    const store = restStore({ baseUrl: server.url, apiKey: server.apiKey, namespaceId: server.namespaceId });
    const begin = performance.now();
    let inHeap = 0;
    const result = await sweepExpired(store, {
      concurrency: CONCURRENCY,
      onProgress: ({ scanned }) => {
        // Twenty looks at the heap, whose time is not the sweep's.
        if (scanned % (KEYS / 20) !== 0) return;
        const at = performance.now();
        heaps.push(heapMb());
        inHeap += performance.now() - at;
      },
    });
    const swept = performance.now() - begin - inHeap;
    if (seen !== KEYS || result.scanned !== KEYS || result.deleted !== KEYS / 100 || result.failed > 0) throw new Error(`bench: the sweep went wrong: ${JSON.stringify({ seen, ...result })}`);
    return [
      row(`sweep of ${KEYS} keys, of which 1 % is deleted, beside bare list and get`, swept, bare, "< 1.20"),
      row("heap at the sweep's end beside its first twentieth", heaps.at(-1), heaps[0], "< 1.20", formatMb),
    ];
  } finally {
    server.stop();
  }
}
