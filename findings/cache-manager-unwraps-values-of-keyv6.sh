#!/usr/bin/env bash
# cache-manager 7.2.9 over a store of keyv 6.1.0 (keyv 6 asks for Node 22.19; seen on 20.20 and 22.23)
#
# Behaviour: cache-manager's `wrap` asks the store for its raw record and takes `.value` of the answer.
# Keyv 6 ignores that request and answers with the value itself. So `wrap` takes `.value` of the *user's*
# value:
# - a value that is an envelope, `{ value, expires_at }`, comes back without its envelope from the second
#   call on;
# - a value without a `value` field is never found: the loader runs on every call although the entry is
#   stored;
# - `ttl` says that an entry with sixty seconds to live has none.
# `get` is right all the time, nothing throws, and with keyv 5 the same lines behave.
#
# Output seen:
#   | envelope, first call:  {"value":"session-1","expires_at":4102444800000}
#   | envelope, second call: "session-1"
#   | envelope, by get:      {"value":"session-1","expires_at":4102444800000}
#   | plain text, loader runs in three calls: 3
#   | plain text, by get:    "text"
#   | ttl: undefined
#
# Who meets it: whoever keeps expiry envelopes in a cache-manager cache and builds its stores with the
# newest keyv (the README's samples import `Keyv` from `keyv`; cache-manager's own copy, keyv 5, stays
# nested and unused). A reader that looks for `expires_at` finds a bare string: no expiry, or an error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install cache-manager@7.2.9 keyv@6.1.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { createCache } from "cache-manager";
import { Keyv } from "keyv";

const cache = createCache({ stores: [new Keyv()], ttl: 60_000 });
const show = (label, value) => console.log(label, JSON.stringify(value));

const loadEnvelope = () => ({ value: "session-1", expires_at: Date.UTC(2100, 0, 1) });
show("envelope, first call: ", await cache.wrap("envelope", loadEnvelope));
show("envelope, second call:", await cache.wrap("envelope", loadEnvelope));
show("envelope, by get:     ", await cache.get("envelope"));

let runs = 0;
const loadText = () => {
  runs += 1;
  return "text";
};
for (let call = 0; call < 3; call += 1) await cache.wrap("text", loadText);
show("plain text, loader runs in three calls:", runs);
show("plain text, by get:   ", await cache.get("text"));
console.log("ttl:", await cache.ttl("text"));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: cache-manager over keyv 6 (< as found, > now)"; exit 1; }
echo "holds: cache-manager's wrap takes the envelope off a value kept in keyv 6"
