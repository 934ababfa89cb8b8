#!/usr/bin/env bash
# keyv 5.6.0, and cache-manager 7.2.9, which asks for that major version; beside keyv 6.1.0 (which asks for
# Node 22.19; seen on 20.20) and keyv-file 5.3.5
#
# Behaviour: `get` and `getMany` of keyv 5 delete an entry that they find expired. They do so after they have
# waited for the store, by its key alone, without another look. So a `set` of the same key that runs at the
# same time is deleted with it, in whichever order the two were called: it answers `true`, the entry is gone,
# and the next read finds nothing. It needs no slow store, the built-in one in memory is enough.
# cache-manager's `set` is lost likewise. `has` leaves expired entries alone; a fresh entry is not concerned.
# keyv 6 in memory keeps the write, and so does keyv-file.
#
# Output seen:
#   | keyv 5, get and set: set answered true, stored: nothing
#   | keyv 5, set and get: set answered true, stored: nothing
#   | keyv 5, getMany and set: set answered true, stored: nothing
#   | keyv 5, get and setMany: set answered true, stored: nothing
#   | keyv 5, has and set: set answered true, stored: new
#   | keyv 5, get and set, the old entry still fresh: set answered true, stored: new
#   | keyv 5 with keyv-file, get and set: set answered true, stored: new
#   | keyv 6, get and set: set answered true, stored: new
#   | keyv 6, getMany and set: set answered true, stored: new
#   | cache-manager, get and set: stored: nothing
#
# Who meets it: whoever renews an entry about when it runs out, while others read it: a session that is
# extended by one request as another one looks at it, a lock, a token that is refreshed. The write succeeded
# and the user is logged out. A single caller that reads, and then writes, never sees it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install keyv@5.6.0 keyv6@npm:keyv@6.1.0 keyv-file@5.3.5 cache-manager@7.2.9 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --legacy-peer-deps --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { createCache } from "cache-manager";
import { Keyv } from "keyv";
import { KeyvFile } from "keyv-file";
import { Keyv as Keyv6 } from "keyv6";
import { setTimeout as sleep } from "node:timers/promises";

const MINUTE = 60_000;
const calls = {
  get: (store) => store.get("session"),
  getMany: (store) => store.getMany(["session"]),
  has: (store) => store.has("session"),
  set: (store) => store.set("session", "new", MINUTE),
  setMany: (store) => store.setMany([{ key: "session", value: "new", ttl: MINUTE }]),
};
const storedIn = async (store) => (await store.get("session")) ?? "nothing";
const race = async (label, store, names, oldTtlMs = 5) => {
  await store.set("session", "old", oldTtlMs);
  await sleep(30);
  const answers = await Promise.all(names.map((name) => calls[name](store)));
  const written = answers[names.findIndex((name) => name.startsWith("set"))];
  const answer = label === "cache-manager" ? "" : ` set answered ${[written].flat()[0]},`;
  console.log(`${label}, ${names.join(" and ")}${oldTtlMs > 5 ? ", the old entry still fresh" : ""}:${answer} stored: ${await storedIn(store)}`);
};

for (const names of [["get", "set"], ["set", "get"], ["getMany", "set"], ["get", "setMany"], ["has", "set"]]) {
  await race("keyv 5", new Keyv(), names);
}
await race("keyv 5", new Keyv(), ["get", "set"], MINUTE);
await race("keyv 5 with keyv-file", new Keyv({ store: new KeyvFile({ filename: "store.json" }) }), ["get", "set"]);
await race("keyv 6", new Keyv6(), ["get", "set"]);
await race("keyv 6", new Keyv6(), ["getMany", "set"]);
await race("cache-manager", createCache({ stores: [new Keyv()] }), ["get", "set"]);
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: reads of expired entries during a write, in keyv 5 (< as found, > now)"; exit 1; }
echo "holds: a read of an expired entry in keyv 5 deletes a write made meanwhile"
