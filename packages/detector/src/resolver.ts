import type { TSESTree } from "@typescript-eslint/utils";
import { enclosingFunction, isFunction, memberName, peel, staticName, thisOwner } from "./file-index.js";
import type { FileIndex, FunctionNode, Variable } from "./file-index.js";

/** A call of a function of the file: what its parameters are bound to while its body is looked at. */
export interface Frame {
  readonly fn: FunctionNode;
  readonly call: TSESTree.CallExpression;
  readonly args: readonly Bound[];
  /** The frame in which the function was created (its closure). */
  readonly closure: Frame | null;
}

/** A node, together with the calls through which it is looked at. */
export interface Bound {
  readonly node: TSESTree.Node;
  readonly frame: Frame | null;
}

/** Where following ends: an expression that says nothing more, and the property path read from it. */
export interface Leaf extends Bound {
  readonly path: readonly string[];
}

/** How many assignments, members and calls are followed in a row. */
const MAX_DEPTH = 24;
/** How many alternatives (conditionals, reassignments) are kept. */
const MAX_LEAVES = 16;
/** How many expressions are looked at for one question: a bound on hostile input, far above real code. */
const MAX_STEPS = 4000;
/** How deep questions may lead to questions: `a = a.next()` has no end of its own. */
const MAX_NESTING = 60;

/**
 * Follows expressions to what they stand for, within one file: through constants, every assignment
 * of a `let`, destructuring, members of object literals, classes and instances, conditionals, and
 * calls of the file's own functions. Flow-insensitive: all possible values are returned.
 */
export class Resolver {
  readonly index: FileIndex;
  private readonly active: Bound[] = [];
  private readonly asked: Bound[] = [];
  private steps = 0;
  private nesting = 0;

  constructor(index: FileIndex) {
    this.index = index;
  }

  /** All that an expression can stand for. Empty only for a value that is defined by itself. */
  follow(bound: Bound): Leaf[] {
    const node = peel(bound.node);
    const opaque: Leaf = { node, frame: bound.frame, path: [] };
    if (this.active.some((other) => other.node === node && other.frame === bound.frame)) return [];
    if (this.active.length >= MAX_DEPTH) return [opaque];
    return this.bounded([opaque], () => {
      const looked: Bound = { node, frame: bound.frame };
      this.active.push(looked);
      try {
        return this.step(looked).slice(0, MAX_LEAVES);
      } finally {
        this.active.pop();
      }
    });
  }

  /** Runs a question about a leaf unless it is being asked already: then the answer is `otherwise`. */
  once<T>(leaf: Bound, otherwise: T, ask: () => T): T {
    if (this.asked.some((other) => other.node === leaf.node && other.frame === leaf.frame)) return otherwise;
    this.asked.push(leaf);
    try {
      return ask();
    } finally {
      this.asked.pop();
    }
  }

  /** Runs a step of the search; past the bounds on depth and work the answer is `otherwise`. */
  bounded<T>(otherwise: T, step: () => T): T {
    if (this.nesting === 0) this.steps = 0;
    this.steps += 1;
    if (this.nesting >= MAX_NESTING || this.steps > MAX_STEPS) return otherwise;
    this.nesting += 1;
    try {
      return step();
    } finally {
      this.nesting -= 1;
    }
  }

  private step(bound: Bound): Leaf[] {
    const { node, frame } = bound;
    const self: Leaf = { node, frame, path: [] };
    switch (node.type) {
      case "Identifier":
        return this.followIdentifier(node, frame) ?? [self];
      case "MemberExpression": {
        const name = memberName(node);
        return name === undefined ? [self] : this.followMember({ node: node.object, frame }, name);
      }
      case "ConditionalExpression":
        return [...this.follow({ node: node.consequent, frame }), ...this.follow({ node: node.alternate, frame })];
      case "LogicalExpression":
        if (node.operator === "&&") return this.follow({ node: node.right, frame });
        return [...this.follow({ node: node.left, frame }), ...this.follow({ node: node.right, frame })];
      case "AssignmentExpression":
        return node.operator === "=" ? this.follow({ node: node.right, frame }) : [self];
      case "CallExpression": {
        const results = this.followCall(node, frame);
        return results.length > 0 ? results : [self];
      }
      default:
        return [self];
    }
  }

  private followCall(call: TSESTree.CallExpression, frame: Frame | null): Leaf[] {
    const [first] = call.arguments;
    if (first !== undefined && first.type !== "SpreadElement" && this.isIdentityCall(call.callee)) {
      return this.follow({ node: first, frame });
    }
    const results: Leaf[] = [];
    for (const fn of this.functionsOf({ node: call.callee, frame })) {
      const inner = this.enter(fn, call, frame);
      for (const value of this.index.returns.get(inner.fn) ?? []) results.push(...this.follow({ node: value, frame: inner }));
    }
    return results;
  }

