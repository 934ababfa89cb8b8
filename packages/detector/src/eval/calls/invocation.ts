import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { restPlace } from "../../syntax/binding-pattern.js";
import { nameOf } from "../../syntax/module/export-names.js";
import { constructedClass, memberChain, memberName, peel } from "../../syntax/nodes.js";
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
  const partial = partialOf(resolver, { node: callee, callContext });
  if (partial !== undefined) {
    const given = layOut(resolver, partial.given, partial.callContext);
    const applied: Bound = { node: partial.of, callContext: partial.callContext };
    return given.isComplete
      ? { callee: applied, args: [...given.args, ...args], isComplete }
      : { callee: applied, ...UNKNOWN };
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

/** A function with its first arguments. */
interface Partial {
  readonly of: TSESTree.Node;
  readonly given: readonly TSESTree.CallExpressionArgument[];
  readonly callContext: CallContext | null;
}

/** Libraries with functions that apply others to their first arguments. */
const APPLYING = /^(?:lodash(?:-es|\.partial)?|underscore|ramda|rambda|just-partial-it)(?:\/|$)/;
const PARTIAL = /^(?:partial|just-partial-it)$/;

/** `const write = send.bind(null, "PUT")`: what `write` calls, and passes before its own arguments. */
function partialOf(resolver: Resolver, { node: callee, callContext }: Bound): Partial | undefined {
  if (callee.type === "CallExpression") return partialMadeBy(resolver, callee, callContext);
  const definition = callee.type === "Identifier" ? resolver.index.variableOf(callee)?.defs[0] : undefined;
  const made = definition?.type === "Variable" ? definition.node.init : null;
  const isConstant = definition?.parent?.type === "VariableDeclaration" && definition.parent.kind === "const";
  if (!isConstant || made?.type !== "CallExpression") return undefined;
  const partial = partialMadeBy(resolver, made, callContext);
  if (partial !== undefined) return partial;
  // `bindTo(send, "PUT")` of a function that gives `send.bind(null, "PUT")`.
  const [value, ...others] = resolver.follow({ node: made, callContext });
  return value?.node.type === "CallExpression" && value.node !== made && others.length === 0
    ? partialMadeBy(resolver, value.node, value.callContext)
    : undefined;
}

/** The same of a call that makes such a function: `send.bind(null, "PUT")`, `partial(send, "PUT")`. */
function partialMadeBy(
  resolver: Resolver,
  { callee, arguments: given }: TSESTree.CallExpression,
  callContext: CallContext | null,
): Partial | undefined {
  const [first, ...others] = given;
  if (callee.type === "MemberExpression" && memberName(callee) === "bind")
    return others.length > 0 ? { of: callee.object, given: others, callContext } : undefined;
  if (first !== undefined && first.type !== "SpreadElement" && isOfLibrary(resolver, callee, PARTIAL)) {
    const [list] = others;
    return { of: first, given: list?.type === "ArrayExpression" ? elementsIn(list) : others, callContext };
  }
  return undefined;
}

const elementsIn = ({ elements }: TSESTree.ArrayExpression): TSESTree.CallExpressionArgument[] =>
  elements.flatMap((element) => element ?? []);

/** Whether an expression is a function of such a library: by the name that the library, or its own module, gives it. */
function isOfLibrary({ index }: Resolver, callee: TSESTree.Node, names: RegExp): boolean {
  const chain = memberChain(callee);
  const definition = chain?.root.type === "Identifier" ? index.variableOf(chain.root)?.defs[0] : undefined;
  const source = moduleOf(definition);
  if (source === undefined || chain === undefined || !APPLYING.test(source)) return false;
  const imported = definition?.node.type === "ImportSpecifier" ? nameOf(definition.node.imported) : undefined;
  const own =
    source
      .split("/")
      .at(-1)
      ?.replace(/\.js$/, "")
      .replace(/^lodash\./, "") ?? "";
  return names.test(chain.path.at(-1) ?? imported ?? own);
}

function moduleOf(definition: TSESLint.Scope.Definition | undefined): string | undefined {
  if (definition?.type === "ImportBinding" && definition.parent.type === "ImportDeclaration")
    return definition.parent.source.value;
  const made = definition?.type === "Variable" ? definition.node.init : null;
  if (made?.type !== "CallExpression" || made.callee.type !== "Identifier" || made.callee.name !== "require")
    return undefined;
  const [module] = made.arguments;
  return module?.type === "Literal" && typeof module.value === "string" ? module.value : undefined;
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
  const joined = partsJoined(list.node);
  if (joined !== undefined) {
    const parts = joined.map((node) => elementsOf(resolver, { node, callContext: list.callContext }));
    return parts.every(({ isComplete }) => isComplete)
      ? { args: parts.flatMap(({ args }) => args), isComplete: true }
      : UNKNOWN;
  }
  const [value, ...others] = resolver.follow(list);
  const array = value?.node;
  if (value === undefined || array?.type !== "ArrayExpression" || others.length > 0 || value.path.length > 0)
    return UNKNOWN;
  const elements = array.elements.flatMap((element) => (element === null ? [] : [element]));
  return elements.length < array.elements.length ? UNKNOWN : layOut(resolver, elements, value.callContext);
}

/** The lists that `first.concat(rest)` joins; one that is none is not known to be an element. */
function partsJoined(list: TSESTree.Node): TSESTree.Node[] | undefined {
  if (list.type !== "CallExpression" || list.callee.type !== "MemberExpression") return undefined;
  if (memberName(list.callee) !== "concat" || list.arguments.some(({ type }) => type === "SpreadElement"))
    return undefined;
  return [list.callee.object, ...list.arguments];
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
