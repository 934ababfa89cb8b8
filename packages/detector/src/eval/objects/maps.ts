import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, memberName, peel } from "../../syntax/nodes.js";
import type { Bound, CallContext, AbstractValue } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { isFilledHere } from "./containers.js";
import { unsure } from "../unsure-values.js";

interface Entry {
  readonly key: Bound;
  readonly value: Bound;
}

/**
 * What `registry.get(name)` gives where `registry` is a `Map` that is made and filled in the program: functions,
 * instances, what a package has, as `env.CACHE` of the edge runtime, and data, of which a rewrite has to ask who else
 * may take it out.
 */
export function takenFromMap(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): AbstractValue[] {
  const { callee } = call;
  const [wanted] = call.arguments;
  if (
    callee.type !== "MemberExpression" ||
    memberName(callee) !== "get" ||
    wanted === undefined ||
    wanted.type === "SpreadElement"
  )
    return [];
  const map: Bound = { node: callee.object, callContext };
  const made = resolver.follow(map).filter(({ node, path }) => path.length === 0 && isNewMap(resolver, node));
  if (made.length === 0) return [];
  const names = resolver.staticNames({ node: wanted, callContext });
  const isWanted = ({ key }: Entry): boolean => {
    const own = names === undefined ? undefined : resolver.staticNames(key);
    return names === undefined || own === undefined || own.some((name) => names.includes(name));
  };
  const entries = [
    ...made.flatMap((value) => entriesOf(resolver, value)),
    ...entriesSet(resolver, map),
  ].filter(isWanted);
  const all = entries.flatMap(({ value }) => resolver.follow(value));
  const isAllData =
    all.every(isData) && made.every(({ node }) => isNewMap(resolver, node) && isFilledHere(resolver, node));
  const values = isAllData ? all : all.filter((value) => isCode(value) || isFromPackage(resolver, value));
  return entries.length > 1 ? unsure(values) : values;
}

/** The pairs of a list that is written out, or of a `Map` that nobody else can fill; `undefined` where not all are seen. */
export function pairsIn(resolver: Resolver, list: Bound): Entry[] | undefined {
  const [made, ...others] = resolver.follow(list);
  if (made === undefined || others.length > 0 || made.path.length > 0) return undefined;
  if (made.node.type === "ArrayExpression") {
    const pairs = entriesInList(resolver, made.node, made.callContext);
    return pairs.length === made.node.elements.length ? pairs : undefined;
  }
  if (!isNewMap(resolver, made.node) || !isFilledHere(resolver, made.node)) return undefined;
  return [...entriesOf(resolver, made), ...entriesSet(resolver, list)];
}

const isCode = ({ node, path }: AbstractValue): boolean =>
  path.length === 0 && (isFunction(node) || node.type === "NewExpression");

/** What was written out as a whole. */
const isData = ({ node, path }: AbstractValue): boolean =>
  path.length === 0 && (node.type === "ObjectExpression" || node.type === "CallExpression");

/** What is imported, and not followed to code of the program. */
const isFromPackage = ({ index }: Resolver, { node }: AbstractValue): boolean =>
  node.type === "Identifier" && index.variableOf(node)?.defs[0]?.type === "ImportBinding";

const isNewMap = (resolver: Resolver, node: TSESTree.Node): node is TSESTree.NewExpression =>
  node.type === "NewExpression" &&
  node.callee.type === "Identifier" &&
  (node.callee.name === "Map" || node.callee.name === "WeakMap") &&
  resolver.index.variableOf(node.callee) === undefined;

/** `new Map([["name", value]])`, `new Map(Object.entries({ name: value }))`. */
function entriesOf(resolver: Resolver, { node, callContext }: AbstractValue): Entry[] {
  const [list] = node.type === "NewExpression" ? node.arguments : [];
  if (list === undefined || list.type === "SpreadElement") return [];
  return resolver.follow({ node: list, callContext }).flatMap((value) => {
    if (value.path.length > 0) return [];
    if (value.node.type === "CallExpression") return propertiesOf(resolver, value.node, value.callContext);
    return value.node.type === "ArrayExpression"
      ? entriesInList(resolver, value.node, value.callContext)
      : [];
  });
}

const entriesInList = (
  resolver: Resolver,
  { elements }: TSESTree.ArrayExpression,
  callContext: CallContext | null,
): Entry[] =>
  elements.flatMap((element) =>
    element === null || element.type === "SpreadElement"
      ? []
      : pairOf(resolver, { node: element, callContext }),
  );

const pairOf = (resolver: Resolver, pair: Bound): Entry[] =>
  resolver.follow(pair).flatMap(({ node, callContext, path }) => {
    const [key, value] = path.length === 0 && node.type === "ArrayExpression" ? node.elements : [];
    return isPlain(key) && isPlain(value)
      ? [{ key: { node: key, callContext }, value: { node: value, callContext } }]
      : [];
  });

const isPlain = (
  node: TSESTree.Expression | TSESTree.SpreadElement | null | undefined,
): node is TSESTree.Expression => node !== null && node !== undefined && node.type !== "SpreadElement";

function propertiesOf(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): Entry[] {
  const [object] = call.arguments;
  if (
    resolver.index.textOf(call.callee) !== "Object.entries" ||
    object === undefined ||
    object.type === "SpreadElement"
  )
    return [];
  return resolver.follow({ node: object, callContext }).flatMap(({ node, callContext: home, path }) =>
    path.length > 0 || node.type !== "ObjectExpression"
      ? []
      : node.properties.flatMap((property) =>
          property.type === "Property" && !property.computed
            ? [
                {
                  key: { node: property.key, callContext: home },
                  value: { node: property.value, callContext: home },
                },
              ]
            : [],
        ),
  );
}

/** `registry.set("name", value)`, of a variable. */
function entriesSet(resolver: Resolver, { node, callContext }: Bound): Entry[] {
  const use = peel(node);
  const variable = use.type === "Identifier" ? resolver.index.variableOf(use) : undefined;
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const member = identifier.parent;
    const call =
      member.type === "MemberExpression" && member.object === identifier && memberName(member) === "set"
        ? member.parent
        : undefined;
    const [key, value] = call?.type === "CallExpression" && call.callee === member ? call.arguments : [];
    return isPlain(key) && isPlain(value)
      ? [{ key: { node: key, callContext }, value: { node: value, callContext } }]
      : [];
  });
}
