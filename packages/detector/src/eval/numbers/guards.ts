import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction } from "../../syntax/nodes.js";

/** A condition that holds (`when`), or does not, where an expression stands. */
export interface Guard {
  readonly test: TSESTree.Node;
  readonly when: boolean;
}

/**
 * The conditions under which an expression is reached within its function: those around it, and those that
 * let the function go on: `if (user === undefined) return;`.
 */
export function guardsAround(node: TSESTree.Node): Guard[] {
  const guards: Guard[] = [];
  for (
    let [inner, outer] = [node, node.parent];
    // ESLint gives the root `null` for a parent.
    outer && !isFunction(inner);
    [inner, outer] = [outer, outer.parent]
  ) {
    if (outer.type === "IfStatement" || outer.type === "ConditionalExpression") {
      if (outer.test !== inner) guards.push({ test: outer.test, when: outer.consequent === inner });
    } else if (outer.type === "LogicalExpression") {
      if (outer.right === inner && outer.operator !== "??")
        guards.push({ test: outer.left, when: outer.operator === "&&" });
    } else if (outer.type === "BlockStatement" || outer.type === "Program") {
      for (const statement of outer.body) {
        if (statement === inner) break;
        if (statement.type !== "IfStatement" || statement.alternate !== null) continue;
        if (leavesAlways(statement.consequent)) guards.push({ test: statement.test, when: false });
      }
    }
  }
  return guards;
}

/** Whether nothing behind a statement runs after it. */
export function leavesAlways(statement: TSESTree.Node): boolean {
  switch (statement.type) {
    case "ReturnStatement":
    case "ThrowStatement":
    case "ContinueStatement":
    case "BreakStatement":
      return true;
    case "BlockStatement":
      return statement.body.some(leavesAlways);
    case "IfStatement":
      return (
        statement.alternate !== null &&
        leavesAlways(statement.consequent) &&
        leavesAlways(statement.alternate)
      );
    default:
      return false;
  }
}
