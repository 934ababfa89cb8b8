#!/usr/bin/env bash
# jscodeshift 17.4.0 (its `ts` and `tsx` parsers) with recast 0.23.21; recast 0.24.0 prints the same
#
# Behaviour: recast's printer does not know the `as` clause of a mapped type. This does not show while
# recast copies the type from the source. But where one type is replaced by another *inside* a mapped type
# (here `any` by `unknown`), recast prints the whole mapped type anew, and its `as` clause is gone.
# Nothing is reported, and the result is valid TypeScript that means something else. A static index
# signature that recast prints loses its `static` likewise.
#
# Output seen:
#   | before: type Public<T> = { [K in keyof T as Exclude<K, "notes">]: any };
#   | after:  type Public<T> = { [K in keyof T]: unknown; };
#   | keys of Public<{ id: string; notes: string }>, before: id
#   | keys of Public<{ id: string; notes: string }>, after:  id notes
#   | printed anew: class Limits { [name: string]: number }
#
# Who meets it: whoever runs a codemod over types (`any` to `unknown`, a library's type to a primitive). A
# key filter that is gone only widens the type, so code that uses it still type-checks, and fields that
# were kept out of a stored record are let in.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install jscodeshift@17.4.0 recast@0.23.21 typescript@6.0.3 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import jscodeshift from "jscodeshift";
import recast from "recast";
import ts from "typescript";

const j = jscodeshift.withParser("ts");
const oneLine = (source) => source.replace(/\s+/g, " ").trim();
const keysOf = (source) => {
  const text = `${source}\ndeclare const row: Public<{ id: string; notes: string }>;`;
  const file = ts.createSourceFile("row.ts", text, ts.ScriptTarget.ESNext, true);
  const getSourceFile = (name) => (name === "row.ts" ? file : undefined);
  const host = { ...ts.createCompilerHost({}), getSourceFile };
  const program = ts.createProgram(["row.ts"], { noLib: true }, host);
  const [declared] = file.statements.at(-1).declarationList.declarations;
  const properties = program.getTypeChecker().getTypeAtLocation(declared).getProperties();
  return properties.map((property) => property.name).join(" ");
};
// noLib keeps the check small; it leaves `Exclude` to be declared here.
const exclude = "type Exclude<T, U> = T extends U ? never : T;\n";

const before = 'type Public<T> = { [K in keyof T as Exclude<K, "notes">]: any };';
const root = j(before);
root.find(j.TSAnyKeyword).replaceWith(() => j.tsUnknownKeyword());
const after = root.toSource();
console.log("before:", oneLine(before));
console.log("after: ", oneLine(after));
console.log("keys of Public<{ id: string; notes: string }>, before:", keysOf(exclude + before));
console.log("keys of Public<{ id: string; notes: string }>, after: ", keysOf(exclude + after));

const limits = j("class Limits { static [name: string]: number }").get().node;
console.log("printed anew:", oneLine(recast.prettyPrint(limits).code));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: mapped types printed by recast under jscodeshift (< as found, > now)"; exit 1; }
echo "holds: a codemod in a mapped type drops the type's as clause"
