#!/usr/bin/env bash
# @unkey/cache 1.5.0 with superjson 2.2.1, bundled by esbuild 0.28.2, in miniflare 4.20260730.0
# (workerd 1.20260730.1)
#
# Behaviour: the CloudflareStore makes a URL of domain, namespace and key, and puts the key into it as it is.
# - From a `#` on it is the fragment, which a cache does not look at: all keys that agree up to there share
#   one entry, and a read answers with the value of whichever was written last. `..` between slashes goes up a
#   level. The MemoryStore, with the same keys, keeps them apart.
# - `remove` deletes the entry in the data centre that it runs in, and asks Cloudflare to purge the URL in the
#   others. The address that it asks is `/client/v4zones/…`, a slash short, and the answer's status is not
#   looked at: `remove` reports success after a 404.
# - `max-age` is the point in time at which the entry is stale, in seconds since 1970, not the time until then.
#   So the cache itself never lets go of what was not purged.
#
# Output seen:
#   | memory:     acme/app#12 is "open", acme/app#13 is "closed", acme/app is missing
#   | cloudflare: acme/app#12 is "closed", acme/app#13 is "closed", acme/app is "closed"
#   | memory:     docs/../faq is "draft", faq is missing
#   | cloudflare: docs/../faq is "draft", faq is "draft"
#   | remove asks for: POST /client/v4zones/zone-1/purge_cache, is answered 404, and reports: no error
#   | stale in 120 seconds, max-age: more than fifty years
#
# Who meets it: a Worker that caches by keys such as `owner/repo#12`, or that caches per language or section
# with paths of its own, and takes over an entry of another record. And whoever removes an entry after a change,
# a closed account for instance: only the visitors of one data centre see it; the others are served the old
# entry until it is stale, and the removal was reported as done.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @unkey/cache@1.5.0 superjson@2.2.1 esbuild@0.28.2 miniflare@4.20260730.0 workerd@1.20260730.1 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/worker.mjs" <<'JS'
import { createCache, Namespace } from "@unkey/cache";
import { CloudflareStore, MemoryStore } from "@unkey/cache/stores";

const is = async (cache, key) => {
  const { val } = await cache.page.get(key);
  return `${key} is ${val === undefined ? "missing" : JSON.stringify(val)}`;
};

export default {
  async fetch(_request, _env, context) {
    const stores = {
      "memory:    ": new MemoryStore({ persistentMap: new Map() }),
      "cloudflare:": new CloudflareStore({ domain: "cache.example.com", zoneId: "zone-1", cloudflareApiKey: "made-up" }),
    };
    const tried = Object.entries(stores).map(([label, store]) => {
      const page = new Namespace(context, { stores: [store], fresh: 60_000, stale: 120_000 });
      return [label, createCache({ page })];
    });
    const lines = [];
    for (const [label, cache] of tried) {
      await cache.page.set("acme/app#12", "open");
      await cache.page.set("acme/app#13", "closed");
      const found = [await is(cache, "acme/app#12"), await is(cache, "acme/app#13"), await is(cache, "acme/app")];
      lines.push(`${label} ${found.join(", ")}`);
    }
    for (const [label, cache] of tried) {
      await cache.page.set("docs/../faq", "draft");
      lines.push(`${label} ${await is(cache, "docs/../faq")}, ${await is(cache, "faq")}`);
    }
    const entry = await caches.default.match("https://cache.example.com/cache/v1/page/acme/app");
    const maxAge = Number(/max-age=(\d+)/.exec(entry.headers.get("cache-control"))[1]);

    const { err } = await tried[1][1].page.remove("faq");
    lines.push(`reports: ${err ? err.message : "no error"}`);
    lines.push(`stale in 120 seconds, max-age: ${maxAge > 50 * 365 * 86_400 ? "more than fifty years" : `${maxAge} seconds`}`);
    return Response.json(lines);
  },
};
JS

cat >"$dir/probe.mjs" <<'JS'
import { build } from "esbuild";
import { Miniflare, Response } from "miniflare";

await build({ entryPoints: ["worker.mjs"], outfile: "bundle.mjs", bundle: true, format: "esm", logLevel: "error" });
const asked = [];
const emulator = new Miniflare({
  modules: true,
  scriptPath: "bundle.mjs",
  compatibilityDate: "2026-04-01",
  // What the Worker fetches ends here, and nothing leaves this machine.
  outboundService: (request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return new Response("{}", { status: 404 });
  },
});
const lines = await (await emulator.dispatchFetch("http://localhost/")).json();
for (const line of lines) {
  console.log(line.startsWith("reports") ? `remove asks for: ${asked.join()}, is answered 404, and ${line}` : line);
}
await emulator.dispose();
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: keys and removals of @unkey/cache's CloudflareStore (< as found, > now)"; exit 1; }
echo "holds: @unkey/cache's CloudflareStore mixes keys, and its removals reach one data centre"
