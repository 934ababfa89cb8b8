import type { TSESTree } from "@typescript-eslint/utils";
import { placesOf } from "../../syntax/function-places.js";
import { isFunction, memberName, peel } from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import type { Bound } from "../call-context.js";
import { classNamed } from "../lookups.js";
import type { Resolver } from "../resolver.js";

/** Methods by which an object that works through something is given it: queues, streams, loaders. */
const SUPPLYING = /^(?:push|unshift|add|write|enqueue|schedule|publish|dispatch)$/;
/** Of a stream of the platform: what is written to it goes through this. */
const WRITER = "getWriter";

/**
 * What a function is handed by an object of a library that was made with it, `queue(async (job) => …)`,
 * `new Writable({ write(chunk) { … } })`, a class's `_write`: whatever the program gives to that object, `jobs.push(job)`,
 * `sink.write(chunk)`, or calls it with, where it is a function itself, `debounce((body) => …)`.
 */
export function suppliedTo(resolver: Resolver, fn: FunctionNode, position: number): Bound[] {
  return placesOf(resolver.index, fn).flatMap((place) => {
    const made = makerAt(place);
    if (made !== undefined) return isOfLibrary(resolver, made) ? givenTo(resolver, made, position) : [];
    const { parent } = place;
    return position === 0 && parent?.type === "MethodDefinition" && parent.parent.parent.superClass !== null
      ? ofClass(resolver, parent.parent)
      : [];
  });
}

/** The call that is given a function, or an object of functions, and gives what hands something to it. */
function makerAt(place: TSESTree.Node): CallNode | undefined {
  const { parent } = place;
  const argument = parent?.type === "Property" && parent.value === place ? parent.parent : place;
  const call = argument.parent;
  return (call?.type === "CallExpression" || call?.type === "NewExpression") && call.callee !== argument
    ? call
    : undefined;
}

/** Whether no code of the program is called: that is seen. */
function isOfLibrary(resolver: Resolver, { callee }: CallNode): boolean {
  return (
    resolver.functionsOf({ node: callee, callContext: null }).length === 0 &&
    classNamed(resolver, callee) === undefined
  );
}

function givenTo(resolver: Resolver, made: CallNode, position: number): Bound[] {
  const holder = made.parent.type === "AwaitExpression" ? made.parent.parent : made.parent;
  if (holder.type !== "VariableDeclarator" || holder.id.type !== "Identifier") return [];
  const references = resolver.index.variableOf(holder.id)?.references ?? [];
  return references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    if (parent.type === "CallExpression" && parent.callee === identifier)
      return bounds(parent.arguments.slice(position, position + 1));
    return position === 0 ? supplied(resolver, identifier) : [];
  });
}

/** What is given to an object by a call of one of its methods, at a place that names it. */
function supplied(resolver: Resolver, object: TSESTree.Node): Bound[] {
  const member = object.parent;
  const call = member?.type === "MemberExpression" && member.object === object ? member.parent : undefined;
  if (member?.type !== "MemberExpression" || call?.type !== "CallExpression" || call.callee !== member)
    return [];
  const name = memberName(member) ?? "";
  if (name === WRITER) {
    const holder = call.parent;
    const writer =
      holder.type === "VariableDeclarator" && holder.id.type === "Identifier"
        ? resolver.index.variableOf(holder.id)
        : undefined;
    return (writer?.references ?? []).flatMap(({ identifier }) => supplied(resolver, identifier));
  }
  return SUPPLYING.test(name) ? bounds(call.arguments) : [];
}

/** The same of the instances of a class that extends a library's. */
function ofClass(resolver: Resolver, body: TSESTree.ClassBody): Bound[] {
  const { superClass } = body.parent;
  if (superClass === null || classNamed(resolver, superClass) !== undefined) return [];
  return ["write", "push", "add"].flatMap((method) =>
    resolver.index.membersNamed(method).flatMap((member) => {
      if (member.type !== "MemberExpression" || peel(member.object).type === "ThisExpression") return [];
      const isInstance = resolver
        .follow({ node: member.object, callContext: null })
        .some(
          ({ node, path }) =>
            path.length === 0 && node.type === "NewExpression" && classNamed(resolver, node.callee) === body,
        );
      return isInstance ? supplied(resolver, member.object) : [];
    }),
  );
}

const bounds = (nodes: readonly TSESTree.CallExpressionArgument[]): Bound[] =>
  nodes.flatMap((node) =>
    node.type === "SpreadElement" || isFunction(node) || node.type === "Literal"
      ? []
      : [{ node, callContext: null }],
  );
