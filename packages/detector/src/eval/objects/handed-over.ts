import type { TSESTree } from "@typescript-eslint/utils";
import { usesOfField } from "../../syntax/class-parts.js";
import { contains, memberName, peel, thisOwner } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";

/** Methods that add what they are given to a list. */
const ADDING = new Set(["push", "unshift"]);
/** Methods that register a listener, by the name of what it listens to. */
const LISTENING = new Set(["on", "once", "addListener", "prependListener", "prependOnceListener"]);
/** The method that calls the listeners. */
const EMITTING = "emit";

/** What is added to a list after it was written: `queue.push(item)`, for what a variable or a field of a class holds. */
export function addedTo(
  resolver: Resolver,
  list: TSESTree.ArrayExpression,
  callContext: CallContext | null,
): Bound[] {
  return usesOfList(resolver, list).flatMap((use) => {
    const call = callOn(use, ADDING);
    if (call === undefined) return [];
    const isWithin = callContext === null || contains(callContext.fn, call);
    return call.arguments.flatMap((node) =>
      node.type === "SpreadElement" ? [] : [{ node, callContext: isWithin ? callContext : null }],
    );
  });
}

/** The places that name what a list was written into. */
function usesOfList(resolver: Resolver, list: TSESTree.ArrayExpression): readonly TSESTree.Node[] {
  const holder = list.parent;
  return holder.type === "VariableDeclarator" && holder.id.type === "Identifier"
    ? (resolver.index.variableOf(holder.id)?.references ?? []).map(({ identifier }) => identifier)
    : usesOfField(resolver.index, list);
}

/** What a listener is handed at a position by the same object's `emit`, in its file: `bus.on("saved", (key, item) => …)`. */
export function emittedTo(resolver: Resolver, fn: FunctionNode, position: number): Bound[] {
  const emitting = resolver.index.fileOf(fn).membersNamed(EMITTING);
  if (emitting.length === 0) return [];
  return placesOf(resolver, fn).flatMap((place) => {
    const call = place.parent;
    const callee = call?.type === "CallExpression" ? peel(call.callee) : undefined;
    if (call?.type !== "CallExpression" || callee?.type !== "MemberExpression") return [];
    const [name] = call.arguments;
    if (name === undefined || name === place || !LISTENING.has(memberName(callee) ?? "")) return [];
    const names = resolver.staticNames({ node: name, callContext: null });
    return emitting.flatMap((member): Bound[] => {
      if (member.type !== "MemberExpression" || !isSameObject(resolver, member.object, callee.object))
        return [];
      const emit = callOn(member.object, new Set([EMITTING]));
      const [emitted, ...given] = emit?.arguments ?? [];
      const node = given[position];
      if (emitted === undefined || node === undefined || given.some(({ type }) => type === "SpreadElement"))
        return [];
      const others = resolver.staticNames({ node: emitted, callContext: null });
      return names?.some((each) => others?.includes(each)) === true ? [{ node, callContext: null }] : [];
    });
  });
}

/** Where a function is handed on: where it is written, or where its name is. */
function placesOf(resolver: Resolver, fn: FunctionNode): TSESTree.Node[] {
  const id =
    fn.type === "FunctionDeclaration"
      ? fn.id
      : fn.parent.type === "VariableDeclarator" && fn.parent.id.type === "Identifier"
        ? fn.parent.id
        : null;
  const variable = id === null ? undefined : resolver.index.variableOf(id);
  return [fn, ...(variable?.references ?? []).map(({ identifier }) => identifier)];
}

/** The call of one of some methods on what stands there. */
function callOn(object: TSESTree.Node, methods: ReadonlySet<string>): TSESTree.CallExpression | undefined {
  const member = object.parent;
  const call =
    member?.type === "MemberExpression" && member.object === object && methods.has(memberName(member) ?? "")
      ? member.parent
      : undefined;
  return call?.type === "CallExpression" && call.callee === member ? call : undefined;
}

/** Whether two expressions are the same object: the same variable, the same thing that was made, `this` of one class. */
function isSameObject(resolver: Resolver, one: TSESTree.Node, other: TSESTree.Node): boolean {
  const [a, b] = [peel(one), peel(other)];
  if (a.type === "ThisExpression" && b.type === "ThisExpression") return thisOwner(a) === thisOwner(b);
  const variable = a.type === "Identifier" ? resolver.index.variableOf(a) : undefined;
  if (variable !== undefined && b.type === "Identifier" && resolver.index.variableOf(b) === variable)
    return true;
  const made = resolver.follow({ node: a, callContext: null });
  return resolver
    .follow({ node: b, callContext: null })
    .some(
      ({ node, path }) =>
        path.length === 0 && made.some((value) => value.node === node && value.path.length === 0),
    );
}
