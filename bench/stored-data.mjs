// `kv-envelope data repair` of a namespace beside a bare loop over the same one, in time and in memory, and its memory
// beside that for a tenth of the entries. BENCH_ENTRIES=100000 for the size that the figures are meant for.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatMb, row } from "./figures.mjs";

const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 10_000);
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const { build } = createRequire(new URL("../packages/runtime/package.json", import.meta.url))("esbuild");

export async function benchStoredData() {
  const folder = mkdtempSync(join(tmpdir(), "kv-envelope-bench-"));
  const script = join(folder, "server.mjs");
  try {
    await build({
      entryPoints: [path("stored-data/server.mjs")],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: script,
      logLevel: "error",
    });
    const repair = ({ url, namespaceId }, backup) => [
      path("../packages/codemod/dist/cli.js"),
      "data",
      "repair",
      "--ttl-from",
      "now",
      "--yes",
      "--namespace",
      namespaceId,
      "--base-url",
      url,
      "--backup",
      backup,
    ];
    const bare = ({ url, namespaceId, apiKey }) => [
      path("stored-data/bare-loop.mjs"),
      `${url}/v2/storage/kvs/${namespaceId}/keys`,
      apiKey,
    ];
    const few = await measure(script, folder, ENTRIES / 10, (server) =>
      repair(server, join(folder, "few.jsonl")),
    );
    const many = await measure(script, folder, ENTRIES, (server) =>
      repair(server, join(folder, "many.jsonl")),
    );
    const loop = await measure(script, folder, ENTRIES, bare);
    const entries = ENTRIES.toLocaleString("en-US");
    return [
      row(`data repair of ${entries} entries beside a bare list+get+put loop`, many.ms, loop.ms, "-"),
      row(`its peak memory beside the loop's`, many.megabytes, loop.megabytes, "-", formatMb),
      row(
        `its peak memory beside that for ${(ENTRIES / 10).toLocaleString("en-US")}`,
        many.megabytes,
        few.megabytes,
        "< 1.30",
        formatMb,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a command over a namespace of its own, and holds it to having repaired all of it. */
async function measure(script, folder, entries, commandFor) {
  const peaks = join(folder, "peaks");
  rmSync(peaks, { force: true });
  const server = fork(script, [String(entries)]);
  try {
    const [ready] = await once(server, "message");
    const begin = performance.now();
    const child = spawn(
      process.execPath,
      ["--require", path("monorepo/peak-hook.cjs"), ...commandFor(ready)],
      {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, TELNYX_API_KEY: ready.apiKey, KV_BENCH_PEAKS: peaks },
      },
    );
    const [code] = await once(child, "close");
    const ms = performance.now() - begin;
    server.send("count");
    const [{ repaired }] = await once(server, "message");
    if (code !== 0 || repaired !== entries)
      throw new Error(`bench: exit code ${code}, ${repaired} of ${entries} entries repaired`);
    return { ms, megabytes: Math.max(...readFileSync(peaks, "utf8").trim().split("\n").map(Number)) / 1024 };
  } finally {
    server.kill();
  }
}
