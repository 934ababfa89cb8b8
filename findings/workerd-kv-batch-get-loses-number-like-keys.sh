#!/usr/bin/env bash
# miniflare 4.20260730.0 with workerd 1.20260426.1 (and with workerd 1.20261117.1, the newest)
#
# Behaviour: given a list of keys, `get` and `getWithMetadata` of a Workers KV namespace answer with a Map
# that has an entry for every key asked for, `null` where there is no value. Keys that JavaScript would take
# for an index of an array ("0", "1001", up to "4294967294") have no entry at all: workerd reads the answer of
# the server as an object, and steps over the indices of it. The values are stored: `get` of such a key by
# itself finds it, and `list` lists it. "007", "-1", "1.5" and "4294967295" are no indices, and are there.
# workerd is the runtime that Cloudflare deploys; this was seen on the emulator, which runs the same code.
#
# Output seen:
#   | listed: -1 0 007 1.5 1001 4294967294 4294967295 user/1
#   | get of each by itself, found: -1 0 007 1.5 1001 4294967294 4294967295 user/1
#   | get of the list, in the Map: -1 007 1.5 4294967295 user/1
#   | get of the list as json, in the Map: -1 007 1.5 4294967295 user/1
#   | getWithMetadata of the list, in the Map: -1 007 1.5 4294967295 user/1
#   | a missing key in the Map: absent/1 is null
#   | get of 1001 and 1002 only, size of the Map: 0
#
# Who meets it: whoever keys a namespace by numeric ids (users, orders, articles) and goes over from one read
# for each to one read for a hundred. `map.get(id) ?? …` takes every one of them for missing: the record is
# loaded again from its source, or written anew over the one that is there. Nothing throws, and tests whose
# keys have a prefix pass.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install miniflare@4.20260730.0 workerd@1.20260426.1 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/worker.mjs" <<'JS'
const KEYS = ["user/1", "1001", "0", "007", "-1", "1.5", "4294967294", "4294967295"];
const text = (keys) => [...keys].sort().join(" ");

export default {
  async fetch(_request, { KV }) {
    for (const key of KEYS) await KV.put(key, JSON.stringify({ key }));
    const found = [];
    for (const key of KEYS) if ((await KV.get(key)) !== null) found.push(key);
    const { keys: listed } = await KV.list();
    const withMissing = await KV.get([...KEYS, "absent/1"]);
    const lines = [
      `listed: ${text(listed.map(({ name }) => name))}`,
      `get of each by itself, found: ${text(found)}`,
      `get of the list, in the Map: ${text((await KV.get(KEYS)).keys())}`,
      `get of the list as json, in the Map: ${text((await KV.get(KEYS, "json")).keys())}`,
      `getWithMetadata of the list, in the Map: ${text((await KV.getWithMetadata(KEYS)).keys())}`,
      `a missing key in the Map: absent/1 is ${withMissing.get("absent/1")}`,
      `get of 1001 and 1002 only, size of the Map: ${(await KV.get(["1001", "1002"])).size}`,
    ];
    return new Response(lines.join("\n"));
  },
};
JS

cat >"$dir/probe.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { Miniflare } from "miniflare";

const emulator = new Miniflare({
  modules: true,
  script: readFileSync("worker.mjs", "utf8"),
  kvNamespaces: ["KV"],
  compatibilityDate: "2026-04-01",
});
const response = await emulator.dispatchFetch("http://localhost/");
console.log(await response.text());
await emulator.dispose();
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: keys in the answer of a batch read of workerd's KV (< as found, > now)"; exit 1; }
echo "holds: workerd's KV leaves number-like keys out of the answer of a batch read"
