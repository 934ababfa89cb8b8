#!/usr/bin/env bash
# unstorage 1.17.6: its `http` driver against its own storage server (h3 1.15.11, ofetch 1.5.1)
#
# Behaviour: an empty value written through the `http` driver does not arrive, and the write resolves.
# - `setItem(key, "")`: the server takes the empty body for no body and keeps the *old* text.
# - `setItemRaw(key, <no bytes>)`: the server passes on `undefined`, which unstorage takes for a removal:
#   the entry is gone.
# The same two calls on the storage behind the server store an empty value.
#
# Output seen:
#   | behind the server, text:  old text -> ""
#   | over http, text:          old text -> "old text"
#   | behind the server, bytes: entry exists true
#   | over http, bytes:         entry exists false
#
# Who meets it: whoever moves a store from the process to a server by changing the driver alone: a note
# that the user has cleared comes back, and of an emptied blob the key is lost too.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install unstorage@1.17.6 h3@1.15.11 ofetch@1.5.1 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { createStorage } from "unstorage";
import httpDriver from "unstorage/drivers/http";
import { createStorageServer } from "unstorage/server";

const behind = createStorage();
const server = createServer(createStorageServer(behind).handle).listen(0, "127.0.0.1");
await once(server, "listening");
const overHttp = createStorage({ driver: httpDriver({ base: `http://127.0.0.1:${server.address().port}` }) });

for (const [label, storage] of [
  ["behind the server, text: ", behind],
  ["over http, text:         ", overHttp],
]) {
  await storage.setItem("note", "old text");
  const before = await storage.getItem("note");
  await storage.setItem("note", "");
  console.log(label, before, "->", JSON.stringify(await storage.getItem("note")));
}
for (const [label, storage] of [
  ["behind the server, bytes:", behind],
  ["over http, bytes:        ", overHttp],
]) {
  await storage.setItemRaw("blob", new Uint8Array([1, 2, 3]));
  await storage.setItemRaw("blob", new Uint8Array(0));
  console.log(label, "entry exists", await storage.hasItem("blob"));
}
server.close();
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: empty values over unstorage's http driver (< as found, > now)"; exit 1; }
echo "holds: unstorage's http driver keeps the old text for an empty one and drops the key of empty bytes"
