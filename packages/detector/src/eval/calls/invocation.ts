import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { restPlace } from "../../syntax/binding-pattern.js";
import { constructedClass, memberName, peel } from "../../syntax/nodes.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";

/** A call's callee and arguments, `f.call(self, …)` and `f.apply(self, […])` included. */
export interface Invocation {
  readonly callee: Bound;
  /** The arguments whose position is known. */
  readonly args: readonly Bound[];
  /** Whether these are all of them. */
  readonly isComplete: boolean;
}

/** Whether an argument is what `this` is to be: nothing, the global object, or the method's own object. */
function isReceiver(node: TSESTree.Node, method: TSESTree.Node): boolean {
  if (node.type === "ThisExpression" || (node.type === "Literal" && node.value === null)) return true;
  if (node.type !== "Identifier") return false;
  const own =
    method.type === "MemberExpression" && method.object.type === "Identifier"
      ? method.object.name
      : undefined;
  return node.name === own || /^(undefined|globalThis|window|self|global)$/.test(node.name);
}

type Arguments = Omit<Invocation, "callee">;

/** Reads a call's callee and arguments; spread arrays and collected arguments are laid out. */
export function invocationOf(
  resolver: Resolver,
  call: CallNode,
  callContext: CallContext | null,
): Invocation {
  const callee = peel(call.callee);
  const { args, isComplete } = layOut(resolver, call.arguments, callContext);
  const partial = partialOf(resolver, callee);
  if (partial !== undefined) {
    const given = layOut(resolver, partial.arguments.slice(1), callContext);
    return given.isComplete
      ? { callee: { node: partial.of, callContext }, args: [...given.args, ...args], isComplete }
      : { callee: { node: partial.of, callContext }, ...UNKNOWN };
  }
  const [called, ...rest] = args;
  if (called !== undefined) {
    const path = globalPath(resolver.index, callee);
    // `Promise.try(fetch, url, init)`
    if (path === "Promise.try") return { callee: called, args: rest, isComplete };
    // `Reflect.apply(fetch, undefined, given)`
    if (path === "Reflect.apply")
      return { callee: called, ...(rest[1] === undefined ? UNKNOWN : elementsOf(resolver, rest[1])) };
  }
  if (callee.type === "MemberExpression" && callee.object.type !== "Super") {
    const name = memberName(callee);
    const inner: Bound = { node: callee.object, callContext };
    // Clients have methods of these names too: only a receiver in the first place shows the built-in ones.
    const isBuiltIn = (given: TSESTree.Node): boolean =>
      isReceiver(given, callee.object) ||
      ((name === "call" || name === "apply") && resolver.functionsOf(inner).length > 0);
    if (args[0] === undefined || !isBuiltIn(args[0].node))
      return { callee: { node: callee, callContext }, args, isComplete };
    if (name === "call") return { callee: inner, args: args.slice(1), isComplete };
    const [, list] = args;
    if (name === "apply" && list !== undefined) return { callee: inner, ...elementsOf(resolver, list) };
  }
  return { callee: { node: callee, callContext }, args, isComplete };
}

/** `const write = send.bind(null, "PUT")`: what `write` calls, and passes before its own arguments. */
function partialOf(
  resolver: Resolver,
  callee: TSESTree.Node,
): { readonly of: TSESTree.Node; readonly arguments: TSESTree.CallExpressionArgument[] } | undefined {
  const definition = callee.type === "Identifier" ? resolver.index.variableOf(callee)?.defs[0] : undefined;
  const made = definition?.type === "Variable" ? definition.node.init : null;
  const isConstant = definition?.parent?.type === "VariableDeclaration" && definition.parent.kind === "const";
  if (!isConstant || made?.type !== "CallExpression" || made.callee.type !== "MemberExpression")
    return undefined;
  const isBound = memberName(made.callee) === "bind" && made.arguments.length > 1;
  return isBound ? { of: made.callee.object, arguments: made.arguments } : undefined;
}

/**
 * Asks again for what a call context's call passes on without saying how much it is, so that it is noted whose callers would
 * tell: `(...args) => run(...args)`.
 */
export function missArguments(resolver: Resolver, { call, outer }: CallContext): void {
  const isOpen =
    call !== undefined &&
    (call.arguments.some(({ type }) => type === "SpreadElement") ||
      (call.callee.type === "MemberExpression" && memberName(call.callee) === "apply"));
  if (isOpen) invocationOf(resolver, call, outer);
}

const UNKNOWN: Arguments = { args: [], isComplete: false };

function layOut(
  resolver: Resolver,
  nodes: readonly TSESTree.CallExpressionArgument[],
  callContext: CallContext | null,
): Arguments {
  const args: Bound[] = [];
  for (const node of nodes) {
    if (node.type !== "SpreadElement") {
      args.push({ node, callContext });
      continue;
    }
    const elements = resolver.bounded<Arguments>(UNKNOWN, () =>
      elementsOf(resolver, { node: node.argument, callContext }),
    );
    args.push(...elements.args);
    // What comes after a spread of unknown length has no known position.
    if (!elements.isComplete) return { args, isComplete: false };
  }
  return { args, isComplete: true };
}

/** The elements of an array, as far as their positions are known. */
function elementsOf(resolver: Resolver, list: Bound): Arguments {
  const collected = collectedArguments(resolver, list);
  if (collected !== undefined) return { args: collected, isComplete: true };
  const [value, ...others] = resolver.follow(list);
  const array = value?.node;
  if (value === undefined || array?.type !== "ArrayExpression" || others.length > 0 || value.path.length > 0)
    return UNKNOWN;
  const elements = array.elements.flatMap((element) => (element === null ? [] : [element]));
  return elements.length < array.elements.length ? UNKNOWN : layOut(resolver, elements, value.callContext);
}

/** What a rest parameter holds in a call context. */
export function collectedArguments(resolver: Resolver, list: Bound): readonly Bound[] | undefined {
  const variable = list.node.type === "Identifier" ? resolver.index.variableOf(list.node) : undefined;
  const place = variable === undefined ? undefined : restPlace(variable);
  if (place === undefined) return undefined;
  const scope = constructedClass(place.fn) ?? place.fn;
  for (let current = list.callContext; current !== null; current = current.closure) {
    if (current.fn !== scope) continue;
    missArguments(resolver, current);
    return current.args.slice(place.position);
  }
  resolver.miss(scope);
  return undefined;
}
