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
  /^(Math\.\w+|Number(\.\w+)?|String|Boolean|parseInt|parseFloat|encodeURI(Component)?|Date\.(now|parse|UTC)|JSON\.stringify|Object\.(keys|values|entries))$/;

/** Methods of dates, numbers and texts that only compute. */
const COMPUTING_METHODS = /^(?:getTime|valueOf|toISOString|toFixed|toPrecision|toString|trim)$/;

/** Whether a call is of a function of the language that only computes. */
export function isComputing(context: Context, call: TSESTree.CallExpression): boolean {
  if (COMPUTES.test(context.index.textOf(call.callee))) return true;
  if (call.callee.type !== "MemberExpression") return false;
  if (!COMPUTING_METHODS.test(memberName(call.callee) ?? "")) return isReading(context, call);
  // A class of the program may have a method of that name.
  return context.resolver.functionsOf({ node: call.callee, callContext: null }).length === 0;
}

/**
 * Whether evaluating a node does nothing but give its value, and may be done twice. (`hasSideEffect` of eslint-utils asks
 * for ESLint's `SourceCode`, which the codemod has not.)
 */
export const isPure = (context: Context, node: TSESTree.Node): boolean =>
  isPureBut(context, node, () => false);

/** Whether a node may be evaluated earlier or later: functions of the program that only compute are called as before. */
export const isMovable = (context: Context, node: TSESTree.Node, depth = 0): boolean =>
  isPureBut(context, node, (call) => runsComputing(context, call, depth));

function isPureBut(
  context: Context,
  node: TSESTree.Node,
  isHarmless: (call: TSESTree.CallExpression) => boolean,
): boolean {
  const isPart = (part: TSESTree.Node): boolean => isPureBut(context, part, isHarmless);
  if (isFunction(node)) return true;
  if (node.type === "CallExpression" && (isComputing(context, node) || isHarmless(node)))
    return [node.callee, ...node.arguments].every(isPart);
  if (
    node.type === "NewExpression" &&
    /^(?:Date|URL|URLSearchParams|Headers)$/.test(context.index.textOf(node.callee))
  )
    return node.arguments.every(isPart);
  if (EFFECTS.has(node.type) || (node.type === "UnaryExpression" && node.operator === "delete")) return false;
  return context.index.childrenOf(node).every(isPart);
}

/** Through how many functions that call each other it is looked whether they only compute. */
const MAX_CALLED = 3;

/** Whether a call runs functions of the program that only make a value of what they are given: `url(key)`. */
function runsComputing(context: Context, { callee }: TSESTree.CallExpression, depth: number): boolean {
  if (callee.type !== "Identifier" || depth >= MAX_CALLED) return false;
  const called = context.resolver.follow({ node: callee, callContext: null });
  return (
    called.length > 0 &&
    called.every(({ node, path }) => {
      if (path.length > 0 || !isFunction(node) || node.async || node.generator) return false;
      const made = node.body.type === "BlockStatement" ? onlyReturned(node.body) : node.body;
      return [...node.params, made].every((part) => !!part && isMovable(context, part, depth + 1));
    })
  );
}

/** What a function gives that does nothing else. */
function onlyReturned({ body }: TSESTree.BlockStatement): TSESTree.Expression | null {
  const [only, ...others] = body;
  return only?.type === "ReturnStatement" && others.length === 0 ? only.argument : null;
}
