import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound, CallContext } from "../../eval/call-context.js";
import { isReassigned } from "../../eval/unsure-values.js";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import { contains, enclosingFunction, isFunction, peel, selfAndAncestors } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { Helpers } from "../imports/helper-names.js";
import { isMovable, isPure } from "../source-text.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import { isReferenceTo } from "../writes/declared.js";
import { handOn } from "./handed-on.js";
import { isNextEffect, readsChanging } from "./next-effect.js";
import type { HandedOn } from "./handed-on.js";

/** What a ttl takes along to the place that it moves to. */
export interface Moved {
  /** Where the ttl stood: the fields, or the object that they are read from. */
  readonly from: readonly TSESTree.Node[];
  /** What its expression is made of. */
  readonly nodes: readonly TSESTree.Node[];
}

/** Where an expression that is passed on may be changed. */
interface Place {
  /** The part of an expression that would be changed if it came as a parameter: of a URL its end. */
  readonly endOf: (node: TSESTree.Node) => TSESTree.Node;
  /** Whether what is passed for that is such an expression still. */
  readonly isPlace: (passed: Bound) => boolean;
}

const ANYWHERE: Place = { endOf: (node) => node, isPlace: () => true };

/** Where a ttl is to be said. */
export interface Spot {
  /** The expression that takes it up. */
  readonly node: TSESTree.Node;
  /** How it gets there, where that is in another function than the one that says it. */
  readonly handed: HandedOn | undefined;
}

/**
 * The expression that gives a request its URL, or its parameters: in the function that says the ttl, where a parameter
 * is followed to what the call of that function passes; else in the one that the ttl can be handed on to.
 * @param what how to name it where that does not lead there
 * @param place what of an expression counts
 * @throws {Unsafe} where it stands in another function, which can't be given the ttl
 */
export function besideTtl(
  context: Context,
  helpers: Helpers,
  given: Bound,
  { from }: Moved,
  what: string,
  { endOf, isPlace }: Place = ANYWHERE,
): Spot {
  const [first] = from;
  const home = first === undefined ? undefined : enclosingFunction(first);
  for (let current = given; ; ) {
    const { node, callContext } = current;
    if (enclosingFunction(node) === home) return { node, handed: undefined };
    // Within a callback of that function, which nothing else calls with another payload.
    if (callContext === null && (home === undefined || contains(home, node)))
      return { node, handed: undefined };
    const outer = argumentFor(context, endOf(node), callContext);
    if (outer !== undefined && isPlace(outer)) {
      current = outer;
      continue;
    }
    const handed = isDefault(node)
      ? "it is what a parameter is by default, which other calls give"
      : handOn(context, helpers, current, home);
    if (typeof handed !== "string") return { node, handed };
    throw new Unsafe(
      `${what} is made in another function than the ttl (${placeOf(context, node, first ?? node)}), and ${handed}`,
      `give that function the ttl, and add \`ttl_secs\` there`,
    );
  }
}

/** A parameter of type `URL`, where a text with a query would not fit. */
function takesNoText(context: Context, variable: Variable): boolean {
  const type = context.types.annotationOf(variable);
  return type !== undefined && isReferenceTo(type, /^URL$/);
}

/** What the call of a function passes for a parameter that is used as it came. */
function argumentFor(
  context: Context,
  node: TSESTree.Node,
  callContext: CallContext | null,
): Bound | undefined {
  const inner = peel(node);
  const variable = inner.type === "Identifier" ? context.index.variableOf(inner) : undefined;
  if (variable === undefined || isReassigned(variable) || takesNoText(context, variable)) return undefined;
  const argument = context.resolver.parameters.argumentOf(variable, callContext);
  if (argument?.path.length !== 0 || isDefault(argument.value.node)) return undefined;
  return argument.value;
}

/**
 * Whether an expression stands for a parameter that is not given, `(key, text, options = {}) => …`: what comes behind it
 * is not set yet there, and calls that give the parameter don't have it.
 */
const isDefault = (node: TSESTree.Node): boolean =>
  // A program's parent is `null` to ESLint.
  [...selfAndAncestors(node)].some(
    (each) => each.parent && isFunction(each.parent) && each.parent.params.some((one) => one === each),
  );
/**
 * Checks that an expression means the same at another place.
 * @param isCalled whether that is a call, of which it becomes the last argument
 * @throws {Unsafe} where a name is another there, is not set yet, or where something that is done would be done sooner
 */
export function checkMove(
  context: Context,
  { from, nodes }: Moved,
  place: TSESTree.Node,
  isCalled: boolean,
): void {
  for (const node of [...nodes, ...from.filter((each) => peel(each).type === "Identifier")]) {
    for (const name of namesIn(context, node)) checkName(context, name, place);
  }
  for (const node of nodes) {
    const isSettled = isPure(context, node) || (isMovable(context, node) && !readsChanging(context, node));
    if (!isSettled && !isNextEffect(context, place, node, isCalled))
      throw new Unsafe(
        `the ttl, \`${context.index.textOf(node).replaceAll(/\s+/g, " ")}\`, would be asked for at another moment than now: what else is called in between comes before it, or behind it`,
        REMEDY.variable,
      );
  }
}

/** The names that an expression looks up, those of functions in it aside; `this` is one. */
export function namesIn(context: Context, node: TSESTree.Node): TSESTree.Node[] {
  const inner = peel(node);
  if (inner.type === "Identifier" || inner.type === "ThisExpression") return [inner];
  if (inner.type === "MemberExpression" && !inner.computed) return namesIn(context, inner.object);
  if (inner.type === "Property" && !inner.computed) return namesIn(context, inner.value);
  return context.index.childrenOf(inner).flatMap((child) => namesIn(context, child));
}

function checkName(context: Context, name: TSESTree.Node, place: TSESTree.Node): void {
  const refuse = (what: string): never => {
    throw new Unsafe(
      `\`${context.index.textOf(name)}\`, which the ttl is made of, ${what} where the request is made (${placeOf(context, place, name)})`,
      `add \`ttl_secs\` there by hand`,
    );
  };
  if (name.type === "ThisExpression") {
    if (enclosingFunction(name) !== enclosingFunction(place)) refuse("is another");
    return;
  }
  const variable = context.index.variableOf(name);
  if (variable === undefined) return;
  const scopes = new Set<unknown>();
  for (let scope = context.index.scopeOf(place); scope !== null; scope = scope.upper) scopes.add(scope);
  if (!scopes.has(variable.scope)) refuse("is not to be had");
  const [definition] = variable.defs;
  const isSetLater =
    definition?.type === "Variable" &&
    enclosingFunction(definition.node) === enclosingFunction(place) &&
    definition.node.range[1] > place.range[0];
  if (isSetLater) refuse("is not set yet");
  // One that gets another value between the two places would be taken too early, or too late.
  if (isReassigned(variable) && statementOf(name) !== statementOf(place)) refuse("may have another value");
}

const statementOf = (node: TSESTree.Node): TSESTree.Node | undefined =>
  [...selfAndAncestors(node)].find(({ type }) => /Statement$|Declaration$/.test(type));
