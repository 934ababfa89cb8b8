import type { TSESTree } from "@typescript-eslint/utils";
import type { Signature, ValueType } from "../../eval/typed/value-type.js";
import { written } from "../../eval/typed/written-types.js";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import { annotationOfPattern } from "../../syntax/binding-pattern.js";
import { isFunction } from "../../syntax/nodes.js";
import { isAnything } from "../../types/utility-types.js";
import { Unsafe } from "../unsafe.js";
import { isTyped } from "./handed-on.js";

type Declared = ValueType & { readonly kind: "function" };

/**
 * Refuses an option that the program's own type of what is called does not take: with
 * `constructor(private kv: { put(key: string, value: string): Promise<void> })` a third argument does not compile.
 * A type that comes from a package is not seen here, and takes what its version takes.
 * @param position the options' place among the arguments
 * @throws {Unsafe} with the place of that type
 */
export function refuseUndeclared(
  context: Context,
  { callee }: TSESTree.CallExpression,
  position: number,
  name: string,
): void {
  // Of a union each type has to take it, of overloads one.
  const groups = new Map<TSESTree.Node, Declared[]>();
  for (const type of context.expressionTypes.functionsOf(callee)) {
    const { signature } = type;
    // JavaScript takes any number of arguments.
    if (isFunction(signature) && !isTyped(context, signature)) continue;
    const holder = holderOf(signature);
    groups.set(holder, [...(groups.get(holder) ?? []), type]);
  }
  for (const overloads of groups.values()) {
    const [first] = overloads;
    if (first === undefined || overloads.some((each) => takes(context, each, position, name))) continue;
    throw new Unsafe(
      `the type of what is called (${placeOf(context, first.signature, callee)}) takes no option \`${name}\``,
      `add \`options?: { ${name}?: number }\` to it`,
    );
  }
}

const holderOf = ({ parent }: Signature): TSESTree.Node =>
  parent.type === "MethodDefinition" || parent.type === "TSAbstractMethodDefinition" ? parent.parent : parent;

function takes(context: Context, { signature, given }: Declared, position: number, name: string): boolean {
  const params = signature.params.filter((each) => !(each.type === "Identifier" && each.name === "this"));
  if (params.at(-1)?.type === "RestElement") return true;
  const parameter = params[position];
  if (parameter === undefined) return false;
  const types = context.expressionTypes.expand(written(annotationOfPattern(parameter), given));
  return types.length === 0 || types.some((type) => hasOption(context, type, name));
}

/** Whether an object with an option of that name can be given for a type; what is not seen of it may have one. */
function hasOption(context: Context, type: ValueType, name: string): boolean {
  if (type.kind === "written")
    return (
      !type.node.type.endsWith("Keyword") || isAnything(type.node) || type.node.type === "TSObjectKeyword"
    );
  if (type.kind !== "members" || (type.of?.extends.length ?? 0) > 0) return true;
  return (
    type.members.some((member) => member.type === "TSIndexSignature") ||
    context.expressionTypes.memberOf([type], name).length > 0
  );
}
