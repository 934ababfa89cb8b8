#!/usr/bin/env bash
# unstorage 1.17.6 with its driver `indexedb` (idb-keyval 6.3.0), in fake-indexeddb 6.2.8, beside its driver
# `localstorage`
#
# Behaviour: both drivers have an option `base`, of which the documentation says that it adds `${base}:` to all
# keys to avoid collisions. The `indexedb` driver does so for single items, and forgets it in what looks at
# many: `getKeys` answers with the keys of every base, prefixes and all, so that none of them can be read back,
# and `clear` empties the whole database, whoever wrote it. The `localstorage` driver, and its `session-storage`
# twin, keep to their base.
#
# Output seen:
#   | localstorage, keys of drafts:        ["letter"], values ["Dear all"]
#   | indexedb, keys of drafts:            ["cache:page","drafts:letter"], values [null,null]
#   | localstorage, letter after clearing the cache: "Dear all"
#   | indexedb, letter after clearing the cache:     null
#   | localstorage, keys with both mounted: ["cache:page","drafts:letter"]
#   | indexedb, keys with both mounted:     ["cache:cache:page","cache:drafts:letter","drafts:cache:page","drafts:drafts:letter"]
#
# Who meets it: a page that keeps a cache and something of its users' own, such as drafts or settings, under two
# bases of the default database, and that clears the cache on a new release. All of it is gone, and in another
# part of the program than the one that was touched. It shows after a move from localStorage to more room.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install unstorage@1.17.6 idb-keyval@6.3.0 fake-indexeddb@6.2.8 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import "fake-indexeddb/auto";
import { createStorage } from "unstorage";
import indexedb from "unstorage/drivers/indexedb";
import localstorage from "unstorage/drivers/localstorage";

// As in a browser: the keys are properties, and the methods are not among them.
class WebStorage {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    this[key] = String(value);
  }
  removeItem(key) {
    delete this[key];
  }
  clear() {
    for (const key of Object.keys(this)) delete this[key];
  }
}
const area = new WebStorage();
const drivers = {
  localstorage: (base) => localstorage({ base, storage: area }),
  indexedb: (base) => indexedb({ base }),
};
const both = (driver) => ({
  cache: createStorage({ driver: driver("cache") }),
  drafts: createStorage({ driver: driver("drafts") }),
});
const pairs = Object.entries(drivers).map(([name, driver]) => [name, driver, both(driver)]);
const sorted = async (storage) => JSON.stringify((await storage.getKeys()).sort());

for (const [name, , { cache, drafts }] of pairs) {
  await cache.setItem("page", "<p>");
  await drafts.setItem("letter", "Dear all");
  const keys = (await drafts.getKeys()).sort();
  const values = await Promise.all(keys.map((key) => drafts.getItem(key)));
  console.log(`${name}, keys of drafts:`.padEnd(36), `${JSON.stringify(keys)}, values ${JSON.stringify(values)}`);
}
const mounted = [];
for (const [name, driver] of pairs) {
  const storage = createStorage();
  storage.mount("cache", driver("cache"));
  storage.mount("drafts", driver("drafts"));
  mounted.push(`${`${name}, keys with both mounted:`.padEnd(37)} ${await sorted(storage)}`);
}
for (const [name, , { cache, drafts }] of pairs) {
  await cache.clear();
  const letter = JSON.stringify(await drafts.getItem("letter"));
  console.log(`${name}, letter after clearing the cache:`.padEnd(46), letter);
}
console.log(mounted.join("\n"));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: bases of unstorage's indexedb driver (< as found, > now)"; exit 1; }
echo "holds: clear of one base of unstorage's indexedb driver empties all of them"
