import type { TSESTree } from "@typescript-eslint/utils";
import type { AbstractValue, Bound, CallContext } from "../call-context.js";
import { importedAs, originsOf } from "../origin.js";
import type { Origin } from "../origin.js";
import type { Resolver } from "../resolver.js";
import { flatten, slicePattern } from "./pattern.js";
import type { Pattern } from "./pattern.js";
import { HOLE, synthetic, written } from "./static-text.js";

/**
 * The parameter that an export of a module sets in the query of the URL that it is given first, to what it is given
 * second: `ttl_secs` of `withTtl(url, seconds)`. `undefined` of every other export.
 * @param at stands in the file that imports it
 */
export type ParameterOf = (module: string, name: string, at: TSESTree.Node) => string | undefined;

/** What a call of such an export is given. */
interface SetParameter {
  readonly name: string;
  readonly url: Bound;
  /** `undefined` where it is left out, or written `undefined`: the URL is as it was. */
  readonly value: Bound | undefined;
}

/** The parameter that an imported function sets. */
export const parameterSetBy = (resolver: Resolver, origin: Origin): string | undefined =>
  origin.kind === "import" && origin.path.length === 0
    ? resolver.parameterOf(origin.module, origin.name, origin.value.node)
    : undefined;

/** The same of a function that a call names as it is imported: what its code does, where that is at hand, is known already. */
export function parameterNamedBy(
  resolver: Resolver,
  { callee }: TSESTree.CallExpression,
): string | undefined {
  const imported = importedAs(resolver.index, callee);
  return imported && resolver.parameterOf(imported.module, imported.name, callee);
}

/** Reads a value as what such an export gives; `undefined` for every other value. */
export function readSetParameter(
  resolver: Resolver,
  { node, callContext, path }: AbstractValue,
): SetParameter | undefined {
  if (node.type !== "CallExpression" || path.length > 0) return undefined;
  const [url, value] = node.arguments;
  if (url === undefined || url.type === "SpreadElement" || value?.type === "SpreadElement") return undefined;
  const name = parameterOfCall(resolver, node, callContext);
  if (name === undefined) return undefined;
  const given: Bound | undefined =
    value === undefined || isUndefined(resolver, value) ? undefined : { node: value, callContext };
  return { name, url: { node: url, callContext }, value: given };
}

function parameterOfCall(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): string | undefined {
  const named = parameterNamedBy(resolver, call);
  if (named !== undefined) return named;
  for (const origin of originsOf(resolver, { node: call.callee, callContext })) {
    const name = parameterSetBy(resolver, origin);
    if (name !== undefined) return name;
  }
  return undefined;
}

const isUndefined = (resolver: Resolver, node: TSESTree.Node): boolean =>
  node.type === "Identifier" && node.name === "undefined" && resolver.index.variableOf(node) === undefined;

/**
 * A URL with a parameter behind the rest of its query, in the place of an earlier one of that name.
 * @param call what sets it: where its text comes from
 * @param value stands for what it is set to
 */
export function withParameter(url: Pattern, name: string, call: Bound, value: Bound): Pattern {
  const text = flatten(url, HOLE);
  const fragment = text.search(/#|$/);
  const [path = "", ...query] = text.slice(0, fragment).split("?");
  const kept: Pattern[] = [];
  let start = path.length + "?".length;
  for (const part of query.join("?").split("&")) {
    if (part !== "" && !part.startsWith(`${name}=`))
      kept.push([synthetic(kept.length === 0 ? "?" : "&"), ...slicePattern(url, start, start + part.length)]);
    start += part.length + "&".length;
  }
  return [
    ...slicePattern(url, 0, path.length),
    ...kept.flat(),
    written(`${kept.length === 0 ? "?" : "&"}${name}=`, call),
    { ...value, path: [] },
    ...slicePattern(url, fragment, text.length),
  ];
}
