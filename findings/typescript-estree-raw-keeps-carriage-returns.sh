#!/usr/bin/env bash
# @typescript-eslint/typescript-estree 8.74.0 (and the parser of that version) with typescript 6.0.3; beside
# espree 11.2.0, acorn 8.19.0, @babel/parser 7.29.15 and oxc-parser 0.159.0; eslint 10.15.0 and
# @eslint-community/eslint-utils 4.10.1 ask what the text is
#
# Behaviour: in a template, a line break of the file is a line feed, in `cooked` and in `raw`, however the
# file ends its lines: so says ECMAScript, and so do espree, acorn, Babel and oxc-parser. typescript-estree
# normalizes `cooked`, and leaves the carriage return in `raw`. `getStaticValue`, by which lint rules ask
# what an expression is, then gives for String.raw a text that the program never has.
#
# Output seen:
#   | espree raw "id\nkey" cooked "id\nkey"
#   | acorn raw "id\nkey" cooked "id\nkey"
#   | @babel/parser raw "id\nkey" cooked "id\nkey"
#   | oxc-parser raw "id\nkey" cooked "id\nkey"
#   | typescript-estree raw "id\r\nkey" cooked "id\nkey"
#   | Node, String.raw "id\nkey"
#   | getStaticValue in ESLint with its own parser "id\nkey"
#   | getStaticValue in ESLint with @typescript-eslint/parser "id\r\nkey"
#
# Who meets it: whoever checks code out on Windows (`core.autocrlf`) and runs rules or codemods that read
# templates by `raw` or compare static texts. The same commit gives other values than on Linux, and other
# ones with this parser than with ESLint's own: a hash, a snapshot or a message id taken from the text moves.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @typescript-eslint/typescript-estree@8.74.0 @typescript-eslint/parser@8.74.0 typescript@6.0.3 \
  espree@11.2.0 acorn@8.19.0 @babel/parser@7.29.15 oxc-parser@0.159.0 \
  eslint@10.15.0 @eslint-community/eslint-utils@4.10.1 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { parse as babel } from "@babel/parser";
import { getStaticValue } from "@eslint-community/eslint-utils";
import * as parser from "@typescript-eslint/parser";
import { parse } from "@typescript-eslint/typescript-estree";
import * as acorn from "acorn";
import { Linter } from "eslint";
import * as espree from "espree";
import { parseSync } from "oxc-parser";

const parsers = {
  espree: (text) => espree.parse(text, { ecmaVersion: "latest" }),
  acorn: (text) => acorn.parse(text, { ecmaVersion: "latest" }),
  "@babel/parser": (text) => babel(text).program,
  "oxc-parser": (text) => parseSync("file.js", text).program,
  "typescript-estree": (text) => parse(text),
};

// A file with Windows line ends.
const text = "`id\r\nkey`";
for (const name of Object.keys(parsers)) {
  const { raw, cooked } = parsers[name](text).body[0].expression.quasis[0].value;
  console.log(name, "raw", JSON.stringify(raw), "cooked", JSON.stringify(cooked));
}

const call = `String.raw${text}`;
console.log("Node, String.raw", JSON.stringify(new Function(`return ${call}`)()));
const valueWith = (languageOptions) => {
  let found;
  const create = ({ sourceCode }) => ({
    TaggedTemplateExpression(node) {
      found = getStaticValue(node, sourceCode.getScope(node));
    },
  });
  const plugins = { probe: { rules: { read: { create } } } };
  new Linter().verify(call, [{ plugins, rules: { "probe/read": "error" }, languageOptions }]);
  return JSON.stringify(found.value);
};
console.log("getStaticValue in ESLint with its own parser", valueWith({}));
console.log("getStaticValue in ESLint with @typescript-eslint/parser", valueWith({ parser }));
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: raw texts of templates in typescript-estree (< as found, > now)"; exit 1; }
echo "holds: typescript-estree leaves carriage returns in the raw text of templates"
