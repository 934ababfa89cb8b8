#!/usr/bin/env bash
# @ast-grep/cli 0.51.1 (in 0.40.0 the same), beside @ast-grep/napi 0.51.2
#
# Behaviour: a rewrite puts the text that a meta-variable caught into the new code, and shifts its lines to the
# place where they go. Lines inside of a template literal are shifted with the others. Each that stands further
# left than the statement, empty lines too, is moved to the right by the indentation of the statement; those as
# deep as it or deeper stay. So the value of the literal is another one, and what stood above may stand below.
# This also happens where the rewrite moves nothing; it only renames a function here and gives it one more
# argument. The documentation describes the shifting, for code. Literals at the top level and in lines that are
# indented by tabs keep their value, and so do all in a rewrite with the library's `replace`, which takes the
# caught text as it is.
#
# Output seen:
#   | yaml, flush left:     before "limit: 5\n  burst: 9\n"
#   |                       cli    "limit: 5\n      burst: 9\n    "
#   |                       napi   "limit: 5\n  burst: 9\n"
#   | message, empty line:  before "Hello\n\nBye"
#   |                       cli    "Hello\n    \n    Bye"
#   |                       napi   "Hello\n\nBye"
#   | yaml, less deep:      before "jobs:\n  test:\n    runs: true\n"
#   |                       cli    "jobs:\n      test:\n    runs: true\n    "
#   |                       napi   "jobs:\n  test:\n    runs: true\n"
#   | yaml, tabs:           before "limit: 5\n"
#   |                       cli    "limit: 5\n"
#   |                       napi   "limit: 5\n"
#   | yaml, top level:      before "limit: 5\n"
#   |                       cli    "limit: 5\n"
#   |                       napi   "limit: 5\n"
#
# Who meets it: whoever renames a call over a code base with `ast-grep run --rewrite` or with a rule that has a
# `fix`. Texts whose lines start at the margin are common in tests, in seeds, and where YAML, Markdown or SQL is
# written down; a key of YAML is nested in another one afterwards, or is refused, and Markdown is a code block.
# The diff shows the lines, among all the others that a codemod is expected to indent.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# The command line tool needs its install script, which puts the binary of the platform in place.
npm install @ast-grep/cli@0.51.1 @ast-grep/napi@0.51.2 \
  --prefix "$dir" --no-audit --no-fund --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { Lang, parse } from "@ast-grep/napi";

const inFunction = (literal, indent = "    ") => `function seed() {\n${indent}put("key", ${literal});\n}\nseed();\n`;
const cases = {
  "yaml, flush left:": inFunction("`limit: 5\n  burst: 9\n`"),
  "message, empty line:": inFunction("`Hello\n\nBye`"),
  "yaml, less deep:": inFunction("`jobs:\n  test:\n    runs: true\n`"),
  "yaml, tabs:": inFunction("`limit: 5\n`", "\t"),
  "yaml, top level:": 'put("key", `limit: 5\n`);\n',
};
const stored = (source) => {
  const values = [];
  const put = (_key, value) => values.push(value);
  runInNewContext(source, { put, putWithTtl: put });
  return JSON.stringify(values[0]);
};
const byCli = (source) => {
  writeFileSync("sample.js", source);
  const options = ["run", "--pattern", "put($KEY, $VALUE)", "--rewrite", "putWithTtl($KEY, $VALUE, 60)"];
  const { status, stderr } = spawnSync("node_modules/.bin/ast-grep", [...options, "--lang", "js", "-U", "sample.js"]);
  if (status !== 0) throw new Error(String(stderr));
  return readFileSync("sample.js", "utf8");
};
const byNapi = (source) => {
  const root = parse(Lang.JavaScript, source).root();
  const call = root.find("put($KEY, $VALUE)");
  const [key, value] = ["KEY", "VALUE"].map((name) => call.getMatch(name).text());
  return root.commitEdits([call.replace(`putWithTtl(${key}, ${value}, 60)`)]);
};

for (const [label, source] of Object.entries(cases)) {
  const [cli, napi] = [byCli(source), byNapi(source)];
  if (!cli.includes("putWithTtl(") || !napi.includes("putWithTtl(")) console.log(label, "not rewritten");
  console.log(label.padEnd(21), "before", stored(source));
  console.log("".padEnd(21), "cli   ", stored(cli));
  console.log("".padEnd(21), "napi  ", stored(napi));
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what multi-line strings hold after a rewrite by ast-grep (< as found, > now)"; exit 1; }
echo "holds: a rewrite by ast-grep changes what multi-line strings hold"
