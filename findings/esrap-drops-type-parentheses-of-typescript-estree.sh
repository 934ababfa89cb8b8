#!/usr/bin/env bash
# esrap 2.4.0 with @typescript-eslint/typescript-estree 8.74.0 (typescript 6.0.3), and with
# @sveltejs/acorn-typescript 1.0.13 (acorn 8.19.0) for comparison
#
# Behaviour: esrap says that its `ts` language prints syntax trees as @typescript-eslint/types describes
# them. In those no node stands for parentheses around a type: precedence follows from the nesting. esrap
# prints types without asking for it, so the list of a union becomes a union with a list, a list of
# functions a function that gives a list, and `keyof` is taken of the list. Decorators of parameters are
# not printed either. The tree that acorn makes has a node of its own for parentheses, and decorators on
# the parameter inside of a parameter property; from that one the same text comes back.
#
# Output seen:
#   | typescript-estree: let tags: string | null[];
#   | acorn-typescript:  let tags: (string | null)[];
#   | typescript-estree: let jobs: () => void[];
#   | acorn-typescript:  let jobs: (() => void)[];
#   | typescript-estree: type Names = keyof Env[];
#   | acorn-typescript:  type Names = (keyof Env)[];
#   | typescript-estree: class Api { constructor(private store: Store) {} }
#   | acorn-typescript:  class Api { constructor(@Inject("STORE") private store: Store) {} }
#
# Who meets it: a codemod or a generator that parses with typescript-eslint's parser, the one that lint
# rules share, and prints with esrap. The result parses, and its types say something else; a service whose
# constructor asks for its parts by decorators is given none.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install esrap@2.4.0 @typescript-eslint/typescript-estree@8.74.0 typescript@6.0.3 \
  @sveltejs/acorn-typescript@1.0.13 acorn@8.19.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import { print } from "esrap";
import ts from "esrap/languages/ts";
import { parse } from "@typescript-eslint/typescript-estree";
import { Parser } from "acorn";
import { tsPlugin } from "@sveltejs/acorn-typescript";

const acorn = Parser.extend(tsPlugin());
const printed = (ast) => print(ast, ts({ quotes: "double" })).code.replace(/\s+/g, " ").trim();

for (const source of [
  "let tags: (string | null)[];",
  "let jobs: (() => void)[];",
  "type Names = (keyof Env)[];",
  'class Api { constructor(@Inject("STORE") private store: Store) {} }',
]) {
  console.log("typescript-estree:", printed(parse(source, { range: true, loc: true })));
  const options = { sourceType: "module", ecmaVersion: "latest", locations: true };
  console.log("acorn-typescript: ", printed(acorn.parse(source, options)));
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: types of typescript-estree's trees printed by esrap (< as found, > now)"; exit 1; }
echo "holds: esrap drops the parentheses of types in typescript-estree's trees"
