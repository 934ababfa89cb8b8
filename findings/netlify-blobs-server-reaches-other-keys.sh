#!/usr/bin/env bash
# @netlify/blobs 11.1.1, its client with its own local server (`@netlify/blobs/server`, which Netlify's
# development tools run)
#
# Behaviour: the server keeps each blob in a file whose path is its key, and takes a part of a path for a part
# of a key in two places.
# - `list` with a prefix also answers with blobs whose key is shorter than the prefix and is how that begins:
#   for "draft-" with "draft", and with "d". A key that is as long as the prefix or longer is compared right.
# - `delete` of a key removes everything below the folder of that name: after `delete("users")` all keys that
#   begin with "users/" are gone, whether there is a blob "users" or not, and the call resolves.
# The README says of a prefix that "only the entries whose key starts with that prefix are returned", and of
# `delete` that it "deletes an object with the given key, if one exists".
#
# Output seen:
#   | all keys:                     d draft draft-1 draft-2 users/ada users/bob
#   | listed by "draft-":           d draft draft-1 draft-2
#   | listed by "draft-1":          d draft draft-1
#   | listed by "users/":           users/ada users/bob
#   | get of "users":               null
#   | left after delete of "users": d draft draft-1 draft-2
#   | left after deleting what "draft-" lists: nothing
#
# Who meets it: whoever tries functions or tests that clean up by prefix against the local server. `draft` and
# `d`, which no draft is, are deleted with the drafts; and a wrong key in a `delete`, harmless on Netlify, takes
# a whole section along. A test that should find such a mistake finds the opposite: the clean-up of a section by
# one `delete` passes here, and deletes nothing there.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @netlify/blobs@11.1.1 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { mkdir } from "node:fs/promises";
import { getStore } from "@netlify/blobs";
import { BlobsServer } from "@netlify/blobs/server";

await mkdir("data");
const server = new BlobsServer({ directory: "data", token: "made-up" });
const { port } = await server.start();
const store = getStore({ name: "notes", siteID: "site-1", token: "made-up", edgeURL: `http://localhost:${port}` });
const listed = async (options) => {
  const { blobs } = await store.list(options);
  return blobs.map(({ key }) => key).sort();
};
const shown = (keys) => keys.join(" ") || "nothing";

for (const key of ["d", "draft", "draft-1", "draft-2", "users/ada", "users/bob"]) await store.set(key, "text");
console.log("all keys:                    ", shown(await listed()));
for (const prefix of ["draft-", "draft-1", "users/"]) {
  console.log(`listed by "${prefix}":`.padEnd(29), shown(await listed({ prefix })));
}
console.log('get of "users":              ', await store.get("users"));
await store.delete("users");
console.log('left after delete of "users":', shown(await listed()));
for (const key of await listed({ prefix: "draft-" })) await store.delete(key);
console.log('left after deleting what "draft-" lists:', shown(await listed()));
await server.stop();
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what list and delete of the local Netlify Blobs server reach (< as found, > now)"; exit 1; }
echo "holds: list and delete of the local Netlify Blobs server reach other keys"
