import type { TSESTree } from "@typescript-eslint/utils";
import type { TypeReader } from "../../types/type-reader.js";
import { MAX_DEPTH, TRANSPARENT } from "../../types/utility-types.js";
import { ABSENT, kinds, kindsOfValue, union, without } from "./kinds.js";
import type { Kinds } from "./kinds.js";

/** What a declared type allows. */
export function kindsOfType(types: TypeReader, type: TSESTree.TypeNode, depth = 0): Kinds {
  const inner = (part: TSESTree.TypeNode): Kinds => kindsOfType(types, part, depth + 1);
  if (depth > MAX_DEPTH) return kinds("unknown");
  switch (type.type) {
    case "TSNumberKeyword":
      return kinds("number");
    case "TSStringKeyword":
    case "TSTemplateLiteralType":
      return kinds("text");
    case "TSUndefinedKeyword":
    case "TSVoidKeyword":
      return kinds("absent");
    case "TSNullKeyword":
      return kinds("null");
    case "TSBooleanKeyword":
      return kinds("falsy", "refused");
    case "TSNeverKeyword":
      return kinds();
    case "TSBigIntKeyword":
    case "TSSymbolKeyword":
      return kinds("refused");
    case "TSLiteralType":
      return type.literal.type === "Literal" ? kindsOfValue(type.literal.value) : kinds("unknown");
    case "TSUnionType":
      return union(type.types.map(inner));
    case "TSTypeLiteral":
    case "TSArrayType":
    case "TSTupleType":
    case "TSFunctionType":
    case "TSObjectKeyword":
      return kinds("object");
    case "TSTypeReference":
      return ofReference(types, type, inner);
    default:
      return kinds("unknown");
  }
}

function ofReference(
  types: TypeReader,
  type: TSESTree.TSTypeReference,
  inner: (part: TSESTree.TypeNode) => Kinds,
): Kinds {
  const [argument] = type.typeArguments?.params ?? [];
  const name = type.typeName.type === "Identifier" ? type.typeName.name : "";
  if (argument !== undefined && TRANSPARENT.has(name))
    return name === "NonNullable" ? without(inner(argument), ...ABSENT) : inner(argument);
  const declaration = types.declarationOf(type);
  if (declaration === undefined) return kinds(BUILT_IN_OBJECTS.test(name) ? "object" : "unknown");
  if (declaration.type === "TSTypeAliasDeclaration" && declaration.typeParameters === undefined)
    return inner(declaration.typeAnnotation);
  return kinds(declaration.type === "TSInterfaceDeclaration" ? "object" : "unknown");
}

/** Types of the language that are no numbers. */
const BUILT_IN_OBJECTS = /^(Date|Map|Set|WeakMap|RegExp|Error|URL|\w*Array|\w*Buffer|Record|Temporal)$/;
