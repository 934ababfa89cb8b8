#!/usr/bin/env bash
# cloudflare 7.3.0 and telnyx 7.24.0, the vendors' own SDKs (both made by the same generator)
#
# Behaviour: `for await` over a KV namespace's keys ends at the first page without keys, although that
# page carries the cursor of the next one (and, for Telnyx, `has_more: true`). The walk ends as if
# complete: no error, no flag. Cloudflare documents that such pages happen: keys that expired or were
# deleted a short while ago are stepped over by the cursor but not listed. Following the cursor by hand
# gives all the keys. In the output, "asked for" are the cursors that reached the loopback server; the
# pages are [cart/1] -> [] -> [cart/2].
#
# Output seen:
#   | cloudflare walk: ["cart/1"] asked for: ["first","c1"]
#   | cloudflare by hand: ["cart/1","cart/2"]
#   | telnyx walk: ["cart/1"] asked for: ["first","c1"]
#   | telnyx by hand: ["cart/1","cart/2"]
#
# Who meets it: whoever sweeps, exports or migrates a namespace in which many keys expire together. The
# better the expiry works, the more empty pages there are, and the more keys the sweep silently never
# sees.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install cloudflare@7.3.0 telnyx@7.24.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import Cloudflare from "cloudflare";
import Telnyx from "telnyx";

const pages = {
  first: { names: ["cart/1"], next: "c1" },
  c1: { names: [], next: "c2" },
  c2: { names: ["cart/2"], next: undefined },
};
let asked = [];
const server = createServer((request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  const cursor = url.searchParams.get("cursor") ?? "first";
  asked.push(cursor);
  const { names, next } = pages[cursor];
  const body = url.pathname.startsWith("/storage/kvs/")
    ? { data: names.map((key) => ({ key })), meta: { has_more: next !== undefined, cursor: next } }
    : {
        success: true,
        result: names.map((name) => ({ name })),
        result_info: { count: names.length, cursor: next ?? "" },
      };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}).listen(0, "127.0.0.1");
await once(server, "listening");
const baseURL = `http://127.0.0.1:${server.address().port}`;

const cloudflare = new Cloudflare({ apiToken: "token", baseURL });
const telnyx = new Telnyx({ apiKey: "key", baseURL });
const walks = {
  cloudflare: {
    list: (cursor) => cloudflare.kv.namespaces.keys.list("ns", { account_id: "account", cursor }),
    keysOf: (page) => page.result.map((key) => key.name),
    cursorOf: (page) => page.result_info.cursor,
  },
  telnyx: {
    list: (cursor) => telnyx.storage.kvs.keys.list("ns", { cursor }),
    keysOf: (page) => page.data.map((entry) => entry.key),
    cursorOf: (page) => page.meta.cursor,
  },
};

for (const [label, { list, keysOf, cursorOf }] of Object.entries(walks)) {
  asked = [];
  const walked = [];
  for await (const entry of list()) walked.push(entry.name ?? entry.key);
  console.log(`${label} walk:`, JSON.stringify(walked), "asked for:", JSON.stringify(asked));

  const byHand = [];
  let cursor;
  do {
    const page = await list(cursor);
    byHand.push(...keysOf(page));
    cursor = cursorOf(page);
  } while (cursor);
  console.log(`${label} by hand:`, JSON.stringify(byHand));
}
server.close();
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: the SDKs' walk over a list with an empty page (< as found, > now)"; exit 1; }
echo "holds: the walks of cloudflare and telnyx stop at an empty page that has a successor"
