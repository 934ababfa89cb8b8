#!/usr/bin/env bash
# @oxlint/migrate 1.86.0 with oxlint 1.95.0, beside eslint 10.15.0 whose configuration it takes over
#
# Behaviour: three things that ESLint's flat configuration says about *which* files get a rule are widened to
# all files, and the tool reports nothing (`--details` neither).
# - `ignores` in an object that also has rules keeps that one object off these files. It becomes an entry of
#   `ignorePatterns`, so that oxlint does not look at the files at all: rules of other objects, which ESLint
#   still applies, are gone there.
# - `basePath` is left out: rules for one package of a repository are asked of all of them, and the `ignores`
#   of one package take the files of every other package out of the lint.
# - a bare severity after a setting with options, for the same files, keeps ESLint's earlier options. They are
#   lost where the two objects have `files`, and kept where they have none.
# An object that has nothing but `ignores`, which ESLint takes for all, comes over right; `ignores` beside
# `files` is lost too, but with a warning.
#
# Output seen:
#   | ignores alone               eslint: src/a.js no-var; oxlint: src/a.js no-var
#   | ignores beside rules        eslint: legacy/a.js no-var; src/a.js no-eval; src/a.js no-var; oxlint: src/a.js no-eval; src/a.js no-var
#   | rules with a basePath       eslint: src/a.js no-var; oxlint: legacy/a.js no-var; src/a.js no-var
#   | ignores with a basePath     eslint: src/a.js no-var; src/gen/a.js no-var; oxlint: src/a.js no-var
#   | severity later, no files    eslint: nothing; oxlint: nothing
#   | severity later, with files  eslint: nothing; oxlint: legacy/a.js no-unused-vars; src/a.js no-unused-vars
#   | said by oxlint-migrate: nothing
#
# Who meets it: whoever moves a repository to oxlint. "All but the tests" for one strict rule is a usual object,
# and after the move no rule at all looks at the tests. The first run is green, and stays green.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @oxlint/migrate@1.86.0 oxlint@1.95.0 eslint@10.15.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ESLint } from "eslint";

const SOURCE = 'var answer = eval("40 + 2");\nexport const half = (whole, rest) => whole / answer;\n';
const noVar = { rules: { "no-var": "error" } };
const unused = (setting, files) => ({ ...files, rules: { "no-unused-vars": setting } });
const everywhere = { files: ["**/*.js"] };
const lenient = ["error", { args: "none" }];
const cases = {
  "ignores alone": { paths: ["src/a.js", "legacy/a.js"], config: [{ ignores: ["legacy/**"] }, noVar] },
  "ignores beside rules": {
    paths: ["src/a.js", "legacy/a.js"],
    config: [{ ignores: ["legacy/**"], rules: { "no-eval": "error" } }, noVar],
  },
  "rules with a basePath": { paths: ["src/a.js", "legacy/a.js"], config: [{ basePath: "src", ...everywhere, ...noVar }] },
  "ignores with a basePath": {
    paths: ["src/a.js", "src/gen/a.js"],
    config: [{ basePath: "legacy", ignores: ["**/gen/**"] }, noVar],
  },
  "severity later, no files": { paths: ["src/a.js", "legacy/a.js"], config: [unused(lenient), unused("warn")] },
  "severity later, with files": {
    paths: ["src/a.js", "legacy/a.js"],
    config: [unused(lenient, everywhere), unused("warn", everywhere)],
  },
};
const shown = (found) => found.sort().join("; ") || "nothing";
const run = (cwd, script, ...options) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "node_modules", script), ...options], { cwd, encoding: "utf8" });

const warnings = [];
for (const [index, [label, { paths, config }]] of Object.entries(cases).entries()) {
  const cwd = join(import.meta.dirname, String(index));
  for (const path of paths) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), SOURCE);
  }
  writeFileSync(join(cwd, "eslint.config.mjs"), `export default ${JSON.stringify(config)};\n`);
  const results = await new ESLint({ cwd, errorOnUnmatchedPattern: false }).lintFiles(["src", "legacy"]);
  const byEslint = results.flatMap((result) => result.messages.map(({ ruleId }) => `${relative(cwd, result.filePath)} ${ruleId}`));

  const migration = run(cwd, "@oxlint/migrate/dist/bin/oxlint-migrate.mjs", "--details");
  warnings.push(...`${migration.stdout}${migration.stderr}`.split("\n").filter((line) => /warn|skip|not supported/i.test(line)));
  const { diagnostics } = JSON.parse(run(cwd, "oxlint/bin/oxlint", "--format=json", ...paths).stdout);
  const byOxlint = diagnostics.map(({ filename, code }) => `${filename.replaceAll("\\", "/")} ${/\((.*)\)/.exec(code)[1]}`);
  console.log(`${label.padEnd(27)} eslint: ${shown(byEslint)}; oxlint: ${shown(byOxlint)}`);
}
console.log("said by oxlint-migrate:", shown(warnings));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what oxlint-migrate makes of ignores, basePath and severities (< as found, > now)"; exit 1; }
echo "holds: oxlint-migrate takes files out of the lint that ESLint looks at, and says nothing"
