#!/usr/bin/env bash
# @unkey/cache 1.5.0, beside cacheable 2.5.0 (keyv 5.6.0)
#
# Behaviour: a namespace asks its stores in order, and "the first store to return a value will be used to
# populate all previous stores", says the documentation of TieredStore. The copies are wrapped in functions
# that nobody calls: a hit in the second tier never reaches the first. A value gets into the memory of a
# process only where that process loaded it from the origin itself. The promise that is given to `waitUntil`
# settles without a fault. cacheable's two tiers do it.
#
# Output seen:
#   | @unkey/cache, five reads in a new process: 5 answers, 5 reads of the shared store, 0 entries in memory
#   | cacheable, five reads in a new process:    5 answers, 1 read of the shared store, 1 entry in memory
#   | @unkey/cache, what waitUntil got: 5 promises, with 5 functions in them
#   | @unkey/cache, shared store away: undefined
#   | cacheable, shared store away:    "Ada"
#
# Who meets it: whoever puts memory before Redis, libsql or Cloudflare's cache, as the documentation advises. Of
# many processes one fills the shared store, and all others pay a network read for each look-up, for as long as
# the entry lives; the answers are right, so only the bill and the latency tell.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @unkey/cache@1.5.0 cacheable@2.5.0 keyv@5.6.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { createCache, Namespace } from "@unkey/cache";
import { MemoryStore } from "@unkey/cache/stores";
import { Cacheable } from "cacheable";
import { Keyv } from "keyv";

const counted = (count, noun) => `${count} ${count === 1 ? noun[0] : noun[1]}`;
const summary = (found, reads, memory) =>
  `${found.filter((value) => value === "Ada").length} answers, ${counted(reads, ["read", "reads"])} of the shared store, ` +
  counted(memory, ["entry", "entries"]) + " in memory";

// A store that processes share, as the interface of @unkey/cache asks for it.
const shared = new Map();
let reads = 0;
const sharedStore = {
  name: "shared",
  get: async (namespace, key) => {
    reads += 1;
    return { val: shared.get(`${namespace}:${key}`) };
  },
  set: async (namespace, key, entry) => {
    shared.set(`${namespace}:${key}`, entry);
    return { val: undefined };
  },
  remove: async (namespace, key) => {
    shared.delete(`${namespace}:${key}`);
    return { val: undefined };
  },
};
const waiting = [];
const newProcess = () => {
  const memory = new Map();
  const stores = [new MemoryStore({ persistentMap: memory }), sharedStore];
  const context = { waitUntil: (promise) => waiting.push(promise) };
  return { memory, cache: createCache({ user: new Namespace(context, { stores, fresh: 60_000, stale: 120_000 }) }) };
};
await newProcess().cache.user.set("u1", "Ada");
const { memory, cache } = newProcess();
const found = [];
for (let read = 0; read < 5; read += 1) found.push((await cache.user.get("u1")).val);
const settled = await Promise.all(waiting);
console.log("@unkey/cache, five reads in a new process:", summary(found, reads, memory.size));

const rows = new Map();
let rowReads = 0;
class Counting extends Map {
  get(key) {
    rowReads += 1;
    return rows.get(key);
  }
  set(key, value) {
    rows.set(key, value);
    return this;
  }
}
const newCacheable = () => new Cacheable({ secondary: new Keyv({ store: new Counting() }), ttl: "1m", nonBlocking: false });
await newCacheable().set("u1", "Ada");
const second = newCacheable();
const foundByCacheable = [];
for (let read = 0; read < 5; read += 1) foundByCacheable.push(await second.get("u1"));
const inMemory = (await second.primary.get("u1")) === "Ada" ? 1 : 0;
console.log("cacheable, five reads in a new process:   ", summary(foundByCacheable, rowReads, inMemory));

const functions = settled.flat().filter((value) => typeof value === "function");
console.log(`@unkey/cache, what waitUntil got: ${waiting.length} promises, with ${functions.length} functions in them`);
shared.clear();
rows.clear();
console.log("@unkey/cache, shared store away:", JSON.stringify((await cache.user.get("u1")).val));
console.log("cacheable, shared store away:   ", JSON.stringify(await second.get("u1")));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what a hit in a later tier of @unkey/cache leaves behind (< as found, > now)"; exit 1; }
echo "holds: a hit in a later tier of @unkey/cache never reaches the tiers before it"
