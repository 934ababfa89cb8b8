import type { TSESTree } from "@typescript-eslint/utils";
import { peel } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";

/**
 * Whether conditions look at a variable: only at whether it is there (or above 0), or at its size, so that
 * what is used later need not be what it was given.
 */
export function testOf(variable: Variable): "none" | "presence" | "compared" {
  const tests = variable.references
    .filter((reference) => reference.isRead())
    .map(({ identifier }) => testAround(identifier));
  return tests.includes("compared") ? "compared" : tests.includes("presence") ? "presence" : "none";
}

function testAround(use: TSESTree.Node): "none" | "presence" | "compared" {
  for (let [inner, outer] = [use, use.parent]; outer; [inner, outer] = [outer, outer.parent]) {
    switch (outer.type) {
      case "BinaryExpression":
        if (COMPARISON.test(outer.operator))
          return isPresence(outer.left === inner ? outer.right : outer.left) ? "presence" : "compared";
        break;
      case "UnaryExpression":
        if (outer.operator === "!" || outer.operator === "typeof") return "presence";
        break;
      case "LogicalExpression":
        if (outer.left === inner) return "presence";
        break;
      case "IfStatement":
      case "ConditionalExpression":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        if (outer.test === inner) return inner === use ? "presence" : "compared";
        break;
      case "Property":
      case "TemplateLiteral":
      case "ArrayExpression":
        // It is what is sent or stored, whatever is then made of the answer.
        return "none";
      case "SwitchStatement":
        if (outer.discriminant === inner) return "compared";
        break;
      default:
        if (/Statement$|Declaration$|^Program$|Function/.test(outer.type)) return "none";
    }
  }
  return "none";
}

const COMPARISON = /^(?:[<>]=?|[!=]==?|in|instanceof)$/;

/** What presence is told by: 0, 1, `null`, `undefined`, the name of a type. */
function isPresence(other: TSESTree.Node): boolean {
  const node = peel(other);
  if (node.type === "Literal")
    return node.value === null || node.value === 0 || node.value === 1 || typeof node.value === "string";
  return (
    (node.type === "Identifier" && node.name === "undefined") ||
    (node.type === "UnaryExpression" && node.operator === "void")
  );
}
