import type { TSESTree } from "@typescript-eslint/utils";
import { memberChain } from "./file-index.js";
import type { FileIndex, Variable } from "./file-index.js";

/** What a file's `object.member = value` give to which member: looked up, as a bundle has thousands of them. */
export class MemberAssignments {
  private readonly byTarget = new Map<Variable | string, Map<string, TSESTree.Expression[]>>();
  private readonly variableOf: (identifier: TSESTree.Node) => Variable | undefined;

  constructor(file: FileIndex, variableOf: (identifier: TSESTree.Node) => Variable | undefined) {
    this.variableOf = variableOf;
    for (const { left, right } of file.memberAssignments) {
      const target = memberChain(left);
      if (target?.root.type === "Identifier") this.add(target.root, target.path.join("."), right);
    }
  }

  /** The values given to a member of a variable, or of a global object by its name, in source order. */
  to(root: TSESTree.Identifier, path: readonly string[]): readonly TSESTree.Expression[] {
    return this.byTarget.get(this.objectOf(root))?.get(path.join(".")) ?? [];
  }

  private objectOf(root: TSESTree.Identifier): Variable | string {
    return this.variableOf(root) ?? root.name;
  }

  private add(root: TSESTree.Identifier, path: string, value: TSESTree.Expression): void {
    const object = this.objectOf(root);
    const members = this.byTarget.get(object) ?? new Map<string, TSESTree.Expression[]>();
    this.byTarget.set(object, members);
    const values = members.get(path);
    if (values === undefined) members.set(path, [value]);
    else values.push(value);
  }
}
