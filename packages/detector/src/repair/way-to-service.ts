import type { TSESTree } from "@typescript-eslint/utils";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Context } from "../kv/context.js";
import { firstOf } from "../syntax/first-of.js";
import { contains, enclosingFunction } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";

/** How many names and calls something is followed through. */
export const MAX_STEPS = 12;

/**
 * Where a request that sends an object's text also gets something else that is made of the object, and has to fit the
 * text: `headers: { "content-length": Buffer.byteLength(JSON.stringify(payload)) }`.
 * @param text the call that makes the text which is sent
 * @param carriers the calls through which it goes to the service
 */
export function madeAgainAt(
  context: Context,
  object: TSESTree.Node,
  text: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined {
  const variable = object.type === "Identifier" ? context.index.variableOf(object) : undefined;
  const way = new WayToService(context, carriers);
  return firstOf(variable?.references ?? [], ({ identifier }) =>
    firstOf(stepsFrom(identifier), ({ to, step }) =>
      step.kind === "argument" && to.type === "CallExpression" && to !== text && way.isMadeFor(to)
        ? to
        : undefined,
    ),
  );
}

/** The calls through which what is written goes to the service. */
export class WayToService {
  private readonly context: Context;
  private readonly carriers: ReadonlySet<TSESTree.CallExpression>;

  constructor(context: Context, carriers: ReadonlySet<TSESTree.CallExpression>) {
    this.context = context;
    this.carriers = carriers;
  }

  isOn(call: TSESTree.CallExpression): boolean {
    return this.carriers.has(call);
  }

  /** Whether it leads through a function. */
  isWithin(fn: FunctionNode): boolean {
    return [...this.carriers].some((call) => contains(fn, call));
  }

  /** Whether it is a method of what a call on the way gives: `request.end(body)`. */
  isOfCarrier({ callee }: TSESTree.CallExpression): boolean {
    if (callee.type !== "MemberExpression") return false;
    const { object } = callee;
    const isOne = (node: TSESTree.Node): boolean => node.type === "CallExpression" && this.carriers.has(node);
    return (
      isOne(object) ||
      (object.type === "CallExpression" && this.isOfCarrier(object)) ||
      this.context.resolver.follow({ node: object, callContext: null }).some(({ node }) => isOne(node))
    );
  }

  /** Whether what a call gives goes to the service with what is sent. */
  isMadeFor(call: TSESTree.CallExpression): boolean {
    return !this.carriers.has(call) && !this.isOfCarrier(call) && this.isCarriedOn(call, 0);
  }

  /** Whether what has been made of it gets on the way to the service all the same: `fetch(url, { body: pack(payload) })`. */
  isCarriedOn(use: TSESTree.Node, steps: number): boolean {
    if (steps >= MAX_STEPS) return true;
    const onward = (to: TSESTree.Node): boolean => this.isCarriedOn(to, steps + 1);
    return stepsFrom(use).some(({ to, step }) => {
      switch (step.kind) {
        case "copy":
        case "await":
        case "choice":
        case "text":
        case "store":
        case "spread":
        case "load":
          return onward(to);
        case "argument":
          return (
            (to.type === "CallExpression" && (this.carriers.has(to) || this.isOfCarrier(to))) || onward(to)
          );
        case "bind":
          return (this.context.index.variableOf(to)?.references ?? []).some(
            (reference) => reference.isRead() && onward(reference.identifier),
          );
        case "return": {
          const fn = to.type === "ArrowFunctionExpression" ? to : enclosingFunction(to);
          return fn !== undefined && this.context.callersOf(fn).some(onward);
        }
        default:
          return false;
      }
    });
  }
}
