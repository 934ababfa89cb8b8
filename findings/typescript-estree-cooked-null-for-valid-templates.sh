#!/usr/bin/env bash
# @typescript-eslint/typescript-estree 8.74.0 with typescript 6.0.3, beside espree 11.2.0 and acorn 8.19.0
#
# Behaviour: ESTree says that a template's `cooked` is null where it stands after a tag and has an escape
# that has no meaning. typescript-estree looks for `\u` without four hexadecimal digits, and for `\x` without
# two, anywhere in the raw text, and so finds them after a backslash that is itself escaped too: for
# tag`C:\\users` the tag is called with the string C:\users, espree and acorn say so, and typescript-estree
# says null. The other way round, it gives the raw text as `cooked` for `\u{…}` without a code point and for
# digits as in `\2022`, where the tag is called with undefined and the other parsers say null. Templates
# without a tag are right. In the output, each line has the template, what Node hands to a tag, and what each
# parser says; "differs" stands where they do not agree.
#
# Output seen:
#   | tag`C:\\users` called with "C:\\users" typescript-estree null espree "C:\\users" acorn "C:\\users" differs
#   | tag`\\usage` called with "\\usage" typescript-estree null espree "\\usage" acorn "\\usage" differs
#   | tag`C:\\temp` called with "C:\\temp" typescript-estree "C:\\temp" espree "C:\\temp" acorn "C:\\temp"
#   | tag`\unit` called with undefined typescript-estree null espree null acorn null
#   | tag`\u{zz}` called with undefined typescript-estree "\\u{zz}" espree null acorn null differs
#   | tag`\2022` called with undefined typescript-estree "\\2022" espree null acorn null differs
#   | `C:\\users` without a tag typescript-estree "C:\\users" espree "C:\\users" acorn "C:\\users"
#
# Who meets it: authors of rules and codemods that read css, html, sql or gql templates by `cooked`. With
# this parser they skip a template that is valid (a Windows path, the source of a pattern), or
# crash if they took the text for granted. And they read `\2022` in css, the classic mistake that leaves the
# tag with undefined, as if it were fine.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @typescript-eslint/typescript-estree@8.74.0 typescript@6.0.3 espree@11.2.0 acorn@8.19.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import * as acorn from "acorn";
import * as espree from "espree";
import { parse } from "@typescript-eslint/typescript-estree";

const raw = String.raw;
const parsers = {
  "typescript-estree": (text) => parse(text),
  espree: (text) => espree.parse(text, { ecmaVersion: "latest" }),
  acorn: (text) => acorn.parse(text, { ecmaVersion: "latest" }),
};
const cookedOf = (program) => {
  const { expression } = program.body[0];
  return (expression.quasi ?? expression).quasis[0].value.cooked;
};
const shown = (value) => (value === undefined ? "undefined" : JSON.stringify(value));

const tagged = [raw`C:\\users`, raw`\\usage`, raw`C:\\temp`, raw`\unit`, raw`\u{zz}`, raw`\2022`];
for (const text of [...tagged.map((text) => `tag\`${text}\``), raw`${"`"}C:\\users${"`"}`]) {
  const hasTag = text.startsWith("tag");
  const run = new Function("tag", `return ${text}`)((strings) => strings[0]);
  const said = Object.entries(parsers).map(([name, of]) => [name, cookedOf(of(text))]);
  const agree = said.every(([, cooked]) => cooked === (run ?? null));
  console.log(
    text,
    hasTag ? `called with ${shown(run)}` : "without a tag",
    ...said.map(([name, cooked]) => `${name} ${shown(cooked)}`),
    ...(agree ? [] : ["differs"]),
  );
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: cooked values of typescript-estree (< as found, > now)"; exit 1; }
echo "holds: typescript-estree has no cooked value for valid templates, and one for what has none"
