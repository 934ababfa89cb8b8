#!/usr/bin/env bash
# @cacheable/node-cache 3.1.1 beside node-cache 5.1.2, with which its README calls it fully compatible
#
# Behaviour: `mget` leaves out every key whose stored value is falsy (0, false, "", null), as if it were
# missing. `get` and `has` of the same cache know these keys, and node-cache's `mget` returns them.
#
# Output seen:
#   | node-cache            mget: {"visits":0,"optIn":false,"note":"","last":null,"name":"a"}
#   | @cacheable/node-cache mget: {"name":"a"}
#   | @cacheable/node-cache get:  [0,false,"",null,"a"]
#   | @cacheable/node-cache has:  [true,true,true,true,true]
#
# Who meets it: whoever reads a batch of cached counters, flags or "known to be absent" markers: a counter
# at 0 or a refused consent looks like a cache miss and is loaded, or asked for, again and again. It shows
# after a move from node-cache, as every single `get` still works.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @cacheable/node-cache@3.1.1 node-cache@5.1.2 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { NodeCache as Replacement } from "@cacheable/node-cache";
import NodeCache from "node-cache";

const record = { visits: 0, optIn: false, note: "", last: null, name: "a" };
const keys = Object.keys(record);
const filled = (cache) => {
  for (const [key, value] of Object.entries(record)) cache.set(key, value);
  return cache;
};
const original = filled(new NodeCache({ checkperiod: 0 }));
const replacement = filled(new Replacement({ checkperiod: 0 }));

console.log("node-cache            mget:", JSON.stringify(original.mget(keys)));
console.log("@cacheable/node-cache mget:", JSON.stringify(replacement.mget(keys)));
console.log("@cacheable/node-cache get: ", JSON.stringify(keys.map((key) => replacement.get(key))));
console.log("@cacheable/node-cache has: ", JSON.stringify(keys.map((key) => replacement.has(key))));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: mget of @cacheable/node-cache with falsy values (< as found, > now)"; exit 1; }
echo "holds: mget of @cacheable/node-cache leaves out falsy values"
