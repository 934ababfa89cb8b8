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

/** Where the field of a class is named that a value is put into: `pending = []`, `this.base = new URL(origin)`. */
export function usesOfField(index: SourceIndex, value: TSESTree.Node): TSESTree.MemberExpression[] {
  const holder = value.parent;
  const field =
    holder?.type === "PropertyDefinition"
      ? { owner: holder.parent, name: staticName(holder) }
      : holder?.type === "AssignmentExpression" && holder.left.type === "MemberExpression"
        ? {
            owner: holder.left.object.type === "ThisExpression" ? thisOwner(holder.left.object) : undefined,
            name: memberName(holder.left),
          }
        : undefined;
  if (field?.name === undefined || field.owner === undefined) return [];
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
