import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { symbolName } from "../../flow/track/expressions.js";
import { enclosingFunction, isFunction } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { collectedArguments } from "../calls/invocation.js";
import type { AbstractValue, Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";

/** Whether a name is that of one element of a list, or of any. */
export const isElement = (name: string): boolean => /^(?:\*|\d+)$/.test(name);

/** The methods that `for…of` and `for await…of` run. */
const ITERATORS: ReadonlySet<string> = new Set(["#Symbol.iterator", "#Symbol.asyncIterator"]);

const isIterator = (key: TSESTree.Node): boolean => ITERATORS.has(symbolName(key) ?? "");

/** `for (const item of items())`, `const [item] = items()`: what a generator yields, or an iterator that is asked for. */
export function yieldedBy(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): AbstractValue[] | undefined {
  const { callee } = call;
  // `return this.items[Symbol.iterator]();`
  if (callee.type === "MemberExpression" && callee.computed && isIterator(callee.property))
    return resolver.followMember({ node: callee.object, callContext }, ANY_MEMBER);
  const values = resolver
    .functionsOf({ node: callee, callContext })
    .flatMap((fn) => yieldsOf(resolver, fn.node, resolver.calls.enter(fn, call, callContext)));
  return asElements(values);
}

/** What looping over an instance gives whose class has an iterator: `*[Symbol.iterator]() { yield* this.items; }`. */
export function iteratedFrom(
  resolver: Resolver,
  made: TSESTree.NewExpression,
  callContext: CallContext | null,
): AbstractValue[] | undefined {
  const values = resolver.follow({ node: made.callee, callContext }).flatMap((constructed) => {
    const { node, path } = constructed;
    if (path.length > 0 || (node.type !== "ClassDeclaration" && node.type !== "ClassExpression")) return [];
    const instance = resolver.calls.enter(
      { node: node.body, callContext: constructed.callContext },
      made,
      callContext,
    );
    return iteratedIn(resolver, node.body, instance) ?? [];
  });
  return asElements(values);
}

/** The same of an instance that is known by its class: of `this`. */
export const iteratedIn = (
  resolver: Resolver,
  body: TSESTree.ClassBody,
  instance: CallContext | null,
): AbstractValue[] | undefined =>
  asElements(
    iteratorsOf(body).flatMap((fn) =>
      fn.generator
        ? yieldsOf(resolver, fn, instance)
        : resolver.members
            .returnedBy(fn, instance)
            .flatMap((value) => resolver.members.memberOf(value, ANY_MEMBER)),
    ),
  );

/** An element of what a rest parameter collects: `(...parts) => parts.reduce(merge)`. */
export function collectedAt(resolver: Resolver, list: Bound, name: string): AbstractValue[] | undefined {
  const known = collectedArguments(resolver, list);
  const calls = known === undefined ? resolver.collectedByAnyCall(list.node) : [known];
  const values = calls
    .flatMap((collected) =>
      name === ANY_MEMBER ? collected : collected.slice(Number(name), Number(name) + 1),
    )
    .flatMap((each) => resolver.follow(each));
  if (values.length === 0) return undefined;
  return name === ANY_MEMBER ? asElements(values) : values;
}

/** What a generator yields, in a call context. */
export const yieldsOf = (
  resolver: Resolver,
  fn: FunctionNode,
  callContext: CallContext | null,
): AbstractValue[] =>
  resolver.index.yieldsOf(fn).flatMap(({ argument, delegate }) => {
    if (argument === null) return [];
    const bound: Bound = { node: argument, callContext };
    return delegate ? resolver.followMember(bound, ANY_MEMBER) : resolver.follow(bound);
  });

/** What a generator gets at a `yield`: what its file passes to `next` of what calling it gives. */
export function sentTo(resolver: Resolver, at: TSESTree.YieldExpression): AbstractValue[] {
  const fn = enclosingFunction(at);
  if (fn === undefined || at.delegate) return [];
  const sent = resolver.index
    .fileOf(at)
    .membersNamed("next")
    .flatMap((member) => {
      const call = member.parent;
      if (member.type !== "MemberExpression" || call.type !== "CallExpression" || call.callee !== member)
        return [];
      const [given] = call.arguments;
      if (given === undefined || given.type === "SpreadElement") return [];
      return isRunBy(resolver, member.object, fn) ? resolver.follow({ node: given, callContext: null }) : [];
    });
  return unsure(sent);
}

/** Whether an expression is what calling a generator gives. */
const isRunBy = (resolver: Resolver, iterator: TSESTree.Node, fn: FunctionNode): boolean =>
  resolver
    .follow({ node: iterator, callContext: null })
    .some(
      ({ node, path, callContext }) =>
        path.length === 0 &&
        node.type === "CallExpression" &&
        resolver.functionsOf({ node: node.callee, callContext }).some((each) => each.node === fn),
    );

const iteratorsOf = (body: TSESTree.ClassBody): FunctionNode[] =>
  body.body.flatMap((member) =>
    member.type === "MethodDefinition" &&
    member.computed &&
    !member.static &&
    isIterator(member.key) &&
    isFunction(member.value)
      ? [member.value]
      : [],
  );

function asElements(values: readonly AbstractValue[]): AbstractValue[] | undefined {
  if (values.length === 0) return undefined;
  return values.length > 1 ? unsure(values) : [...values];
}
