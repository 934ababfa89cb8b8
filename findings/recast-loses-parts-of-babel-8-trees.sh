#!/usr/bin/env bash
# recast 0.24.0 with @babel/parser 8.1.3, and with 7.29.15 for comparison
#
# Behaviour: recast loads the @babel/parser that the project has, of any version. With version 8 its own
# `recast/parsers/…` refuse every file, as they ask for the `minimal` pipeline proposal, which is gone. The
# usual way out is to hand recast a `parse` function of one's own. Then nothing fails, but version 8 has
# renamed parts of its trees (a signature's return type, a mapped type's key), and
# recast leaves out what it does not find, wherever it prints a node anew; of some nodes it fails. Here a
# signature is given a parameter more, and a type inside a mapped type is replaced.
#
# Output seen:
#   | recast/parsers/typescript, Babel 7: parses
#   | recast/parsers/typescript, Babel 8: "pipelineOperator" requires "proposal" option whose value must be one of: "fsharp", "hack".
#   | Babel 7: interface Cache { get(key: string, added: any): Promise<string> }
#   | Babel 8: interface Cache { get(key: string, added: any) }
#   | Babel 7: type Flags<T> = { [K in keyof T]: boolean; };
#   | Babel 8: type Flags<T> = { []: boolean; };
#   | Babel 7: type Load = (key: string, added: any) => string;
#   | Babel 8: Cannot read properties of undefined (reading 'typeAnnotation')
#
# Who meets it: who writes a codemod with recast today and installs its parser without a version. An
# interface whose methods have lost what they return still compiles where `noImplicitAny` is off, and each
# of them gives `any` from then on.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install recast@0.24.0 babel-7@npm:@babel/parser@7.29.15 @babel/parser@8.1.3 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { createRequire } from "node:module";
import recast from "recast";
import * as babel8 from "@babel/parser";
import babel7 from "babel-7";

const require = createRequire(import.meta.url);
const { builders: b } = recast.types;
const parsers = [
  ["Babel 7", babel7],
  ["Babel 8", babel8],
];

// `recast/parsers/typescript` requires "@babel/parser": once that is version 7, once as installed.
const own = require.resolve("@babel/parser");
for (const [name, parser] of parsers) {
  require.cache[own] = { id: own, filename: own, loaded: true, exports: parser };
  for (const file of ["babel", "typescript"]) delete require.cache[require.resolve(`recast/parsers/${file}`)];
  try {
    recast.parse("let ttl = 60;", { parser: require("recast/parsers/typescript") });
    console.log(`recast/parsers/typescript, ${name}: parses`);
  } catch (error) {
    console.log(`recast/parsers/typescript, ${name}:`, error.message.split("\n")[0]);
  }
}

const added = () =>
  b.identifier.from({ name: "added", typeAnnotation: b.tsTypeAnnotation(b.tsAnyKeyword()) });
/** Version 8 has `params` where 7 has `parameters`. */
const addParameter = (signature) => (signature.params ?? signature.parameters).push(added());
for (const [source, change] of [
  ["interface Cache { get(key: string): Promise<string> }", ({ body }) => addParameter(body.body[0])],
  [
    "type Flags<T> = { [K in keyof T]: any };",
    ({ typeAnnotation }) => (typeAnnotation.typeAnnotation = b.tsBooleanKeyword()),
  ],
  ["type Load = (key: string) => string;", ({ typeAnnotation }) => addParameter(typeAnnotation)],
]) {
  for (const [name, { parse }] of parsers) {
    const parser = { parse: (text) => parse(text, { sourceType: "module", tokens: true, plugins: ["typescript"] }) };
    const ast = recast.parse(source, { parser });
    change(ast.program.body[0]);
    try {
      console.log(`${name}:`, recast.print(ast).code.replace(/\s+/g, " "));
    } catch (error) {
      console.log(`${name}:`, error.message);
    }
  }
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what recast prints of Babel 8's trees (< as found, > now)"; exit 1; }
echo "holds: recast leaves out what Babel 8 has renamed"
