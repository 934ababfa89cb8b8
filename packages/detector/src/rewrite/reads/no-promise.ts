import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import type { Context } from "../../kv/context.js";
import { peel } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";

/** How far what functions give is followed. */
const MAX_STEPS = 4;

/**
 * Whether a call that reads can run a function of the program's own instead that gives what it has at once, as a store in
 * memory does: `process.env.KV ? env.SESSIONS : { get: (key) => entries.get(key) }`.
 */
export function mayGiveNoPromise(context: Context, call: TSESTree.CallExpression): boolean {
  // Also what a function around it is passed where no binding is: `new Sessions(new MemoryStore())`.
  const passed = context.answersOfAll(call, (callContext) =>
    context.resolver.functionsOf({ node: call.callee, callContext }),
  );
  const functions = [...context.calleesOf(call), ...passed.flatMap(({ value }) => value)];
  return functions.some(({ node }) => !givesPromise(context, node, 0));
}

function givesPromise(context: Context, fn: FunctionNode, depth: number): boolean {
  if (fn.async) return true;
  const type = fn.returnType?.typeAnnotation;
  if (type !== undefined && /^(?:Promise|PromiseLike)\b/.test(context.index.textOf(type))) return true;
  const returned = context.index.returnsOf(fn);
  return returned.length > 0 && returned.every((value) => isPromise(context, value, depth));
}

function isPromise(context: Context, value: TSESTree.Node, depth: number): boolean {
  const node = peel(value);
  if (node.type === "NewExpression") return globalPath(context.index, node.callee) === "Promise";
  if (node.type !== "CallExpression") return false;
  if (/^(?:Promise\.\w+|fetch)$/.test(globalPath(context.index, node.callee) ?? "")) return true;
  const functions = context.calleesOf(node);
  return (
    depth < MAX_STEPS &&
    functions.length > 0 &&
    functions.every((callee) => givesPromise(context, callee.node, depth + 1))
  );
}
