#!/usr/bin/env bash
# ts-morph 28.0.0
#
# Behaviour: `export {} from "./module"` loads a module and exports nothing of it. It is also what ts-morph
# leaves, since version 25, where the last name of `export { name } from "./module"` is removed. The structure
# of that declaration has an empty list of names, and the writer takes an empty list for "all": given back to
# ts-morph, it is `export * from "./module"`. This holds for the structure of the declaration and of the whole
# file. So a module exports what it never did, its internals too, and where two modules have a name in common,
# that name goes from both. The structure of an import has no `defer` either: a module that was to be
# evaluated when it is first used is evaluated at once. `import {} from "./module"` comes back with the same
# meaning.
#
# Output seen:
#   | after the last name is removed: export { } from "./internals.mjs";
#   | given back by its structure: export * from "./internals.mjs";
#   | given back by the file's structure: export * from "./internals.mjs";
#   | exports in Node, before: none
#   | exports in Node, after: reset secret
#   | import {} by its structure: import "./internals.mjs";
#   | import defer * as heavy by its structure: import * as heavy from "./internals.mjs";
#
# Who meets it: a codemod that takes names out of an index file and then moves or rebuilds its exports by
# structures: the entry of a package that was to lose an export has them all. It compiles, as more is exported
# than anybody asks for.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install ts-morph@28.0.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { writeFileSync } from "node:fs";
import { Project } from "ts-morph";

const project = new Project({ useInMemoryFileSystem: true });
const file = (name, content) => project.createSourceFile(name, content, { overwrite: true });
const oneLine = (sourceFile) => sourceFile.getFullText().replace(/\s+/g, " ").trim();
const exportsOf = async (name, text) => {
  writeFileSync(name, text);
  return Object.keys(await import(`./${name}`)).join(" ") || "none";
};
writeFileSync("internals.mjs", 'export const secret = "s";\nexport const reset = () => {};\n');

const entry = file("entry.ts", 'export { reset } from "./internals.mjs";\n');
const [declaration] = entry.getExportDeclarations();
declaration.getNamedExports()[0].remove();
console.log("after the last name is removed:", oneLine(entry));

const moved = file("moved.ts", "");
moved.addExportDeclaration(declaration.getStructure());
console.log("given back by its structure:", oneLine(moved));
console.log("given back by the file's structure:", oneLine(file("copy.ts", entry.getStructure())));
console.log("exports in Node, before:", await exportsOf("before.mjs", entry.getFullText()));
console.log("exports in Node, after:", await exportsOf("after.mjs", moved.getFullText()));

for (const clause of ["{}", "defer * as heavy"]) {
  const [original] = file("from.ts", `import ${clause} from "./internals.mjs";\n`).getImportDeclarations();
  const target = file("to.ts", "");
  target.addImportDeclaration(original.getStructure());
  console.log(`import ${clause} by its structure:`, oneLine(target));
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: exports without names, by ts-morph's structures (< as found, > now)"; exit 1; }
echo "holds: the structure of an export without names is printed as an export of everything"
