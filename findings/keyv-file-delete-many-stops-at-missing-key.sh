#!/usr/bin/env bash
# keyv-file 5.3.5 under keyv 5.6.0
#
# Behaviour: `deleteMany` stops at the first key that is not in the file. The keys after it stay, on disk
# too, and are still there when the file is opened again. With Keyv's memory store, and with keyv-file's
# own `separatedFile: true`, the same call deletes all the keys that exist. Every one of them answers
# `false`, which Keyv also means by "some of these keys were not there": the answer does not tell the two
# apart.
#
# Output seen:
#   | memory:         deleteMany false, still there: none
#   | separate files: deleteMany false, still there: none
#   | one file:       deleteMany false, still there: session/b session/c
#   | one file, opened again: session/b session/c
#
# Who meets it: whoever sweeps expired keys, or logs a user out of all sessions, with one call: a single
# key that has gone by itself (its ttl ran out) leaves every session named after it alive.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install keyv@5.6.0 keyv-file@5.3.5 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { Keyv } from "keyv";
import { KeyvFile } from "keyv-file";

const keys = ["session/a", "session/b", "session/c"];
const left = async (keyv) => {
  const values = await Promise.all(keys.map((key) => keyv.get(key)));
  return keys.filter((_, index) => values[index] !== undefined).join(" ") || "none";
};
const oneFile = { filename: "./store/all.json", writeDelay: 1 };

for (const [label, keyv] of [
  ["memory:        ", new Keyv()],
  ["separate files:", new Keyv({ store: new KeyvFile({ filename: "./store/each", separatedFile: true }) })],
  ["one file:      ", new Keyv({ store: new KeyvFile(oneFile) })],
]) {
  await keyv.set("session/b", "of the user");
  await keyv.set("session/c", "of the user");
  const answer = await keyv.deleteMany(keys);
  console.log(label, "deleteMany", `${answer},`, "still there:", await left(keyv));
}
console.log("one file, opened again:", await left(new Keyv({ store: new KeyvFile(oneFile) })));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: keyv-file's deleteMany with a missing key (< as found, > now)"; exit 1; }
echo "holds: keyv-file's deleteMany leaves the keys after the first missing one"
