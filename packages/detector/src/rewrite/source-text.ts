import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { isFunction } from "../syntax/nodes.js";

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

/**
 * Whether evaluating a node does nothing but give its value. (`hasSideEffect` of eslint-utils asks
 * for ESLint's `SourceCode`, which the codemod has not.)
 */
export function isPure(context: Context, node: TSESTree.Node): boolean {
  if (isFunction(node)) return true;
  if (node.type === "CallExpression" && COMPUTES.test(context.index.textOf(node.callee))) {
    return node.arguments.every((argument) => isPure(context, argument));
  }
  if (EFFECTS.has(node.type) || (node.type === "UnaryExpression" && node.operator === "delete")) return false;
  return context.index.childrenOf(node).every((child) => isPure(context, child));
}
