#!/usr/bin/env bash
# bentocache 1.6.1
#
# Behaviour: with a grace period a stale value is served while the factory fails, and `graceBackoff` says how
# long to wait before the factory is asked again: "if the factory fails, we will wait 5 minutes before trying
# again", says the documentation of the lines below. The probe has these lines, and a clock that it moves.
# - As they are, there is no wait at all. The soft timeout is 0 unless one sets it, so a stale value is
#   answered at once and the factory runs in the background; where it fails there, nothing is put off.
# - With a soft timeout the wait is counted from the time at which the entry expired, not from the failure.
#   One minute after that it is right. Two hours after it, each failure moves the next attempt by five minutes
#   of a time that is over, and the factory is asked on every read until these have caught up.
# The values that are served are the same in all cases.
#
# Output seen:
#   | as documented, loaded: 1 call of the factory
#   | as documented, 5 reads a minute after the entry expired: served 1 1 1 1 1, 5 calls of the factory
#   | as documented, 5 reads two hours later: served 1 1 1 1 1, 5 calls of the factory
#   | with a timeout, loaded: 1 call of the factory
#   | with a timeout, 5 reads a minute after the entry expired: served 1 1 1 1 1, 1 call of the factory
#   | with a timeout, 5 reads two hours later: served 1 1 1 1 1, 5 calls of the factory
#
# Who meets it: whoever sets a backoff so as not to press a database or an API that is down. Every read presses
# it, one call a key at a time, for as long as the outage lasts; and as the pages are served, nobody sees it but
# the service that is trying to come up.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install bentocache@1.6.1 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { setTimeout as pause } from "node:timers/promises";
import { BentoCache, bentostore } from "bentocache";
import { memoryDriver } from "bentocache/drivers/memory";

const MINUTE = 60_000;
const { now } = Date;
const settings = { "as documented": {}, "with a timeout": { timeout: "1s" } };

for (const [label, timeout] of Object.entries(settings)) {
  let moved = 0;
  Date.now = () => now() + moved;
  const bento = new BentoCache({ default: "memory", stores: { memory: bentostore().useL1Layer(memoryDriver()) } });
  let calls = 0;
  let isDown = false;
  const find = async () => {
    calls += 1;
    if (isDown) throw new Error("the database is down");
    return 1;
  };
  const read = () =>
    bento.getOrSet({ key: "users:1", factory: find, ttl: "10m", grace: "6h", graceBackoff: "5m", ...timeout });
  const report = (what) => {
    console.log(`${label}, ${what}, ${calls} ${calls === 1 ? "call" : "calls"} of the factory`.replace(/: ,/, ":"));
    calls = 0;
  };

  await read();
  report("loaded: ");
  isDown = true;
  for (const [when, later] of Object.entries({ "a minute after the entry expired": 11, "two hours later": 120 })) {
    moved += later * MINUTE;
    const served = [];
    for (let count = 0; count < 5; count += 1) {
      served.push(await read());
      // Time for what runs in the background to end.
      await pause(20);
    }
    report(`5 reads ${when}: served ${served.join(" ")}`);
  }
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: how long bentocache waits after its factory failed (< as found, > now)"; exit 1; }
echo "holds: bentocache asks a failing factory on every read, whatever graceBackoff says"
