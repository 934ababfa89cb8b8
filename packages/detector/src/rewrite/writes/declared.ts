import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { Variable } from "../../syntax/nodes.js";
import { peel } from "../../syntax/nodes.js";

/** The types that a file declares for a variable or a member of one; the parts of a union one by one. */
export function declaredAs(context: Context, node: TSESTree.Node): TSESTree.TypeNode[] {
  return context.resolver.follow({ node: peel(node), frame: null }).flatMap((leaf) => {
    const variable = leaf.node.type === "Identifier" ? context.index.variableOf(leaf.node) : undefined;
    const annotation = variable === undefined ? undefined : context.types.annotationOf(variable);
    const type = leaf.path.length === 0 ? annotation : context.types.memberType(annotation, leaf.path);
    if (type === undefined) return [];
    return type.type === "TSUnionType" ? type.types : [type];
  });
}

/** Whether what a file declares for an expression includes `undefined` or `null`. */
export function mayBeMissing(context: Context, node: TSESTree.Node): boolean {
  if (
    declaredAs(context, node).some(
      (type) => type.type === "TSUndefinedKeyword" || type.type === "TSNullKeyword",
    )
  )
    return true;
  return context.resolver.follow({ node: peel(node), frame: null }).some((leaf) => {
    const variable = leaf.node.type === "Identifier" ? context.index.variableOf(leaf.node) : undefined;
    if (variable === undefined) return false;
    return leaf.path.length === 0 ? isOptional(variable) : isOptionalMember(context, variable, leaf.path);
  });
}

function isOptional(variable: Variable): boolean {
  const name = variable.defs[0]?.name;
  return name?.type === "Identifier" && name.optional;
}

function isOptionalMember(context: Context, variable: Variable, path: readonly string[]): boolean {
  const owner = context.types.memberType(context.types.annotationOf(variable), path.slice(0, -1));
  return (
    context.types.membersOf(owner)?.some((member) => member.name === path.at(-1) && member.optional) === true
  );
}

/** Whether a type is a reference by one of the names: `Date`, `Uint8Array<ArrayBuffer>`. */
export const isReferenceTo = (type: TSESTree.TypeNode, names: RegExp): boolean =>
  type.type === "TSTypeReference" && type.typeName.type === "Identifier" && names.test(type.typeName.name);
