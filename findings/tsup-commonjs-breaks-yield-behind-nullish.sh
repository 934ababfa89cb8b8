#!/usr/bin/env bash
# tsup 8.5.1 (with sucrase 3.35.1 and esbuild 0.27.7) and typescript 6.0.3
#
# Behaviour: with code splitting, tsup makes its CommonJS output in two steps: esbuild bundles ES modules, and
# sucrase turns those into CommonJS. sucrase rewrites `a ?? b` too, whatever the target, and puts `b` into an
# arrow function. Where `b` holds a `yield` of the generator around it, the output is no JavaScript any more.
# The build succeeds without a warning; the ES module beside it, and CommonJS without splitting, are right.
#
# Output seen:
#   | build exit code 0
#   | esm, splitting: 7
#   | cjs, splitting: SyntaxError
#   | cjs, no splitting: 7
#
# Who meets it: a package with several entries, whose CommonJS tsup builds, as soon as somebody writes
# `cached ?? (yield* compute())` in a generator: `require` throws for every user of that chunk, and a test
# suite that runs the sources, or imports the ES modules, sees nothing of it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install tsup@8.5.1 sucrase@3.35.1 esbuild@0.27.7 typescript@6.0.3 \
  --prefix "$dir" --no-audit --no-fund --loglevel=error >/dev/null

cat >"$dir/first.ts" <<'TS'
function* compute(): Generator<void, number> {
  yield;
  return 7;
}
export function* steps(cached?: number): Generator<void, number> {
  return cached ?? (yield* compute());
}
TS
cat >"$dir/second.ts" <<'TS'
export { steps } from "./first.js";
TS
cat >"$dir/probe.cjs" <<'JS'
const { spawnSync } = require("node:child_process");
const build = (out, ...flags) =>
  spawnSync("npx", ["tsup", "first.ts", "second.ts", "--target", "node20", "--format", "esm,cjs", "-d", out, ...flags], {
    cwd: __dirname,
  }).status;
const run = (load) => `const run = ({ steps }) => { const it = steps(); let step; do step = it.next(); while (!step.done); console.log(step.value); }; ${load}`;
const outcome = (load) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", run(load)], { cwd: __dirname, encoding: "utf8" });
  return status === 0 ? stdout.trim() : (/^(\w+Error)/m.exec(stderr)?.[1] ?? "failed");
};
console.log("build exit code", build("split", "--splitting"));
build("whole", "--no-splitting");
console.log("esm, splitting:", outcome('import("./split/first.mjs").then(run)'));
console.log("cjs, splitting:", outcome('run(require("./split/first.js"))'));
console.log("cjs, no splitting:", outcome('run(require("./whole/first.js"))'));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.cjs 2>&1) ||
  { echo "changed: a yield behind a nullish choice in tsup's CommonJS (< as found, > now)"; exit 1; }
echo "holds: tsup's CommonJS with code splitting breaks a yield behind a nullish choice"
