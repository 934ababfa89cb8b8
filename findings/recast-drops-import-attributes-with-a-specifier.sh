#!/usr/bin/env bash
# jscodeshift 17.4.0 (its `babel`, `ts` and `tsx` parsers) with recast 0.23.21; recast 0.24.0 with
# @babel/parser 7.29.15 prints the same
#
# Behaviour: recast copies `with { type: "json" }` from the source as long as only parts of an import are
# exchanged, be it the module's name. As soon as its specifiers are more, fewer or of another kind, the
# whole declaration is printed anew, and the attributes are gone: the printer looks for the older
# `assertions`. `export … from` is printed likewise.
#
# Output seen:
#   | another name:    import bounds from "./limits.json" with { type: "json" };
#   | another module:  import limits from "./bounds.json" with { type: "json" };
#   | another kind:    import * as limits from "./limits.json";
#   | one more export: export { default as limits, default as top } from "./limits.json";
#   | before in Node:  60
#   | after in Node:   refused, the attribute is missing
#
# Who meets it: a codemod that turns default imports into namespaces or merges two imports, in a program
# that imports JSON. jscodeshift counts the file as transformed; it is refused when it is started.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install jscodeshift@17.4.0 recast@0.23.21 @babel/parser@7.29.15 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { writeFileSync } from "node:fs";
import jscodeshift from "jscodeshift";

const IMPORT = 'import limits from "./limits.json" with { type: "json" };';
const EXPORT = 'export { default as limits } from "./limits.json" with { type: "json" };';

/** What all parsers make of it; a text that tells them apart if they do not agree. */
function transformed(source, type, change) {
  const texts = ["babel", "ts", "tsx"].map((parser) => {
    const j = jscodeshift.withParser(parser);
    return j(source).find(j[type]).forEach(({ node }) => change(node, j)).toSource();
  });
  return [...new Set(texts)].join(" / ");
}

const asNamespace = (node, j) => {
  node.specifiers = [j.importNamespaceSpecifier(j.identifier("limits"))];
};
const after = transformed(IMPORT, "ImportDeclaration", asNamespace);
console.log("another name:   ", transformed(IMPORT, "ImportDeclaration", (node, j) => {
  node.specifiers[0].local = j.identifier("bounds");
}));
console.log("another module: ", transformed(IMPORT, "ImportDeclaration", (node, j) => {
  node.source = j.literal("./bounds.json");
}));
console.log("another kind:   ", after);
console.log("one more export:", transformed(EXPORT, "ExportNamedDeclaration", (node, j) => {
  node.specifiers.push(j.exportSpecifier.from({ local: j.identifier("default"), exported: j.identifier("top") }));
}));

writeFileSync("limits.json", '{ "ttl": 60 }');
writeFileSync("before.mjs", `${IMPORT}\nexport const { ttl } = limits;\n`);
writeFileSync("after.mjs", `${after}\nexport const { ttl } = limits.default;\n`);
for (const [label, file] of [["before in Node: ", "./before.mjs"], ["after in Node:  ", "./after.mjs"]]) {
  // Node 20 calls the same error ERR_IMPORT_ASSERTION_TYPE_MISSING.
  const refused = ({ code }) => (/^ERR_IMPORT_\w+_MISSING$/.test(code) ? "refused, the attribute is missing" : code);
  const outcome = await import(file).then(({ ttl }) => ttl, refused);
  console.log(label, outcome);
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: import attributes under jscodeshift (< as found, > now)"; exit 1; }
echo "holds: a changed list of specifiers drops an import's attributes"
