import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../eval/context.js";
import { isFunction, peel, selfAndAncestors } from "../syntax/file-index.js";
import { isNumberByJsDoc } from "./js-doc.js";

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

/** Whether a node is another one or stands in it. */
export function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  for (const current of selfAndAncestors(inner)) if (current === outer) return true;
  return false;
}

/** An expression that evidently gives a string: an environment variable, a string literal or template, a `string` parameter. */
export function isEvidentlyString(context: Context, node: TSESTree.Node): boolean {
  const inner = peel(node);
  if (inner.type === "TemplateLiteral" || (inner.type === "Literal" && typeof inner.value === "string"))
    return true;
  if (inner.type === "LogicalExpression") return isEvidentlyString(context, inner.left);
  const leaves = context.resolver.follow({ node: inner, frame: null });
  return (
    leaves.length > 0 &&
    leaves.every((leaf) => {
      if (leaf.path.length > 0) {
        const variable = leaf.node.type === "Identifier" ? context.index.variableOf(leaf.node) : undefined;
        const isGlobal = leaf.node.type === "Identifier" && variable === undefined;
        if (isGlobal && [context.index.textOf(leaf.node), ...leaf.path].join(".").startsWith("process.env."))
          return true;
        const type =
          variable === undefined
            ? undefined
            : context.types.memberType(context.types.annotationOf(variable), leaf.path);
        return type?.type === "TSStringKeyword";
      }
      if (leaf.node.type === "Literal") return typeof leaf.node.value === "string";
      const variable = leaf.node.type === "Identifier" ? context.index.variableOf(leaf.node) : undefined;
      return variable !== undefined && context.types.annotationOf(variable)?.type === "TSStringKeyword";
    })
  );
}

/** Whether an expression always gives a value, never `undefined` or `null`, as far as the file tells. */
export function isAlwaysPresent(context: Context, node: TSESTree.Node): boolean {
  const inner = peel(node);
  if (
    /^(Literal|TemplateLiteral|BinaryExpression|UnaryExpression|ObjectExpression|ArrayExpression|NewExpression)$/.test(
      inner.type,
    )
  ) {
    return !(inner.type === "Literal" && inner.value === null);
  }
  if (node.type === "TSNonNullExpression") return true;
  if (inner.type === "ConditionalExpression")
    return isAlwaysPresent(context, inner.consequent) && isAlwaysPresent(context, inner.alternate);
  if (inner.type === "LogicalExpression")
    return inner.operator !== "&&" && isAlwaysPresent(context, inner.right);
  if (inner.type === "CallExpression")
    return /^Math\.|^Number\b|^parseInt\b/.test(context.index.textOf(inner.callee));
  if (inner.type !== "Identifier" && inner.type !== "MemberExpression") return false;
  const leaves = context.resolver.follow({ node: inner, frame: null });
  return (
    leaves.length > 0 &&
    leaves.every((leaf) => {
      if (leaf.node !== inner && leaf.path.length === 0) return isAlwaysPresent(context, leaf.node);
      const variable = leaf.node.type === "Identifier" ? context.index.variableOf(leaf.node) : undefined;
      const name = variable?.defs[0]?.name;
      if (variable === undefined || name === undefined) return false;
      if (leaf.path.length > 0)
        return isRequiredMember(context, leaf.path, context.types.annotationOf(variable));
      if (name.parent.type === "AssignmentPattern") return true;
      if (name.type !== "Identifier" || name.optional) return false;
      return (
        context.types.annotationOf(variable)?.type === "TSNumberKeyword" || isNumberByJsDoc(context, variable)
      );
    })
  );
}

/** Whether a type declares a member as a number that is always there. */
export function isRequiredMember(
  context: Context,
  path: readonly string[],
  type: TSESTree.TypeNode | undefined,
): boolean {
  const last = path.at(-1);
  const owner = context.types.memberType(type, path.slice(0, -1));
  const member = context.types.membersOf(owner)?.find((candidate) => candidate.name === last);
  return member?.optional === false && member.type?.type === "TSNumberKeyword";
}
