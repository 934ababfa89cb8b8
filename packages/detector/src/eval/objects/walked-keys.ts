import type { TSESTree } from "@typescript-eslint/utils";
import type { AbstractValue, Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import { isFunction, memberName, peel } from "../../syntax/nodes.js";
import type { FunctionNode, Variable } from "../../syntax/nodes.js";

/** Functions of the platform that list an object's keys: each as it is, or first in a pair. */
const LISTS = new Map([
  ["Object.keys", []],
  ["Object.getOwnPropertyNames", []],
  ["Reflect.ownKeys", []],
  ["Object.entries", ["0"]],
]);
/** Methods of a list whose callback gets an element, and at which position. */
const WALKS = new Map([
  ["forEach", 0],
  ["map", 0],
  ["flatMap", 0],
  ["filter", 0],
  ["reduce", 1],
]);

/**
 * The object that a key is walked through: `for (const key in body)`, `for (const [key, v] of Object.entries(body))`,
 * `Object.keys(body).forEach((key) => …)`. What is set under such a key elsewhere has the object's own names.
 */
export function walkedBy(resolver: Resolver, { node, callContext }: Bound): Bound | undefined {
  const key = peel(node);
  const variable = key.type === "Identifier" ? resolver.index.variableOf(key) : undefined;
  const definition = variable?.defs[0];
  if (variable === undefined || definition === undefined || isAskedAbout(variable)) return undefined;
  const place = parameterPlace(variable);
  if (place !== undefined) {
    const call = place.fn.parent;
    if (call.type !== "CallExpression" || call.arguments[0] !== place.fn) return undefined;
    const method = call.callee.type === "MemberExpression" ? memberName(call.callee) : undefined;
    if (call.callee.type !== "MemberExpression" || WALKS.get(method ?? "") !== place.position)
      return undefined;
    return listedIn(resolver, { node: call.callee.object, callContext }, place.path);
  }
  const declaration = definition.node.type === "VariableDeclarator" ? definition.node.parent : undefined;
  const loop = declaration?.parent;
  if (definition.node.type !== "VariableDeclarator" || declaration === undefined) return undefined;
  const { id } = definition.node;
  if (loop?.type === "ForInStatement" && loop.left === declaration && id.type === "Identifier")
    return { node: loop.right, callContext };
  if (loop?.type !== "ForOfStatement" || loop.left !== declaration) return undefined;
  const isFirst = id.type === "ArrayPattern" && id.elements[0] === definition.name;
  const path = id === definition.name ? [] : isFirst ? ["0"] : undefined;
  return path === undefined ? undefined : listedIn(resolver, { node: loop.right, callContext }, path);
}

/** The object whose keys stand at a path of a list's elements: of `Object.entries(body).filter(isSet)`, at `0`. */
function listedIn(resolver: Resolver, list: Bound, path: readonly string[]): Bound | undefined {
  const call = listingIn(resolver, list);
  if (call === undefined) return undefined;
  const keys = LISTS.get(globalPath(resolver.index, call.node.callee) ?? "");
  return keys?.join() === path.join() ? argumentOf(call.node, call.callContext) : undefined;
}

/** Whether a key decides more than under which name something stands: `if (key !== "expiration_ttl")`. */
const isAskedAbout = (variable: Variable): boolean =>
  variable.references.some(({ identifier, init }) => {
    const { parent } = identifier;
    const isName =
      (parent.type === "MemberExpression" && parent.computed && parent.property === identifier) ||
      (parent.type === "Property" && parent.computed && parent.key === identifier) ||
      (parent.type === "ArrayExpression" && parent.elements[0] === identifier);
    return init !== true && !isName;
  });

/**
 * Whether what a list is filtered by looks at the keys: `([key]) => key !== "expiration_ttl"`, and what is not seen.
 * `([, value]) => value !== undefined`, `(pair) => pair[1]` and `Boolean` only look at what stands under them.
 */
function asksAboutKeys(resolver: Resolver, callback: Bound): boolean {
  if (globalPath(resolver.index, callback.node) === "Boolean") return false;
  const functions = resolver.follow(callback);
  return (
    functions.length === 0 ||
    functions.some(({ node, path }) => path.length > 0 || !isFunction(node) || takesKey(resolver, node))
  );
}

function takesKey(resolver: Resolver, { params }: FunctionNode): boolean {
  const [pair, ...others] = params;
  if (pair === undefined) return false;
  if (others.length > 0) return true;
  if (pair.type === "ArrayPattern") {
    const [key] = pair.elements;
    return key !== null && key !== undefined && isUsed(resolver, key, () => false);
  }
  return isUsed(
    resolver,
    pair,
    ({ parent }) =>
      parent?.type === "MemberExpression" &&
      parent.computed &&
      parent.property.type === "Literal" &&
      parent.property.value === 1,
  );
}

/** Whether a parameter is used, otherwise than in a way that is allowed. */
function isUsed(
  { index }: Resolver,
  parameter: TSESTree.Node,
  isAllowed: (use: TSESTree.Node) => boolean,
): boolean {
  const variable = parameter.type === "Identifier" ? index.variableOf(parameter) : undefined;
  return variable === undefined || variable.references.some(({ identifier }) => !isAllowed(identifier));
}

/** Methods that give a list with the same elements. */
const SAME_ELEMENTS = /^(?:sort|toSorted|toReversed|reverse)$/;

/** A list without the calls behind it that only take elements out, and the last of those: `pairs.filter(isSet)`. */
export function unfiltered(
  resolver: Resolver,
  list: Bound,
): { readonly list: AbstractValue; readonly by: TSESTree.Node | undefined } | undefined {
  const [made, ...others] = resolver.follow(list);
  if (made === undefined || others.length > 0 || made.path.length > 0) return undefined;
  const { node, callContext } = made;
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression")
    return { list: made, by: undefined };
  const method = memberName(node.callee) ?? "";
  const mayDrop = method === "filter" || method === "slice";
  if (!mayDrop && !SAME_ELEMENTS.test(method)) return { list: made, by: undefined };
  if (mayDrop && node.arguments.some((each) => asksAboutKeys(resolver, { node: each, callContext })))
    return undefined;
  const inner = unfiltered(resolver, { node: node.callee.object, callContext });
  return inner === undefined ? undefined : { list: inner.list, by: node };
}

interface Listing extends Bound {
  readonly node: TSESTree.CallExpression;
}

/** The call of `Object.entries` or the like that a list comes from, through what only takes elements out. */
function listingIn(resolver: Resolver, list: Bound): Listing | undefined {
  const made = unfiltered(resolver, list)?.list;
  return made?.node.type === "CallExpression"
    ? { node: made.node, callContext: made.callContext }
    : undefined;
}

const argumentOf = (call: TSESTree.CallExpression, callContext: CallContext | null): Bound | undefined => {
  const [object] = call.arguments;
  return object === undefined || object.type === "SpreadElement" ? undefined : { node: object, callContext };
};

/** The object of whose pairs a list is made: `Object.entries(body).filter(…)`, `….map(([key, v]) => [key, trim(v)])`. */
export function pairsOf(resolver: Resolver, list: Bound): Bound | undefined {
  const call = listingIn(resolver, list);
  if (call === undefined) return undefined;
  const { node, callContext } = call;
  if (globalPath(resolver.index, node.callee) === "Object.entries") return argumentOf(node, callContext);
  const [callback] = node.arguments;
  const isMap = node.callee.type === "MemberExpression" && memberName(node.callee) === "map";
  if (!isMap || callback?.type !== "ArrowFunctionExpression") return undefined;
  const given = callback.body.type === "ArrayExpression" ? callback.body.elements[0] : undefined;
  return given === undefined || given === null ? undefined : walkedBy(resolver, { node: given, callContext });
}
