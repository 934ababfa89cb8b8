import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { AbstractValue, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";

/**
 * The functions that a member can be which gets its name from a value: `api[verb] = (key) => …`. Data that is kept
 * under keys is a table, and its members are no members of an interface.
 */
export const keyedFunctions = (
  resolver: Resolver,
  root: TSESTree.Identifier,
  path: readonly string[],
  name: string,
  callContext: CallContext | null,
): AbstractValue[] =>
  resolver.index
    .keyedValuesIn(root, path)
    .flatMap((member) => keyedFunction(resolver, member, name, callContext));

/** The same of one member: `{ [verb]: (key) => … }`. */
export function keyedFunction(
  resolver: Resolver,
  { key, value }: { readonly key: TSESTree.Node; readonly value: TSESTree.Node },
  name: string,
  callContext: CallContext | null,
): AbstractValue[] {
  const names = resolver.staticNames({ node: key, callContext });
  if (names !== undefined && !names.includes(name)) return [];
  const values = resolver.follow({ node: value, callContext });
  return unsure(values.filter(({ node, path }) => path.length === 0 && isFunction(node)));
}

/** A member of what `Object.assign(object, one, other)` gives to an object; the last one that has it counts. */
export function memberOfWholes(
  resolver: Resolver,
  sources: readonly TSESTree.CallExpressionArgument[],
  name: string,
  callContext: CallContext | null,
): AbstractValue[] {
  let isSure = true;
  for (const source of sources.toReversed()) {
    const given =
      source.type === "SpreadElement" ? [] : resolver.followMember({ node: source, callContext }, name);
    const known = given.filter(({ path }) => path.length === 0);
    if (known.length > 0) return isSure ? known : unsure(known);
    // One that is written out has no more than it says; what another one gives is not seen.
    isSure &&= source.type === "ObjectExpression";
  }
  return [];
}

/** A member that a constructor gives to its instances by `Object.assign(this, options)`. */
export const memberAssignedToThisOf = (
  resolver: Resolver,
  constructor: FunctionNode,
  name: string,
  callContext: CallContext | null,
): AbstractValue[] =>
  memberOfWholes(resolver, resolver.index.wholesAssignedToThisOf(constructor), name, callContext);