  /** `Object.freeze(x)`, `structuredClone(x)`, `Promise.resolve(x)` hand their argument on. */
  private isIdentityCall(callee: TSESTree.Node): boolean {
    if (callee.type === "Identifier") return callee.name === "structuredClone" && this.index.variableOf(callee) === undefined;
    if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return false;
    const text = `${callee.object.name}.${memberName(callee) ?? ""}`;
    return (text === "Object.freeze" || text === "Object.seal" || text === "Promise.resolve") && !this.index.variableOf(callee.object);
  }

  /** The frame of a call of `fn`. */
  enter(fn: { readonly node: FunctionNode; readonly frame: Frame | null }, call: TSESTree.CallExpression, frame: Frame | null): Frame {
    const args: Bound[] = [];
    for (const argument of call.arguments) {
      // What comes after a spread argument has no known position.
      if (argument.type === "SpreadElement") break;
      args.push({ node: argument, frame });
    }
    return { fn: fn.node, call, args, closure: fn.frame };
  }

  /** The functions of this file that an expression can stand for. */
  functionsOf(bound: Bound): { node: FunctionNode; frame: Frame | null }[] {
    const found: { node: FunctionNode; frame: Frame | null }[] = [];
    for (const leaf of this.follow(bound)) {
      if (leaf.path.length === 0 && isFunction(leaf.node)) found.push({ node: leaf.node, frame: leaf.frame });
    }
    return found;
  }

  private followIdentifier(identifier: TSESTree.Identifier, frame: Frame | null): Leaf[] | undefined {
    const variable = this.index.variableOf(identifier);
    const definition = variable?.defs[0];
    if (variable === undefined || definition === undefined) return undefined;
    switch (definition.type) {
      case "FunctionName":
        return isFunction(definition.node) ? [{ node: definition.node, frame, path: [] }] : undefined;
      case "ClassName":
        return [{ node: definition.node, frame, path: [] }];
      case "Parameter":
        return this.followParameter(variable, frame);
      case "Variable":
        return this.followVariable(variable, frame);
      default:
        return undefined;
    }
  }

  private followVariable(variable: Variable, frame: Frame | null): Leaf[] | undefined {
    const leaves: Leaf[] = [];
    for (const written of this.writtenValues(variable)) {
      let values = this.follow({ node: written.node, frame });
      for (const name of written.path) values = values.flatMap((value) => this.memberOfLeaf(value, name));
      leaves.push(...values);
    }
    return leaves.length > 0 ? leaves : undefined;
  }

  /** Every value that a variable is given: its initialiser and each assignment, with a destructuring path. */
  writtenValues(variable: Variable): { node: TSESTree.Node; path: string[] }[] {
    const values: { node: TSESTree.Node; path: string[] }[] = [];
    for (const reference of variable.references) {
      if (!reference.isWrite() || !reference.writeExpr) continue;
      const path = pathInPattern(reference.identifier, reference.writeExpr);
      if (path !== undefined) values.push({ node: reference.writeExpr, path });
    }
    return values;
  }

  /** What the frame binds a parameter to; `undefined` while the caller is not known. */
  argumentOf(variable: Variable, frame: Frame | null): { value: Bound; path: readonly string[] } | undefined {
    const place = parameterPlace(variable);
    if (place === undefined) return undefined;
    for (let current = frame; current !== null; current = current.closure) {
      if (current.fn !== place.fn) continue;
      const value = current.args[place.position];
      return value === undefined ? undefined : { value, path: place.path };
    }
    return undefined;
  }

  private followParameter(variable: Variable, frame: Frame | null): Leaf[] | undefined {
    const bound = this.argumentOf(variable, frame);
    if (bound === undefined) return undefined;
    let values = this.follow(bound.value);
    for (const name of bound.path) values = values.flatMap((value) => this.memberOfLeaf(value, name));
    return values;
  }

  /** The value of a property of what an expression stands for. */
  followMember(object: Bound, name: string): Leaf[] {
    return this.follow(object).flatMap((leaf) => this.memberOfLeaf(leaf, name));
  }

  private memberOfLeaf(leaf: Leaf, name: string): Leaf[] {
    const opaque: Leaf[] = [{ ...leaf, path: [...leaf.path, name] }];
    return leaf.path.length > 0 ? opaque : this.bounded(opaque, () => this.memberOf(leaf, name, opaque));
  }

