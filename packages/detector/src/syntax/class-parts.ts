import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, memberName, staticName, thisOwner } from "./nodes.js";
import type { FunctionNode } from "./nodes.js";
import type { SourceIndex } from "./source-index.js";

export function constructorOf(body: TSESTree.ClassBody): FunctionNode | undefined {
  for (const member of body.body) {
    if (member.type === "MethodDefinition" && member.kind === "constructor" && isFunction(member.value))
      return member.value;
  }
  return undefined;
}

/** The `super(…)` call of a constructor. */
export function superCall(constructor: FunctionNode): TSESTree.CallExpression | undefined {
  if (constructor.body.type !== "BlockStatement") return undefined;
  for (const statement of constructor.body.body) {
    if (
      statement.type === "ExpressionStatement" &&
      statement.expression.type === "CallExpression" &&
      statement.expression.callee.type === "Super"
    ) {
      return statement.expression;
    }
  }
  return undefined;
}

export function parameterName(parameter: TSESTree.Node): string | undefined {
  if (parameter.type === "AssignmentPattern") return parameterName(parameter.left);
  return parameter.type === "Identifier" ? parameter.name : undefined;
}

/** A field of a class, or a member of an object literal, that a method of it gives a value. */
interface Field {
  readonly owner: TSESTree.ClassBody | TSESTree.ObjectExpression;
  readonly name: string;
  /** Whether no other code can name it. */
  readonly isPrivate: boolean;
}

/** The field that a value is put into: `pending = []`, `this.base = new URL(origin)`. */
export function fieldOf(value: TSESTree.Node): Field | undefined {
  const holder = value.parent;
  const [owner, name] =
    holder?.type === "PropertyDefinition"
      ? [holder.parent, staticName(holder)]
      : holder?.type === "AssignmentExpression" &&
          holder.right === value &&
          holder.left.type === "MemberExpression" &&
          holder.left.object.type === "ThisExpression"
        ? [thisOwner(holder.left.object), memberName(holder.left)]
        : [];
  if (owner === undefined || name === undefined) return undefined;
  const isPrivate =
    name.startsWith("#") ||
    (owner.type === "ClassBody" &&
      owner.body.some(
        (member) =>
          member.type === "PropertyDefinition" &&
          staticName(member) === name &&
          member.accessibility === "private",
      ));
  return { owner, name, isPrivate };
}

/** Where the field of a class is named that a value is put into. */
export function usesOfField(index: SourceIndex, value: TSESTree.Node): TSESTree.MemberExpression[] {
  const field = fieldOf(value);
  if (field === undefined) return [];
  return index
    .fileOf(value)
    .membersNamed(field.name)
    .filter(
      (node): node is TSESTree.MemberExpression =>
        node.type === "MemberExpression" &&
        node.object.type === "ThisExpression" &&
        thisOwner(node.object) === field.owner &&
        !(node.parent.type === "AssignmentExpression" && node.parent.left === node),
    );
}
