#!/usr/bin/env bash
# putout 40.9.0 with @putout/printer 15.28.0; @putout/printer 18.46.0 prints the same of these
#
# Behaviour: after a fix Putout prints the whole file anew, and its printer does not know several small
# words of TypeScript's. `asserts x is T` becomes `x is T`, an `abstract` field loses the word, an abstract
# getter becomes a method, an optional member of a named tuple becomes a required one, `readonly` before an
# index signature and `type` in an `import type … = require(…)` go. The rule that fixed something else need
# not touch them: here it doubles a number. A plain `x is T`, an abstract method, and `?` of a property are kept.
#
# Output seen:
#   | import legacy = require('./legacy.js');
#   | export declare function check(x: unknown): x is string;
#   | export declare function isText(x: unknown): x is string;
#   | export abstract class Store {
#   |     name: string;
#   |     abstract size(): number;
#   |     abstract load(): void;
#   | }
#   | export type Range = [
#   |     from: number,
#   |     to: number,
#   | ];
#   | export interface Limits {
#   |     [name: string]: number;
#   |     top?: number;
#   | }
#   | export const ttl = 60;
#
# Who meets it: whoever runs `putout --fix` or a codemod written for it over TypeScript. What was an
# assertion narrows nothing any more for the callers that do not look at its result, and a subclass whose
# `size` is a getter no longer fits.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install putout@40.9.0 @putout/printer@15.28.0 --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import putout from "putout";

const source = `import type legacy = require('./legacy.js');
export declare function check(x: unknown): asserts x is string;
export declare function isText(x: unknown): x is string;
export abstract class Store {
    abstract name: string;
    abstract get size(): number;
    abstract load(): void;
}
export type Range = [from: number, to?: number];
export interface Limits {
    readonly [name: string]: number;
    top?: number;
}
export const ttl = 30;
`;
const doubled = {
  report: () => "twice as long",
  include: () => ["NumericLiteral"],
  filter: ({ node }) => node.value === 30,
  fix: ({ node }) => {
    node.value = 60;
    node.raw = "60";
  },
};
const { code } = putout(source, { isTS: true, fix: true, plugins: [["doubled", doubled]] });
console.log(code.replaceAll(/\n+/g, "\n").replaceAll("}export", "}\nexport").trim());
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: what Putout prints of a TypeScript file after a fix (< as found, > now)"; exit 1; }
echo "holds: a fix of Putout drops asserts, abstract and other modifiers elsewhere in the file"
