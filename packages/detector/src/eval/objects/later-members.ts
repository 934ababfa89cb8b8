import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { isFunction } from "../../syntax/nodes.js";
import type { KeptValue } from "../../syntax/member-assignments.js";
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
  const values = resolver.follow({ node: value, callContext }).filter((each) => {
    const last = each.path.at(-1);
    // `api[name] = env.CACHE[name]`: both have the same name.
    const isOther = last !== undefined && last !== name && names?.includes(last) === true;
    return last === undefined ? isFunction(each.node) : !isOther && isImported(resolver, each);
  });
  return unsure(values);
}

/** Whether a value is a package's, or a member of that: `env.CACHE` of the edge runtime. */
const isImported = ({ index }: Resolver, { node }: AbstractValue): boolean =>
  node.type === "Identifier" && index.variableOf(node)?.defs[0]?.type === "ImportBinding";

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
    const known = given.filter((value) => value.path.length === 0 || isImported(resolver, value));
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

/** The functions that a proxy gives for whatever member: `new Proxy({}, { get: (target, verb) => (key) => … })`. */
export function trappedFunctions(
  resolver: Resolver,
  made: TSESTree.NewExpression,
  callContext: CallContext | null,
): AbstractValue[] | undefined {
  const [, handler] = made.arguments;
  if (handler === undefined || globalPath(resolver.index, made.callee) !== "Proxy") return undefined;
  const given = resolver
    .followMember({ node: handler, callContext }, "get")
    .flatMap(({ node, path, callContext: home }) =>
      path.length === 0 && isFunction(node) ? resolver.members.returnedBy(node, home) : [],
    )
    .filter(({ node, path }) => path.length === 0 && isFunction(node));
  return given.length === 0 ? undefined : unsure(given);
}

/**
 * What methods give to a member of `this` once it is made: `connect() { this.http = axios.create(…) }`, and what is
 * imported: `init() { this.kv = env.SESSIONS; }`. A parameter that nothing is known of says less than what the member was
 * made with.
 * @param callContext that of the instance
 * @param within that in which the member is read
 */
export const keptValues = (
  resolver: Resolver,
  kept: readonly KeptValue[],
  callContext: CallContext | null,
  within: CallContext | null,
): AbstractValue[] =>
  kept
    .flatMap(({ value, path, method }) =>
      resolver.followPath(
        resolver.follow({ node: value, callContext: contextOf(method, within) ?? callContext }),
        path,
      ),
    )
    .filter((value) => isKept(resolver, value));

/** Whether a value says what a member is: what something is handed says nothing while it is not known by whom. */
export const isKept = ({ index }: Resolver, { node, path }: AbstractValue): boolean =>
  (path.length === 0 && node.type !== "Identifier") ||
  (node.type === "Identifier" && index.variableOf(node)?.defs[0]?.type === "ImportBinding");

/** The call context of a function, if something is looked at within it. */
function contextOf(fn: FunctionNode | undefined, within: CallContext | null): CallContext | undefined {
  for (let current = within; current !== null; current = current.closure)
    if (current.fn === fn) return current;
  return undefined;
}
