#!/usr/bin/env bash
# ts-morph 28.0.0
#
# Behaviour: `getStructure()` of an import or export with attributes gives each attribute's value as its
# source text, quotes included, and the type's own comment asks for a quoted string. But the writer takes
# the value for bare text and quotes it again: what was `"json"` is printed as `"\"json\""`. So moving an
# import to another file by its structure, or making a file from a file's structure, yields a module that
# Node refuses to load. A value given against the comment, without quotes, is printed right.
# `sourceFile.copy()` is not concerned.
#
# Output seen:
#   | structure's value: "json" (6 characters)
#   | moved by its structure: import data from "./data.json" with { type: "\"json\"" };
#   | loading the original: ok
#   | loading the moved one: refused
#   | value json without quotes: import data from "./data.json" with { type: "json" };
#
# Who meets it: whoever writes a codemod that splits, merges or moves files that import JSON. The printed
# file still parses, so the codemod's run looks clean, and the first to notice is whoever loads the
# module.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install ts-morph@28.0.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { writeFileSync } from "node:fs";
import { Project } from "ts-morph";

const project = new Project({ useInMemoryFileSystem: true });
const source = 'import data from "./data.json" with { type: "json" };\n';
const [declaration] = project.createSourceFile("from.ts", source).getImportDeclarations();
const structure = declaration.getStructure();
const printed = (importStructure) => {
  const file = project.createSourceFile("to.ts", "", { overwrite: true });
  file.addImportDeclaration(importStructure);
  return file.getFullText().replace(/\s+/g, " ").trim();
};
const load = async (name, text) => {
  writeFileSync(name, text);
  return import(`./${name}`).then(
    () => "ok",
    () => "refused",
  );
};
writeFileSync("data.json", "{}");

const { value } = structure.attributes[0];
const moved = printed(structure);
console.log("structure's value:", value, `(${value.length} characters)`);
console.log("moved by its structure:", moved);
console.log("loading the original:", await load("original.mjs", source));
console.log("loading the moved one:", await load("moved.mjs", moved));
const unquoted = { ...structure, attributes: [{ name: "type", value: "json" }] };
console.log("value json without quotes:", printed(unquoted));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: import attributes written by ts-morph (< as found, > now)"; exit 1; }
echo "holds: ts-morph quotes the value of an import attribute twice"
