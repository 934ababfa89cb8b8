#!/usr/bin/env bash
# @biomejs/biome 2.6.8, beside eslint 10.15.0
#
# Behaviour: Biome marks fixes that keep what a program does as safe, and writes those alone with `--write`.
# Some of the safe fixes of rules that it took over from ESLint do not look at what ESLint's look at:
# - noUselessUndefinedInitialization, which is on by default, takes `= undefined` off a `var` inside a loop, and
#   the variable keeps the value of the round before;
# - noUselessElse takes a declaration out of its block, over a name that the other branch reads;
# - useObjectSpread makes the getter of an argument of Object.assign a getter of the result, which was read
#   once, and leaves out the setter of the target, which was called.
# `biome explain RULE` says "Fix: safe" of each. ESLint's no-undef-init, no-else-return and
# prefer-object-spread with `--fix` leave all of these as they are. `let` in the loop, an `else` without a
# declaration, and plain properties are rewritten by both, and rightly so; the last lines name them.
#
# Output seen:
#   | var in a loop            before [1,null,3], eslint --fix [1,null,3], biome lint --write [1,1,1]
#   | let in a loop            before [1,null,3], eslint --fix [1,null,3], biome lint --write [1,null,3]
#   | else with a declaration  before ["outer","inner"], eslint --fix ["outer","inner"], biome lint --write ReferenceError
#   | else without one         before ["outer","inner"], eslint --fix ["outer","inner"], biome lint --write ["outer","inner"]
#   | getter of an argument    before [1,1,1], eslint --fix [1,1,1], biome lint --write [1,2,3]
#   | setter of the target     before {"expiresAt":90}, eslint --fix {"expiresAt":90}, biome lint --write {"ttl":60}
#   | plain properties         before {"a":1,"b":2}, eslint --fix {"a":1,"b":2}, biome lint --write {"a":1,"b":2}
#   | rewritten by eslint: let in a loop, else without one, plain properties
#   | rewritten by biome: all
#   | rewritten by biome without configuration: var in a loop, let in a loop
#
# Who meets it: whoever moves a project from ESLint to Biome and lets it tidy up once. A search that found
# nothing in one row answers with the hit of the row before, and an expiry that a setter computed is stored as
# the ttl that it was made of. The diff is large, says "safe", and nothing fails to compile.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @biomejs/biome@2.6.8 eslint@10.15.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { ESLint } from "eslint";

const inLoop = (kind) => `const firstOfEach = [];
for (const row of [[1, 2], [], [3]]) {
  ${kind} found = undefined;
  for (const cell of row) if (found === undefined) found = cell;
  firstOfEach.push(found ?? null);
}
console.log(JSON.stringify(firstOfEach));
`;
const inElse = (declaration, inner) => `const tag = "outer";
function tagOf(isNew) {
  if (isNew) {
    return tag;
  } else {
    ${declaration}
    return ${inner};
  }
}
console.log(JSON.stringify([tagOf(true), tagOf(false)]));
`;
const cases = {
  "var in a loop": inLoop("var"),
  "let in a loop": inLoop("let"),
  "else with a declaration": inElse('const tag = "inner";', "tag"),
  "else without one": inElse("", '"inner"'),
  "getter of an argument": `let reads = 0;
const entry = Object.assign({}, { get id() { return ++reads; } });
console.log(JSON.stringify([entry.id, entry.id, entry.id]));
`,
  "setter of the target": `const entry = Object.assign({ set ttl(seconds) { this.expiresAt = 30 + seconds; } }, { ttl: 60 });
console.log(JSON.stringify(entry));
`,
  "plain properties": `const entry = Object.assign({}, { a: 1 }, { b: 2 });
console.log(JSON.stringify(entry));
`,
};
const run = (file, source) => {
  writeFileSync(file, source);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  return stdout.trim() || /\w+Error/.exec(stderr)[0];
};
const lint = (folder, rules) => {
  writeFileSync(`${folder}/biome.json`, JSON.stringify({ formatter: { enabled: false }, linter: { rules } }));
  spawnSync("../node_modules/.bin/biome", ["lint", "--write", "."], { cwd: folder });
};

const eslint = new ESLint({
  fix: true,
  overrideConfigFile: true,
  overrideConfig: { rules: { "no-undef-init": 2, "no-else-return": 2, "prefer-object-spread": 2 } },
});
const entries = Object.entries(cases);
const folders = { on: { style: { noUselessElse: "error", useObjectSpread: "error" } }, byDefault: {} };
for (const [folder, rules] of Object.entries(folders)) {
  mkdirSync(folder);
  entries.forEach(([, source], index) => writeFileSync(`${folder}/${index}.mjs`, source));
  lint(folder, rules);
}
const rewritten = (outputs) => {
  const labels = entries.filter(([, source], index) => outputs[index] !== source).map(([label]) => label);
  return labels.length === entries.length ? "all" : labels.join(", ");
};
const read = (folder) => entries.map((_, index) => readFileSync(`${folder}/${index}.mjs`, "utf8"));
const byBiome = read("on");
const byEslint = [];
for (const [index, [label, source]] of entries.entries()) {
  const [{ output = source }] = await eslint.lintText(source, { filePath: "sample.mjs" });
  byEslint.push(output);
  const results = [run("before.mjs", source), run("eslint.mjs", output), run("biome.mjs", byBiome[index])];
  console.log(`${label.padEnd(24)} before ${results[0]}, eslint --fix ${results[1]}, biome lint --write ${results[2]}`);
}
console.log("rewritten by eslint:", rewritten(byEslint));
console.log("rewritten by biome:", rewritten(byBiome));
console.log("rewritten by biome without configuration:", rewritten(read("byDefault")));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what programs do after safe fixes of Biome (< as found, > now)"; exit 1; }
echo "holds: safe fixes of Biome change what programs do, and ESLint's do not"
