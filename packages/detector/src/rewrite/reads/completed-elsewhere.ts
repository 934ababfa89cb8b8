import type { TSESTree } from "@typescript-eslint/utils";
import { isSettling } from "../../http/fluent-request.js";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import { parameterAt } from "../../syntax/function-places.js";
import { enclosingFunction, isFunction, memberName } from "../../syntax/nodes.js";
import { Unsafe } from "../unsafe.js";

/**
 * Refuses a chain to which other code adds: `authorised(superagent.get(url)).ok(…)`, `const request = (key) =>
 * superagent.get(url(key))` and `request(key).set(…)`. A promise in its place has no such methods.
 * @throws {Unsafe} with the place
 */
export function refuseCompleted(context: Context, request: TSESTree.CallExpression): void {
  const completed = completedAt(context, request, new Set());
  if (completed === undefined) return;
  throw new Unsafe(
    `superagent's request is only completed in another place (${placeOf(context, completed, request)})`,
    "unwrap its answer behind the whole request by hand, with `unwrapBody`",
  );
}

/** Where something is added to a request, by what gets it or what gets it back. */
function completedAt(
  context: Context,
  request: TSESTree.Node,
  looked: Set<TSESTree.Node>,
): TSESTree.Node | undefined {
  if (looked.has(request)) return undefined;
  looked.add(request);
  const { parent } = request;
  if (parent === undefined) return undefined;
  if (parent.type === "MemberExpression" && parent.object === request)
    return isSettling(memberName(parent)) ? undefined : parent;
  if (parent.type === "CallExpression" && parent.callee !== request)
    return inCallees(context, parent, request, looked);
  if (parent.type === "ConditionalExpression" || parent.type === "LogicalExpression")
    return completedAt(context, parent, looked);
  const home =
    parent.type === "ReturnStatement" ? enclosingFunction(parent) : isFunction(parent) ? parent : undefined;
  if (home === undefined || home.async) return undefined;
  for (const call of context.callersOf(home)) {
    const completed = completedAt(context, call, looked);
    if (completed !== undefined) return completed;
  }
  return undefined;
}

/** What the program's own functions add to what they are given. */
function inCallees(
  context: Context,
  call: TSESTree.CallExpression,
  given: TSESTree.Node,
  looked: Set<TSESTree.Node>,
): TSESTree.Node | undefined {
  const position = call.arguments.findIndex((argument) => argument === given);
  for (const fn of position < 0 ? [] : context.functionsEnteredBy(call)) {
    const target = parameterAt(fn, position)?.target;
    const variable = target?.type === "Identifier" ? context.index.variableOf(target) : undefined;
    for (const { identifier } of variable?.references ?? []) {
      const completed = completedAt(context, identifier, looked);
      if (completed !== undefined) return completed;
    }
  }
  return undefined;
}
