import type { TSESTree } from "@typescript-eslint/utils";
import { isNumberByJsDoc } from "../syntax/js-doc.js";
import { peel } from "../syntax/nodes.js";
import type { Evaluation } from "./evaluation.js";

/** An expression that evidently gives a string: an environment variable, a string literal or template, a `string` parameter. */
export function isEvidentlyString(evaluation: Evaluation, node: TSESTree.Node): boolean {
  const inner = peel(node);
  if (inner.type === "TemplateLiteral" || (inner.type === "Literal" && typeof inner.value === "string"))
    return true;
  if (inner.type === "LogicalExpression") return isEvidentlyString(evaluation, inner.left);
  const leaves = evaluation.resolver.follow({ node: inner, frame: null });
  return (
    leaves.length > 0 &&
    leaves.every((leaf) => {
      if (leaf.path.length > 0) {
        const variable = leaf.node.type === "Identifier" ? evaluation.index.variableOf(leaf.node) : undefined;
        const isGlobal = leaf.node.type === "Identifier" && variable === undefined;
        if (
          isGlobal &&
          [evaluation.index.textOf(leaf.node), ...leaf.path].join(".").startsWith("process.env.")
        )
          return true;
        const type =
          variable === undefined
            ? undefined
            : evaluation.types.memberType(evaluation.types.annotationOf(variable), leaf.path);
        return type?.type === "TSStringKeyword";
      }
      if (leaf.node.type === "Literal") return typeof leaf.node.value === "string";
      const variable = leaf.node.type === "Identifier" ? evaluation.index.variableOf(leaf.node) : undefined;
      return variable !== undefined && evaluation.types.annotationOf(variable)?.type === "TSStringKeyword";
    })
  );
}

/** Whether an expression always gives a value, never `undefined` or `null`, as far as the file tells. */
export function isAlwaysPresent(evaluation: Evaluation, node: TSESTree.Node): boolean {
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
    return isAlwaysPresent(evaluation, inner.consequent) && isAlwaysPresent(evaluation, inner.alternate);
  if (inner.type === "LogicalExpression")
    return inner.operator !== "&&" && isAlwaysPresent(evaluation, inner.right);
  if (inner.type === "CallExpression")
    return /^Math\.|^Number\b|^parseInt\b/.test(evaluation.index.textOf(inner.callee));
  if (inner.type !== "Identifier" && inner.type !== "MemberExpression") return false;
  const leaves = evaluation.resolver.follow({ node: inner, frame: null });
  return (
    leaves.length > 0 &&
    leaves.every((leaf) => {
      if (leaf.node !== inner && leaf.path.length === 0) return isAlwaysPresent(evaluation, leaf.node);
      const variable = leaf.node.type === "Identifier" ? evaluation.index.variableOf(leaf.node) : undefined;
      const name = variable?.defs[0]?.name;
      if (variable === undefined || name === undefined) return false;
      if (leaf.path.length > 0)
        return isRequiredMember(evaluation, leaf.path, evaluation.types.annotationOf(variable));
      if (name.parent.type === "AssignmentPattern") return true;
      if (name.type !== "Identifier" || name.optional) return false;
      return (
        evaluation.types.annotationOf(variable)?.type === "TSNumberKeyword" ||
        isNumberByJsDoc(evaluation.index, variable)
      );
    })
  );
}

/** Whether a type declares a member as a number that is always there. */
export function isRequiredMember(
  evaluation: Evaluation,
  path: readonly string[],
  type: TSESTree.TypeNode | undefined,
): boolean {
  const last = path.at(-1);
  const owner = evaluation.types.memberType(type, path.slice(0, -1));
  const member = evaluation.types.membersOf(owner)?.find((candidate) => candidate.name === last);
  return member?.optional === false && member.type?.type === "TSNumberKeyword";
}
