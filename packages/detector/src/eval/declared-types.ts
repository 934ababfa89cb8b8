import type { TSESTree } from "@typescript-eslint/utils";
import type { TypeReader } from "../types/type-reader.js";
import type { AbstractValue } from "./call-context.js";

/** Abstract values with types that the source declares for them where they passed. */
export const withTypes = (
  values: readonly AbstractValue[],
  types: readonly TSESTree.TypeNode[],
): AbstractValue[] =>
  types.length === 0
    ? [...values]
    : values.map((value) => ({
        ...value,
        declared: [...(value.declared ?? []), ...types.map((type) => ({ type, depth: value.path.length }))],
      }));

/** The types that the source declares for what an abstract value and the first `depth` members of its path stand for. */
export function declaredTypesOf(types: TypeReader, value: AbstractValue, depth: number): TSESTree.TypeNode[] {
  const onTheWay = (value.declared ?? []).flatMap((declared) =>
    declared.depth > depth
      ? []
      : (types.memberType(declared.type, value.path.slice(declared.depth, depth)) ?? []),
  );
  const own = types.declaredAt(value.node, value.path.slice(0, depth));
  return own === undefined ? onTheWay : [...onTheWay, own];
}

/** The types that casts around an expression give it; `as const` is none. */
export function assertedTypes(node: TSESTree.Node): TSESTree.TypeNode[] {
  switch (node.type) {
    case "TSAsExpression":
    case "TSTypeAssertion":
    case "TSSatisfiesExpression":
      return [node.typeAnnotation, ...assertedTypes(node.expression)];
    case "TSNonNullExpression":
    case "ChainExpression":
      return assertedTypes(node.expression);
    case "AwaitExpression":
      return assertedTypes(node.argument);
    default:
      return [];
  }
}

/** The text that an expression is by itself. */
export function literalText(node: TSESTree.Node): string | undefined {
  if (node.type === "Literal")
    return typeof node.value === "string" || typeof node.value === "number" ? String(node.value) : undefined;
  return node.type === "TemplateLiteral" && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}
