import type { TSESTree } from "@typescript-eslint/utils";
import { usesOfField } from "../syntax/class-parts.js";
import { contains, enclosingFunction, isFunction, peel } from "../syntax/nodes.js";
import type { FunctionNode, Variable } from "../syntax/nodes.js";
import type { Bound, CallContext } from "./call-context.js";
import type { Resolver } from "./resolver.js";

/** A place where what was made is used, and the calls through which it is looked at. */
export interface HeldUse {
  readonly use: TSESTree.Node;
  readonly callContext: CallContext | null;
}

/** How many variables are followed that hold one value. */
const MAX_HOLDERS = 16;
/** How many uses are looked at. */
const MAX_USES = 256;

/**
 * The uses of something that is made once and changed afterwards, a `URL` or its query, in the order in which they
 * run: through the variables that it is given to, the functions that it is passed to, and out of the function that
 * returns it.
 */
export function usesOfMade(resolver: Resolver, made: Bound): HeldUse[] {
  const uses: HeldUse[] = [];
  const seen: { readonly variable: Variable; readonly callContext: CallContext | null }[] = [];

  const ofVariable = (variable: Variable, callContext: CallContext | null): void => {
    if (seen.length >= MAX_HOLDERS) return;
    if (seen.some((each) => each.variable === variable && each.callContext === callContext)) return;
    seen.push({ variable, callContext });
    const read = variable.references.filter((reference) => reference.isRead());
    for (const { identifier } of read.toSorted((a, b) => a.identifier.range[0] - b.identifier.range[0])) {
      const isWithin = callContext === null || contains(callContext.fn, identifier);
      ofValue(identifier, isWithin ? callContext : null);
    }
  };

  const ofTarget = (target: TSESTree.Node, callContext: CallContext | null): void => {
    const variable = target.type === "Identifier" ? resolver.index.variableOf(target) : undefined;
    if (variable !== undefined) ofVariable(variable, callContext);
  };

  const ofValue = (node: TSESTree.Node, callContext: CallContext | null): void => {
    if (uses.some((each) => each.use === node && each.callContext === callContext)) return;
    uses.push({ use: node, callContext });
    const outer = outermost(node);
    const holder = outer.parent;
    switch (holder?.type) {
      case "VariableDeclarator":
        return holder.init === outer ? ofTarget(holder.id, callContext) : undefined;
      case "AssignmentExpression":
        if (holder.right !== outer) return;
        return holder.left.type === "MemberExpression"
          ? ofField(outer, callContext)
          : ofTarget(holder.left, callContext);
      case "PropertyDefinition":
        return holder.value === outer ? ofField(outer, callContext) : undefined;
      case "ReturnStatement":
      case "ArrowFunctionExpression":
        return returned(callContext, outer);
      case "CallExpression":
        if (holder.callee !== outer) passed(holder, outer, callContext);
        return;
      default:
    }
  };

  /** `this.base = new URL(origin)` */
  const ofField = (value: TSESTree.Node, callContext: CallContext | null): void => {
    for (const use of usesOfField(resolver.index, value))
      if (uses.length < MAX_USES)
        ofValue(use, callContext === null || contains(callContext.fn, use) ? callContext : null);
  };

  /** Out of the function, where the call context knows the call. */
  const returned = (callContext: CallContext | null, from: TSESTree.Node): void => {
    if (
      callContext?.call?.type === "CallExpression" &&
      isFunction(callContext.fn) &&
      givesBack(callContext.fn, from)
    )
      ofValue(callContext.call, callContext.outer);
  };

  const passed = (
    call: TSESTree.CallExpression,
    argument: TSESTree.Node,
    callContext: CallContext | null,
  ): void => {
    const position = call.arguments.findIndex((each) => each === argument);
    if (call.arguments.slice(0, position + 1).some(({ type }) => type === "SpreadElement")) return;
    for (const fn of resolver.functionsOf({ node: call.callee, callContext })) {
      const parameter = fn.node.params[position];
      if (parameter !== undefined)
        ofTarget(
          parameter.type === "AssignmentPattern" ? parameter.left : parameter,
          resolver.calls.enter(fn, call, callContext),
        );
    }
  };

  resolver.bounded(undefined, () => {
    ofValue(made.node, made.callContext);
  });
  return uses;
}

/** An expression with what stands around it and gives the same value: assertions, `await`. */
function outermost(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  return parent !== undefined &&
    parent.type !== "SequenceExpression" &&
    peel(parent) === peel(node) &&
    parent !== node
    ? outermost(parent)
    : node;
}

/** Whether a function's own result is what stands there, and not that of a function within it. */
function givesBack(fn: FunctionNode, from: TSESTree.Node): boolean {
  if (fn.body === from) return true;
  return from.parent?.type === "ReturnStatement" && enclosingFunction(from) === fn;
}