  private memberOf(leaf: Leaf, name: string, opaque: Leaf[]): Leaf[] {
    const { node, frame } = leaf;
    switch (node.type) {
      case "ObjectExpression":
        return this.propertyOf(node, name, frame) ?? opaque;
      case "ThisExpression": {
        const owner = thisOwner(node);
        if (owner === undefined) return opaque;
        return (owner.type === "ClassBody" ? this.classMember(owner, name, false, frame) : this.propertyOf(owner, name, frame)) ?? opaque;
      }
      case "NewExpression": {
        for (const { node: constructed, frame: home } of this.follow({ node: node.callee, frame })) {
          if (constructed.type !== "ClassDeclaration" && constructed.type !== "ClassExpression") continue;
          const member = this.classMember(constructed.body, name, false, home);
          if (member !== undefined) return member;
        }
        return opaque;
      }
      case "ClassDeclaration":
      case "ClassExpression":
        return this.classMember(node.body, name, true, frame) ?? opaque;
      default:
        return opaque;
    }
  }

  private propertyOf(object: TSESTree.ObjectExpression, name: string, frame: Frame | null): Leaf[] | undefined {
    for (const property of object.properties.toReversed()) {
      if (property.type === "SpreadElement") {
        const spread = this.followMember({ node: property.argument, frame }, name).filter((leaf) => leaf.path.length === 0);
        if (spread.length > 0) return spread;
      } else if (staticName(property) === name) {
        if (property.kind === "get" && isFunction(property.value)) return this.returnedBy(property.value, frame);
        return this.follow({ node: property.value, frame });
      }
    }
    return undefined;
  }

  private classMember(body: TSESTree.ClassBody, name: string, isStatic: boolean, frame: Frame | null): Leaf[] | undefined {
    for (const member of body.body) {
      if (member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") continue;
      if (member.static !== isStatic || staticName(member) !== name) continue;
      if (member.type === "PropertyDefinition") {
        if (member.value !== null) return this.follow({ node: member.value, frame });
        continue;
      }
      if (!isFunction(member.value)) continue;
      return member.kind === "get" ? this.returnedBy(member.value, frame) : [{ node: member.value, frame, path: [] }];
    }
    const assigned = isStatic ? [] : constructorAssignments(body, name);
    if (assigned.length > 0) return assigned.flatMap((value) => this.follow({ node: value, frame }));
    const parent = body.parent.superClass;
    if (parent === null) return undefined;
    for (const leaf of this.follow({ node: parent, frame })) {
      if (leaf.node.type !== "ClassDeclaration" && leaf.node.type !== "ClassExpression") continue;
      const inherited = this.classMember(leaf.node.body, name, isStatic, leaf.frame);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }

  private returnedBy(fn: FunctionNode, frame: Frame | null): Leaf[] {
    return (this.index.returns.get(fn) ?? []).flatMap((value) => this.follow({ node: value, frame }));
  }
}

/** Values given to `this.name` in a class's constructor. */
function constructorAssignments(body: TSESTree.ClassBody, name: string): TSESTree.Node[] {
  const values: TSESTree.Node[] = [];
  for (const member of body.body) {
    if (member.type !== "MethodDefinition" || member.kind !== "constructor" || member.value.body === null) continue;
    for (const statement of member.value.body.body) {
      if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") continue;
      const { left, right } = statement.expression;
      if (left.type === "MemberExpression" && left.object.type === "ThisExpression" && memberName(left) === name) values.push(right);
    }
  }
  return values;
}

/** The parameter that a variable is (part of): its function, position and path within a pattern. */
export function parameterPlace(variable: Variable): { fn: FunctionNode; position: number; path: readonly string[] } | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== "Parameter" || !isFunction(definition.node)) return undefined;
  const fn = definition.node;
  for (const [position, parameter] of fn.params.entries()) {
    const target = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter;
    const path = pathTo(target, definition.name);
    if (path !== undefined) return target.type === "RestElement" ? undefined : { fn, position, path };
  }
  return undefined;
}

function pathInPattern(identifier: TSESTree.Node, written: TSESTree.Node): string[] | undefined {
  const holder = written.parent;
  if (holder?.type === "VariableDeclarator" && holder.init === written) return pathTo(holder.id, identifier);
  if (holder?.type === "AssignmentExpression" && holder.right === written) {
    return holder.operator === "=" || holder.operator === "??=" || holder.operator === "||=" ? pathTo(holder.left, identifier) : undefined;
  }
  // A default inside a pattern: `{ a = 1 }`.
  return holder?.type === "AssignmentPattern" && holder.right === written && enclosingFunction(holder) === undefined ? [] : undefined;
}

/** The property names that lead from a binding pattern to an identifier in it. */
function pathTo(pattern: TSESTree.Node, identifier: TSESTree.Node): string[] | undefined {
  if (pattern === identifier) return [];
  if (pattern.type === "AssignmentPattern") return pathTo(pattern.left, identifier);
  if (pattern.type !== "ObjectPattern") return undefined;
  for (const property of pattern.properties) {
    if (property.type !== "Property") continue;
    const inner = pathTo(property.value, identifier);
    const name = staticName(property);
    if (inner !== undefined) return name === undefined ? undefined : [name, ...inner];
  }
  return undefined;
}
