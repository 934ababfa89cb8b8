import type { TSESTree } from "@typescript-eslint/utils";
import { placesOf } from "../../syntax/function-places.js";
import { messagesTo } from "./messages.js";
import { builtInClass, callOn } from "./containers.js";
import { memberName, peel, thisOwner } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { Bound } from "../call-context.js";
import type { Resolver } from "../resolver.js";

/** Methods that register a listener, by the name of what it listens to. */
const LISTENING = new Set([
  "on",
  "once",
  "addListener",
  "prependListener",
  "prependOnceListener",
  "addEventListener",
]);
/** The methods that call the listeners: with the event's name and what it carries, or with the event itself. */
const EMITTING = "emit";
const DISPATCHING = "dispatchEvent";
/** What the events of the platform carry for whoever listens, by their classes. */
const CARRYING: ReadonlyMap<string, string> = new Map([
  ["CustomEvent", "detail"],
  ["MessageEvent", "data"],
]);

/** What an event of the platform carries: `new CustomEvent("saved", { detail: item })`. */
export function carriedBy(
  resolver: Resolver,
  event: TSESTree.NewExpression,
  name: string,
): TSESTree.Node | undefined {
  const member = CARRYING.get(builtInClass(resolver, event) ?? "");
  const options = event.arguments[1];
  return member === name && options?.type !== "SpreadElement" ? options : undefined;
}

/**
 * What a listener is handed at a position by the same object: `bus.on("saved", (key, item) => …)` by
 * `bus.emit`, `target.addEventListener("saved", (event) => …)` by `target.dispatchEvent`, `subject.subscribe(…)` by `next`.
 */
export function emittedTo(resolver: Resolver, fn: FunctionNode, position: number): Bound[] {
  const { index } = resolver;
  const messages = position === 0 ? messagesTo(resolver, fn) : [];
  if (messages.length > 0) return messages;
  const [emitting, dispatching] = [EMITTING, DISPATCHING].map((name) => index.membersNamed(name));
  // Iterators have a method of that name, too.
  const pushing = index.membersNamed("next");
  if (!emitting?.length && !dispatching?.length && pushing.length === 0) return [];
  return placesOf(resolver.index, fn).flatMap((place): Bound[] => {
    const call = place.parent?.type === "Property" ? place.parent.parent.parent : place.parent;
    if (call?.type !== "CallExpression") return [];
    const subject = position === 0 ? subjectOf(call) : undefined;
    if (subject !== undefined)
      return callsOnSame(resolver, subject, pushing, "next").flatMap(({ arguments: [node] }) =>
        node === undefined || node.type === "SpreadElement" ? [] : [{ node, callContext: null }],
      );
    const callee = peel(call.callee);
    const [name] = call.arguments;
    if (callee.type !== "MemberExpression" || name === undefined || name === place) return [];
    if (!LISTENING.has(memberName(callee) ?? "")) return [];
    const names = resolver.staticNames({ node: name, callContext: null });
    const isHeard = (node: TSESTree.Node): boolean => {
      const others = resolver.staticNames({ node, callContext: null });
      return names?.some((each) => others?.includes(each)) === true;
    };
    const emitted = callsOnSame(resolver, callee.object, emitting ?? [], EMITTING).flatMap(
      (emit): Bound[] => {
        const [event, ...given] = emit.arguments;
        const node = given[position];
        if (event === undefined || node === undefined || given.some(({ type }) => type === "SpreadElement"))
          return [];
        return isHeard(event) ? [{ node, callContext: null }] : [];
      },
    );
    const dispatched = callsOnSame(resolver, callee.object, dispatching ?? [], DISPATCHING).flatMap(
      (dispatch) => {
        const [event] = dispatch.arguments;
        if (event === undefined || event.type === "SpreadElement" || position > 0) return [];
        return resolver.follow({ node: event, callContext: null }).flatMap((value): Bound[] => {
          const [type] = value.node.type === "NewExpression" ? value.node.arguments : [];
          return type !== undefined && isHeard(type)
            ? [{ node: value.node, callContext: value.callContext }]
            : [];
        });
      },
    );
    return [...emitted, ...dispatched];
  });
}

/** What is subscribed to: `subject.subscribe(fn)`, `subject.subscribe({ next: fn })`, `subject.pipe(concatMap(fn))`. */
function subjectOf(call: TSESTree.CallExpression): TSESTree.Node | undefined {
  const own = objectOf(call, "subscribe");
  const { parent } = call;
  if (own !== undefined || parent.type !== "CallExpression" || parent.arguments[0] !== call) return own;
  return objectOf(parent, "pipe");
}

function objectOf(call: TSESTree.CallExpression, method: string): TSESTree.Node | undefined {
  const callee = peel(call.callee);
  return callee.type === "MemberExpression" && memberName(callee) === method ? callee.object : undefined;
}

/** The calls of a method on the same object, among the places that name the method. */
function callsOnSame(
  resolver: Resolver,
  object: TSESTree.Node,
  members: readonly TSESTree.Node[],
  method: string,
): TSESTree.CallExpression[] {
  return members.flatMap((member) => {
    if (member.type !== "MemberExpression" || !isSameObject(resolver, member.object, object)) return [];
    return callOn(member.object, new Set([method])) ?? [];
  });
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
