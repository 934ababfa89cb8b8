import type { TSESTree } from "@typescript-eslint/utils";
import type { FunctionNode } from "./nodes.js";

/** A value that the source declares to be of a type. */
export interface DeclaredValue {
  readonly type: TSESTree.TypeNode;
  readonly value: TSESTree.Node;
}

/**
 * What a node declares: `const kv: Kv = …`, `… satisfies Kv`, a function's returned values.
 * @param enclosing the function that the node stands in
 */
export function declaredValueAt(
  node: TSESTree.Node,
  enclosing: FunctionNode | undefined,
): DeclaredValue | undefined {
  switch (node.type) {
    case "VariableDeclarator": {
      const type = node.id.typeAnnotation?.typeAnnotation;
      return type === undefined || node.init === null ? undefined : { type, value: node.init };
    }
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return { type: node.typeAnnotation, value: node.expression };
    case "ReturnStatement":
      return node.argument === null ? undefined : returned(enclosing?.returnType, node.argument);
    case "ArrowFunctionExpression":
      return node.body.type === "BlockStatement" ? undefined : returned(node.returnType, node.body);
    default:
      return undefined;
  }
}

/** What is absent is `undefined` from typescript-eslint's parser, and `null` from others that take after it. */
const returned = (
  type: TSESTree.TSTypeAnnotation | undefined,
  value: TSESTree.Node,
): DeclaredValue | undefined => (type ? { type: type.typeAnnotation, value } : undefined);
