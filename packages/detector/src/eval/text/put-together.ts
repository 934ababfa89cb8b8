import type { TSESTree } from "@typescript-eslint/utils";
import { originsOf } from "../origin.js";
import type { CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { flatten, slicePattern } from "./pattern.js";
import type { Pattern } from "./pattern.js";
import { HOLE, synthetic } from "./static-text.js";
import type { StaticText } from "./static-text.js";

/** How a function puts its arguments together to one text: as segments of a path, or in the places that the first one has. */
type Manner = "path" | "format";

/** By the module, and the path of what it exports; `default` where it is the module itself. */
const FUNCTIONS: Readonly<Record<string, Readonly<Record<string, Manner>>>> = {
  path: { join: "path", "posix.join": "path" },
  "path/posix": { join: "path" },
  pathe: { join: "path" },
  "url-join": { default: "path" },
  ufo: { joinURL: "path" },
  util: { format: "format" },
  "sprintf-js": { sprintf: "format" },
};

/** The parts of the text that such a call gives, and what becomes of the whole; `undefined` for every other call. */
export function partsPutTogether(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
  patternsOf: (node: TSESTree.Node) => readonly Pattern[],
):
  | { readonly parts: readonly (StaticText | TSESTree.Node)[]; readonly finish: (whole: Pattern) => Pattern }
  | undefined {
  const manner = mannerOf(resolver, call, callContext);
  if (manner === undefined || call.arguments.some(({ type }) => type === "SpreadElement")) return undefined;
  if (manner === "path")
    return {
      parts: call.arguments.flatMap((node, position) => (position === 0 ? [node] : [synthetic("/"), node])),
      finish: withoutDoubleSlashes,
    };
  const [form, ...values] = call.arguments;
  const text = form === undefined ? undefined : flatten(patternsOf(form)[0] ?? [], HOLE);
  return text === undefined || text.includes(HOLE)
    ? undefined
    : { parts: filled(text, values), finish: (whole) => whole };
}

function mannerOf(
  resolver: Resolver,
  { callee }: TSESTree.CallExpression,
  callContext: CallContext | null,
): Manner | undefined {
  for (const origin of originsOf(resolver, { node: callee, callContext })) {
    if (origin.kind !== "import" || !Object.hasOwn(FUNCTIONS, origin.module)) continue;
    const { name, path } = origin;
    // The module as a whole and its default are the same.
    const own = [...(name === "default" || name === "*" ? [] : [name]), ...path].join(".");
    const found = FUNCTIONS[origin.module]?.[own === "" ? "default" : own];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `/v2/` and `/kvs`, put together with a slash, have one: not those behind a scheme. */
function withoutDoubleSlashes(whole: Pattern): Pattern {
  const text = flatten(whole, HOLE);
  const doubled = [...text.matchAll(/(?<=[^:/]|^)\/{2,}/g)];
  const starts = [0, ...doubled.map(({ index, 0: slashes }) => index + slashes.length - 1)];
  const ends = [...doubled.map(({ index }) => index), text.length];
  return starts.flatMap((start, position) => slicePattern(whole, start, ends[position] ?? text.length));
}

/** The text with what stands for its `%s`. */
function filled(form: string, values: readonly TSESTree.Node[]): (StaticText | TSESTree.Node)[] {
  const left = [...values];
  const parts: (StaticText | TSESTree.Node)[] = [];
  let end = 0;
  for (const { 0: sign, index } of form.matchAll(/%[sdifjoO%]/g)) {
    const value = sign === "%%" ? synthetic("%") : left.shift();
    if (value === undefined) continue;
    parts.push(synthetic(form.slice(end, index)), value);
    end = index + sign.length;
  }
  return [...parts, synthetic(form.slice(end)), ...left.flatMap((value) => [synthetic(" "), value])];
}
