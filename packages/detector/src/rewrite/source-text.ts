import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { isReading } from "../eval/numbers/outside-text.js";
import { isFunction, memberName } from "../syntax/nodes.js";

/** Text of a node as one argument or property value. */
export function argumentText(context: Context, node: TSESTree.Node): string {
  const text = context.index.textOf(node);
  return node.type === "SequenceExpression" ? `(${text})` : text;
}

/** Text of a node as an operand of `*`. */
export function operandText(context: Context, node: TSESTree.Node): string {
  const text = context.index.textOf(node);
  return /^(Identifier|Literal|MemberExpression|CallExpression|ChainExpression|TSNonNullExpression)$/.test(
    node.type,
  )
    ? text
    : `(${text})`;
}

/** Text of a node as the test of a conditional. */
export function testText(context: Context, node: TSESTree.Node): string {
  const text = context.index.textOf(node);
  return /^(ConditionalExpression|ArrowFunctionExpression|AssignmentExpression|SequenceExpression|YieldExpression|FunctionExpression)$/.test(
    node.type,
  )
    ? `(${text})`
    : text;
}

const EFFECTS = new Set([
  "CallExpression",
  "NewExpression",
  "AwaitExpression",
  "YieldExpression",
  "AssignmentExpression",
  "UpdateExpression",
  "TaggedTemplateExpression",
  "ImportExpression",
]);

/** Functions of the language that only compute. */
const COMPUTES =
  /^(Math\.\w+|Number(\.\w+)?|String|Boolean|parseInt|parseFloat|Date\.(now|parse|UTC)|JSON\.stringify|Object\.(keys|values|entries))$/;

/** Methods of dates, numbers and texts that only compute. */
const COMPUTING_METHODS = /^(?:getTime|valueOf|toISOString|toFixed|toPrecision|toString|trim)$/;

function isComputing(context: Context, call: TSESTree.CallExpression): boolean {
  if (COMPUTES.test(context.index.textOf(call.callee))) return true;
  if (call.callee.type !== "MemberExpression") return false;
  if (!COMPUTING_METHODS.test(memberName(call.callee) ?? "")) return isReading(context, call);
  // A class of the program may have a method of that name.
  return context.resolver.functionsOf({ node: call.callee, callContext: null }).length === 0;
}

/**
 * Whether evaluating a node does nothing but give its value. (`hasSideEffect` of eslint-utils asks
 * for ESLint's `SourceCode`, which the codemod has not.)
 */
export function isPure(context: Context, node: TSESTree.Node): boolean {
  if (isFunction(node)) return true;
  if (node.type === "CallExpression" && isComputing(context, node)) {
    return [node.callee, ...node.arguments].every((part) => isPure(context, part));
  }
  if (
    node.type === "NewExpression" &&
    /^(?:Date|URL|URLSearchParams|Headers)$/.test(context.index.textOf(node.callee))
  )
    return node.arguments.every((argument) => isPure(context, argument));
  if (EFFECTS.has(node.type) || (node.type === "UnaryExpression" && node.operator === "delete")) return false;
  return context.index.childrenOf(node).every((child) => isPure(context, child));
}
