import type { TSESTree } from "@typescript-eslint/utils";
import { membersInPattern } from "./binding-pattern.js";
import { membersDefinedBy } from "./given-members.js";
import { calledName, isStaticContext, memberChain, memberName, thisFunction, thisOwner } from "./nodes.js";
import type { FileIndex } from "./file-index.js";
import type { CallNode, FunctionNode, Variable } from "./nodes.js";

type Target = Variable | FunctionNode | string;

/** `object[key] = value`: a member whose name is only known where the key is. */
export interface KeyedValue {
  readonly key: TSESTree.Expression;
  readonly value: TSESTree.Expression;
}

/** `this.member = value` in a method: of the class, or the object literal, whose method it is. */
export interface KeptValue {
  readonly value: TSESTree.Expression;
  /** What of the value it is: `({ S: this.kv } = env)`. */
  readonly path: readonly string[];
  readonly method: FunctionNode | undefined;
  readonly isStatic: boolean;
}

type Owner = TSESTree.ClassBody | TSESTree.ObjectExpression;

/** What a file's `object.member = value` give to which member: looked up, as a bundle has thousands of them. */
export class MemberAssignments {
  /** By the object: a variable, a global's name, or the function whose `this` it is. */
  private readonly byTarget = new Map<Target, Map<string, TSESTree.Expression[]>>();
  /** By the class or object literal in whose methods it is given to `this`. */
  private readonly kept = new Map<Owner, Map<string, KeptValue[]>>();
  /** The same of members whose names are no part of the source, by what holds them; */
  private readonly keyed = new Map<Target, Map<string, KeyedValue[]>>();
  /** and of all that `Object.assign(object, …)` gives. */
  private readonly wholes = new Map<Target, Map<string, TSESTree.CallExpressionArgument[]>>();
  private readonly variableOf: (identifier: TSESTree.Node) => Variable | undefined;

  constructor(file: FileIndex, variableOf: (identifier: TSESTree.Node) => Variable | undefined) {
    this.variableOf = variableOf;
    for (const { left, right } of file.memberAssignments) {
      const named = memberChain(left);
      if (named !== undefined) {
        this.add(this.byTarget, named, right);
        this.keep(named, right, []);
      } else if (left.type === "MemberExpression" && left.computed)
        this.add(this.keyed, memberChain(left.object), { key: left.property, value: right });
    }
    for (const { left, right } of file.patternAssignments)
      for (const { member, path } of membersInPattern(left)) {
        const named = memberChain(member);
        if (named !== undefined) this.keep(named, right, path);
      }
    for (const call of file.calls) {
      if (isDefining(call))
        for (const { object, name, value } of membersDefinedBy(call)) {
          const chain = memberChain(object);
          if (chain !== undefined && isExpression(value))
            this.add(this.byTarget, { root: chain.root, path: [...chain.path, name] }, value);
        }
      const [target, ...sources] = call.arguments;
      if (target === undefined || !this.isObjectAssign(call)) continue;
      for (const source of sources) this.add(this.wholes, memberChain(target), source);
    }
  }

  /** The values given to a member of a variable, or of a global object by its name, in source order. */
  to(root: TSESTree.Identifier, path: readonly string[]): readonly TSESTree.Expression[] {
    return valuesOf(this.byTarget, this.objectOf(root), path);
  }

  /** The values given to members of it whose names are not in the source. */
  keyedIn(root: TSESTree.Identifier, path: readonly string[]): readonly KeyedValue[] {
    return valuesOf(this.keyed, this.objectOf(root), path);
  }

  /** The objects whose members `Object.assign` gives to it. */
  wholesTo(root: TSESTree.Identifier, path: readonly string[]): readonly TSESTree.CallExpressionArgument[] {
    return valuesOf(this.wholes, this.objectOf(root), path);
  }

  /** The values given to a member of what `this` is in a function, also through `self = this`. */
  toThisOf(fn: FunctionNode, path: readonly string[]): readonly TSESTree.Expression[] {
    return valuesOf(this.byTarget, fn, path);
  }

  /** The values given to a member of what `this` is in the methods of a class or object literal. */
  keptBy(owner: Owner, name: string): readonly KeptValue[] {
    return this.kept.get(owner)?.get(name) ?? [];
  }

  /** The objects whose members `Object.assign(this, …)` gives to what `this` is in a function. */
  wholesToThisOf(fn: FunctionNode): readonly TSESTree.CallExpressionArgument[] {
    return valuesOf(this.wholes, fn, []);
  }

  private isObjectAssign({ callee }: CallNode): boolean {
    return (
      callee.type === "MemberExpression" &&
      callee.object.type === "Identifier" &&
      callee.object.name === "Object" &&
      memberName(callee) === "assign" &&
      this.variableOf(callee.object) === undefined
    );
  }

  private objectOf(root: TSESTree.Node): Target | undefined {
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

  private keep(
    { root, path }: NonNullable<ReturnType<typeof memberChain>>,
    value: TSESTree.Expression,
    of: readonly string[],
  ): void {
    const [name, ...deeper] = path;
    if (root.type !== "ThisExpression" || name === undefined || deeper.length > 0) return;
    const owner = thisOwner(root);
    if (owner === undefined) return;
    const members = this.kept.get(owner) ?? new Map<string, KeptValue[]>();
    this.kept.set(owner, members);
    const values = members.get(name) ?? [];
    members.set(name, values);
    values.push({ value, path: of, method: thisFunction(root), isStatic: isStaticContext(root) });
  }

  private add<T>(
    all: Map<Target, Map<string, T[]>>,
    target: { readonly root: TSESTree.Node; readonly path: readonly string[] } | undefined,
    value: T,
  ): void {
    const object = target === undefined ? undefined : this.objectOf(target.root);
    if (target === undefined || object === undefined) return;
    const path = target.path.join(".");
    const members = all.get(object) ?? new Map<string, T[]>();
    all.set(object, members);
    const values = members.get(path);
    if (values === undefined) members.set(path, [value]);
    else values.push(value);
  }
}

/** `Object.defineProperty(object, "name", { value })`, and several at once. */
const isDefining = (call: CallNode): boolean => /^definePropert(?:y|ies)$/.test(calledName(call) ?? "");

/** What stands for a value: no pattern. */
const isExpression = (node: TSESTree.Node): node is TSESTree.Expression =>
  node.type !== "AssignmentPattern" && node.type !== "TSEmptyBodyFunctionExpression";

const valuesOf = <T>(
  all: ReadonlyMap<Target, ReadonlyMap<string, readonly T[]>>,
  object: Target | undefined,
  path: readonly string[],
): readonly T[] => (object === undefined ? [] : (all.get(object)?.get(path.join(".")) ?? []));
