import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, selfAndAncestors } from "./file-index.js";
import type { FunctionNode } from "./file-index.js";
import type { Frame } from "../eval/frames.js";

/** Whether `this` or `super` stands in a static member. */
export function isStaticContext(node: TSESTree.Node): boolean {
  for (const current of selfAndAncestors(node)) {
    if (current.type === "MethodDefinition" || current.type === "PropertyDefinition") return current.static;
    if (current.type === "StaticBlock") return true;
  }
  return false;
}

/** The frame of the instance that `this` is in a method of a class, as the most derived class made it. */
export function instanceFrame(owner: TSESTree.ClassBody, frame: Frame | null): Frame | undefined {
  for (let current = frame; current !== null; current = current.closure) {
    if (current.fn !== owner) continue;
    let instance = current;
    while (instance.closure?.fn.type === "ClassBody" && extendsDirectly(instance.closure.fn, instance))
      instance = instance.closure;
    return instance;
  }
  return undefined;
}

/** Whether a base class's frame was made for an instance of the class around it. */
const extendsDirectly = (derived: TSESTree.ClassBody, base: Frame): boolean =>
  base.call === base.closure?.call ||
  (base.call !== undefined && selfAndAncestorsInclude(base.call, derived));

function selfAndAncestorsInclude(node: TSESTree.Node, wanted: TSESTree.Node): boolean {
  for (const current of selfAndAncestors(node)) if (current === wanted) return true;
  return false;
}

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
