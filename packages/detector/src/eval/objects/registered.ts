import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, memberName, peel, staticName } from "../../syntax/nodes.js";
import type { FileIndex } from "../../syntax/file-index.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { AbstractValue, Bound } from "../call-context.js";
import { literalText } from "../declared-types.js";
import { classNamed } from "../lookups.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";

/** Methods that keep something under a name, which others take out by it: `context.set("kv", new Kv())`. */
const KEEPING = /^(?:set|register\w*|provide|decorate\w*|add|singleton|value|factory|constant|service)$/;
/** Those that are given many at once: `container.register({ kv: asClass(Kv) })`. */
const KEEPING_ALL = /^(?:register\w*|provide|decorate)$/;
/** The same in two steps: `container.bind("kv").to(Kv)`. */
const BINDING = "bind";
const BOUND_TO = /^to(?:[A-Z]|$)/;
/** Methods that take it out: `container.resolve("kv")`, `c.get("kv")`. */
const TAKING = /^(?:get|resolve|inject|make|lookup|getInstance|use|build)$/;

/** What a container, or a context that is handed about, is asked for by a name: `"kv"` of `c.get("kv")`. */
export function nameTaken({ callee, arguments: given }: CallNode): string | undefined {
  const called = peel(callee);
  const [name, ...others] = given;
  if (called.type !== "MemberExpression" || name === undefined || others.length > 0) return undefined;
  return TAKING.test(memberName(called) ?? "") ? literalText(name) : undefined;
}

/**
 * What the program puts under a name where others take it out by that: `context.set("kv", new Kv())`,
 * `container.register({ kv: asClass(Kv) })`, a table of factories that is asked by name, `registry[name](container)`. Data
 * is nothing that is registered so.
 */
export function registeredUnder(resolver: Resolver, name: string): AbstractValue[] {
  const values = resolver.index.all.flatMap((file) =>
    (registrationsIn(resolver.index, file).get(name) ?? []).flatMap((node) =>
      resolver.once({ node, callContext: null }, [], () => standingFor(resolver, node)),
    ),
  );
  return values.length > 1 ? unsure(values) : values;
}

/** A member of what is taken out by a name. */
export function memberOfRegistered(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  member: string,
): AbstractValue[] | undefined {
  const name = nameTaken(call);
  if (name === undefined) return undefined;
  const found = registeredUnder(resolver, name)
    .flatMap((value) => resolver.members.memberOf(value, member))
    .filter(({ path }) => path.length === 0);
  return found.length > 0 ? found : undefined;
}

const known = new WeakMap<FileIndex, ReadonlyMap<string, readonly TSESTree.Node[]>>();

/** What a file registers, by the names. */
export function registrationsIn(
  index: Resolver["index"],
  file: FileIndex,
): ReadonlyMap<string, readonly TSESTree.Node[]> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const found = new Map<string, TSESTree.Node[]>();
  const add = (name: string | undefined, value: TSESTree.Node | undefined): void => {
    if (name === undefined || value === undefined) return;
    const others = found.get(name);
    if (others === undefined) found.set(name, [value]);
    else others.push(value);
  };
  for (const call of file.calls) {
    const [key, value] = call.arguments;
    const method = call.callee.type === "MemberExpression" ? (memberName(call.callee) ?? "") : "";
    if (key === undefined) continue;
    if (KEEPING.test(method) && value !== undefined) add(literalText(key), value);
    if (KEEPING_ALL.test(method) && key.type === "ObjectExpression" && value === undefined)
      for (const { name, value: each } of propertiesOf(key)) add(name, each);
    if (method === BINDING) add(literalText(key), boundTo(call));
  }
  for (const table of tablesIn(index, file))
    for (const { name, value } of propertiesOf(table)) add(name, value);
  known.set(file, found);
  return found;
}

function boundTo(call: CallNode): TSESTree.Node | undefined {
  const member = call.parent;
  const to = member.type === "MemberExpression" ? member.parent : undefined;
  const isTo = member.type === "MemberExpression" && BOUND_TO.test(memberName(member) ?? "");
  return isTo && to?.type === "CallExpression" ? to.arguments[0] : undefined;
}

/** The objects that are asked by names which only the run knows: `registry[name](container)`. */
function* tablesIn(index: Resolver["index"], { nodes }: FileIndex): Generator<TSESTree.ObjectExpression> {
  const seen = new Set<TSESTree.Node>();
  for (const node of nodes) {
    if (node.type !== "MemberExpression" || !node.computed || node.object.type !== "Identifier") continue;
    if (memberName(node) !== undefined) continue;
    const definition = index.variableOf(node.object)?.defs[0];
    const made = definition?.type === "Variable" ? definition.node.init : null;
    if (made?.type !== "ObjectExpression" || seen.has(made)) continue;
    seen.add(made);
    yield made;
  }
}

function* propertiesOf({ properties }: TSESTree.ObjectExpression): Generator<{
  readonly name: string | undefined;
  readonly value: TSESTree.Node;
}> {
  for (const property of properties)
    if (property.type === "Property") yield { name: staticName(property), value: property.value };
}

/** What is registered can stand for itself, or for what it gives: `asClass(Kv).singleton()`, `() => new Kv()`. */
function standingFor(resolver: Resolver, node: TSESTree.Node): AbstractValue[] {
  const call = peel(node);
  const described = call.type === "CallExpression" ? describedBy(resolver, call) : [];
  const values = resolver
    .follow({ node, callContext: null })
    .flatMap((value) =>
      value.path.length === 0 && isFunction(value.node)
        ? [value, ...resolver.members.returnedBy(value.node, value.callContext)]
        : [value],
    );
  return [...described, ...values.filter((value) => isMade(resolver, value)).map(instanceOf)];
}

/** Of a class that is registered a container makes an instance: for that stands the class's body. */
const instanceOf = (value: AbstractValue): AbstractValue =>
  value.node.type === "ClassDeclaration" || value.node.type === "ClassExpression"
    ? { ...value, node: value.node.body }
    : value;

/** `Kv` of `asClass(Kv).singleton()` */
function describedBy(resolver: Resolver, call: TSESTree.CallExpression): AbstractValue[] {
  const callee = peel(call.callee);
  const inner = callee.type === "MemberExpression" ? peel(callee.object) : undefined;
  if (inner?.type === "CallExpression") return standingFor(resolver, inner);
  const [described] = call.arguments;
  return described === undefined || described.type === "SpreadElement"
    ? []
    : standingFor(resolver, described);
}

/** Whether a value is something that the program has made to be called: a function, a class, what has methods. */
export function isMade(resolver: Resolver, { node, path }: AbstractValue): boolean {
  if (path.length > 0) return false;
  switch (node.type) {
    case "NewExpression":
      return classNamed(resolver, node.callee) !== undefined;
    case "ObjectExpression":
      return node.properties.some((property) => isMethod(resolver, property));
    default:
      return isFunction(node) || node.type === "ClassDeclaration" || node.type === "ClassExpression";
  }
}

const isMethod = (resolver: Resolver, property: TSESTree.ObjectLiteralElement): boolean => {
  if (property.type === "SpreadElement" || isFunction(property.value)) return true;
  const value: Bound = { node: property.value, callContext: null };
  return resolver.once(value, false, () => resolver.follow(value).some((each) => isMade(resolver, each)));
};
