#!/usr/bin/env bash
# cloudflare 7.3.0 and telnyx 7.24.0, the vendors' own SDKs (both made by the same generator)
#
# Behaviour: a `query` in the request options, which every method takes last, is not added to the query that
# the SDK makes of the method's parameters, but sent in its place. A write of a KV key that has an expiry among
# its parameters (`expiration_ttl`, `ttl_secs`) goes out without it and resolves: the key never expires. A list
# by a prefix lists the whole namespace. The types take both, and neither the call nor the answer shows it.
# In the output: the query strings that reached `fetch`.
#
# Output seen:
#   | cloudflare values.update by itself ?expiration_ttl=60
#   | cloudflare values.update with a query ?trace=1
#   | cloudflare keys.list by itself ?prefix=cart%2F
#   | cloudflare keys.list with a query ?trace=1
#   | telnyx keys.update by itself ?ttl_secs=60
#   | telnyx keys.update with a query ?trace=1
#   | telnyx keys.list by itself ?prefix=cart%2F
#   | telnyx keys.list with a query ?trace=1
#
# Who meets it: whoever adds a parameter that the SDK does not know yet, or one of a proxy in between, to a
# call that says an expiry or a prefix.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install cloudflare@7.3.0 telnyx@7.24.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import Cloudflare from "cloudflare";
import Telnyx from "telnyx";

let search = "";
const fetch = async (url) => {
  ({ search } = new URL(url));
  return new Response('{ "success": true, "result": [], "data": [], "meta": {} }', {
    headers: { "content-type": "application/json" },
  });
};
const { values, keys } = new Cloudflare({ apiToken: "token", fetch }).kv.namespaces;
const kvs = new Telnyx({ apiKey: "key", fetch }).storage.kvs;

const calls = {
  "cloudflare values.update": (options) =>
    values.update("k", { account_id: "a", namespace_id: "ns", value: "v", expiration_ttl: 60 }, options),
  "cloudflare keys.list": (options) => keys.list("ns", { account_id: "a", prefix: "cart/" }, options),
  "telnyx keys.update": (options) => kvs.keys.update("k", "v", { id: "ns", ttl_secs: 60 }, options),
  "telnyx keys.list": (options) => kvs.keys.list("ns", { prefix: "cart/" }, options),
};
for (const [name, call] of Object.entries(calls)) {
  await call();
  console.log(name, "by itself", search);
  await call({ query: { trace: 1 } });
  console.log(name, "with a query", search);
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what a query of the request does to a method's parameters (< as found, > now)"; exit 1; }
echo "holds: a query of the request takes the place of what cloudflare and telnyx make of the parameters"
