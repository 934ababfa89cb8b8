import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { peel } from "../../syntax/nodes.js";

/** The types that a file declares for a variable or a member of one; the parts of a union one by one. */
export function declaredAs(context: Context, node: TSESTree.Node): TSESTree.TypeNode[] {
  return context.resolver.follow({ node: peel(node), callContext: null }).flatMap((value) => {
    const variable = value.node.type === "Identifier" ? context.index.variableOf(value.node) : undefined;
    const annotation = variable === undefined ? undefined : context.types.annotationOf(variable);
    const type = value.path.length === 0 ? annotation : context.types.memberType(annotation, value.path);
    if (type === undefined) return [];
    return type.type === "TSUnionType" ? type.types : [type];
  });
}

/** Whether a type is a reference by one of the names: `Date`, `Uint8Array<ArrayBuffer>`. */
export const isReferenceTo = (type: TSESTree.TypeNode, names: RegExp): boolean =>
  type.type === "TSTypeReference" && type.typeName.type === "Identifier" && names.test(type.typeName.name);
