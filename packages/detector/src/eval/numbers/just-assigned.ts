import type { TSESTree } from "@typescript-eslint/utils";
import { enclosingFunction, isFunction } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";

/**
 * What a variable was given on the way to where it is used: `html = render(); await save(html);`. A declaration
 * without a value, or another branch that gives it another one, says nothing there.
 * @returns `undefined` where that is not certain
 */
export function justAssigned(index: SourceIndex, use: TSESTree.Identifier): TSESTree.Expression | undefined {
  const variable = index.variableOf(use);
  const writes = variable?.references.filter((each) => each.isWrite() && each.init !== true) ?? [];
  const home = enclosingFunction(use);
  if (writes.length === 0 || writes.some(({ identifier }) => enclosingFunction(identifier) !== home))
    return undefined;
  const isWrittenIn = (node: TSESTree.Node): boolean =>
    writes.some(({ identifier: { range } }) => node.range[0] <= range[0] && range[1] <= node.range[1]);
  for (
    let [inner, outer]: [TSESTree.Node, TSESTree.Node | undefined] = [use, use.parent];
    outer && !isFunction(outer) && !/^(?:For|While|DoWhile|Switch|Try)/.test(outer.type);
    [inner, outer] = [outer, outer.parent]
  ) {
    if (outer.type !== "BlockStatement" && outer.type !== "Program") continue;
    if (isWrittenIn(inner)) return undefined;
    const before: readonly TSESTree.Node[] = outer.body.filter(({ range }) => range[1] <= inner.range[0]);
    const last = before.findLast(isWrittenIn);
    if (last === undefined) continue;
    if (last.type !== "ExpressionStatement" || last.expression.type !== "AssignmentExpression")
      return undefined;
    const { left, operator, right } = last.expression;
    const isSame = operator === "=" && left.type === "Identifier" && index.variableOf(left) === variable;
    return isSame ? right : undefined;
  }
  return undefined;
}
