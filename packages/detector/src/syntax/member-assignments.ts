import type { TSESTree } from "@typescript-eslint/utils";
import { memberChain, thisFunction } from "./nodes.js";
import type { FileIndex } from "./file-index.js";
import type { FunctionNode, Variable } from "./nodes.js";

/** What a file's `object.member = value` give to which member: looked up, as a bundle has thousands of them. */
export class MemberAssignments {
  /** By the object: a variable, a global's name, or the function whose `this` it is. */
  private readonly byTarget = new Map<Variable | FunctionNode | string, Map<string, TSESTree.Expression[]>>();
  private readonly variableOf: (identifier: TSESTree.Node) => Variable | undefined;

  constructor(file: FileIndex, variableOf: (identifier: TSESTree.Node) => Variable | undefined) {
    this.variableOf = variableOf;
    for (const { left, right } of file.memberAssignments) {
      const target = memberChain(left);
      if (target === undefined) continue;
      const object = this.objectOf(target.root);
      if (object !== undefined) this.add(object, target.path.join("."), right);
    }
  }

  /** The values given to a member of a variable, or of a global object by its name, in source order. */
  to(root: TSESTree.Identifier, path: readonly string[]): readonly TSESTree.Expression[] {
    return this.valuesOf(this.objectOf(root), path);
  }

  /** The values given to a member of what `this` is in a function, also through `self = this`. */
  toThisOf(fn: FunctionNode, path: readonly string[]): readonly TSESTree.Expression[] {
    return this.valuesOf(fn, path);
  }

  private valuesOf(
    object: Variable | FunctionNode | string | undefined,
    path: readonly string[],
  ): readonly TSESTree.Expression[] {
    return object === undefined ? [] : (this.byTarget.get(object)?.get(path.join(".")) ?? []);
  }

  private objectOf(root: TSESTree.Node): Variable | FunctionNode | string | undefined {
    if (root.type === "ThisExpression") return thisFunction(root);
    if (root.type !== "Identifier") return undefined;
    const variable = this.variableOf(root);
    const [definition, ...others] = variable?.defs ?? [];
    const made =
      others.length === 0 && definition?.type === "Variable" && definition.node.id === definition.name
        ? definition.node.init
        : undefined;
    return (made?.type === "ThisExpression" ? thisFunction(made) : undefined) ?? variable ?? root.name;
  }

  private add(object: Variable | FunctionNode | string, path: string, value: TSESTree.Expression): void {
    const members = this.byTarget.get(object) ?? new Map<string, TSESTree.Expression[]>();
    this.byTarget.set(object, members);
    const values = members.get(path);
    if (values === undefined) members.set(path, [value]);
    else values.push(value);
  }
}
