#!/usr/bin/env bash
# write-file-atomic 7.0.0 (with signal-exit 4.1.0), Node 20
#
# Behaviour: to tidy its temporary file, `writeFileAtomic.sync` has signal-exit listen for signals while it writes,
# and stop listening when it is done. Node keeps a signal for which there is a listener until the event loop turns,
# which is after the call: by then nobody listens any more, neither the listener nor the system's default acts, and
# the signal is gone. The asynchronous call, during which the loop turns, ends the process as a program without the
# package does.
#
# Output seen:
#   | no package: ended by SIGTERM
#   | asynchronous: ended by SIGTERM
#   | sync: went on to its end, exit code 0
#
# Who meets it: command-line tools that write many files with the synchronous call (configuration, caches, a
# codemod's output): a Ctrl-C or a SIGTERM of a supervisor that falls into a write is lost, and the run goes on; the
# supervisor waits for its timeout and kills, between two writes or within one.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install write-file-atomic@7.0.0 signal-exit@4.1.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/program.cjs" <<'JS'
const writeFileAtomic = require("write-file-atomic");
// The signal arrives while the file is written.
const options = { tmpfileCreated: () => process.kill(process.pid, "SIGTERM") };
const ways = {
  "no package": () => options.tmpfileCreated(),
  asynchronous: () => writeFileAtomic("written.txt", "text", options),
  sync: () => writeFileAtomic.sync("written.txt", "text", options),
};
ways[process.argv[2]]();
// Far longer than a signal takes.
setTimeout(() => {}, 1500);
JS
cat >"$dir/probe.cjs" <<'JS'
const { spawnSync } = require("node:child_process");
for (const way of ["no package", "asynchronous", "sync"]) {
  const { signal, status } = spawnSync(process.execPath, ["program.cjs", way], { cwd: __dirname });
  console.log(`${way}: ${signal === null ? `went on to its end, exit code ${status}` : `ended by ${signal}`}`);
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.cjs 2>&1) ||
  { echo "changed: signals during a synchronous write of write-file-atomic (< as found, > now)"; exit 1; }
echo "holds: write-file-atomic's synchronous write loses a signal that arrives in it"
