import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER, defaultsOfParameter, parameterPlace, pathInPattern, restPlace } from "./binding-pattern.js";
import type { ParameterPlace } from "./binding-pattern.js";
import { constructedClass, isFunction, memberName, peel, thisOwner } from "./file-index.js";
import type { CallNode, CallScope, FileIndex, FunctionNode, Variable } from "./file-index.js";
import type { ImplementerIndex } from "./implementers.js";
import { invocationOf } from "./invocation.js";
import { MemberReader } from "./members.js";
import type { Exported, ModuleReader } from "./modules.js";
import { SearchBounds } from "./search-bounds.js";
import type { SourceIndex } from "./source-index.js";
import type { TypeReader } from "./types.js";
import { isEnteredThrough } from "./frames.js";
import type { Bound, Frame, Leaf } from "./frames.js";
import { assertedTypes, literalText, withTypes } from "./leaf-types.js";
import { isReassigned, unsure, unsureOutside } from "./unsure-leaves.js";

/** Gives what the program's calls pass to a parameter, whichever call it is. */
export type ArgumentsOf = (scope: CallScope) => readonly { readonly call: CallNode; readonly closure: Frame | null }[];

/** How many alternatives (conditionals, reassignments) are kept. */
const MAX_LEAVES = 16;
/** The same, where they are all that any call passes. */
const MAX_WIDENED_LEAVES = 512;

/**
 * Follows expressions to what they stand for: through constants, every assignment of a `let`,
 * destructuring, members of object literals, arrays, classes and instances, conditionals, imports,
 * and calls of the program's own functions. Flow-insensitive: all possible values are returned.
 */
export class Resolver {
  readonly index: SourceIndex;
  readonly modules: ModuleReader;
  readonly members: MemberReader;
  /** By call, then by the frame through which the call is looked at. */
  private readonly frames = new Map<CallNode | undefined, Map<Frame | null, Frame[]>>();
  private readonly exact: SearchBounds<Frame | null, CallScope, Leaf[]>;
  /** Answers for which a parameter stands for whatever any call passes to it. */
  private readonly widened: SearchBounds<Frame | null, CallScope, Leaf[]>;
  private argumentsOf: ArgumentsOf | undefined;

  constructor(index: SourceIndex, modules: ModuleReader, types: TypeReader, implementers: ImplementerIndex) {
    this.index = index;
    this.modules = modules;
    this.members = new MemberReader(this, types, implementers);
    this.exact = new SearchBounds(() => modules.timesSkipped);
    this.widened = new SearchBounds(() => modules.timesSkipped);
  }

  private get bounds(): SearchBounds<Frame | null, CallScope, Leaf[]> {
    return this.argumentsOf === undefined ? this.exact : this.widened;
  }

  /** Gives the search a further file's share of work. */
  addFile(): void {
    this.exact.addFile();
    this.widened.addFile();
  }

  /** Runs a question, and tells which functions' and classes' callers would have something to add to its answer. */
  noting<R>(ask: () => R): { readonly value: R; readonly missed: ReadonlySet<CallScope> | undefined } {
    return this.bounds.noting(ask);
  }

  /** Runs a question whose answer is good enough as it is: what callers could add to it is not noted. */
  contentWith<R>(ask: () => R): R {
    return this.bounds.contentWith(ask);
  }

  /** Notes that callers could tell what a leaf is: a parameter, a member of an instance. */
  missLeaf({ node }: Leaf): void {
    if (node.type === "ThisExpression") {
      const owner = thisOwner(node);
      if (owner?.type === "ClassBody") this.miss(owner);
      return;
    }
    const variable = node.type === "Identifier" ? this.index.variableOf(node) : undefined;
    const place = variable === undefined ? undefined : (parameterPlace(variable) ?? restPlace(variable));
    if (place !== undefined) this.miss(constructedClass(place.fn) ?? place.fn);
  }

  /** Notes that an answer depends on how a function or class is entered, which is not known here. */
  miss(scope: CallScope): void {
    this.bounds.miss(scope);
  }

  /**
   * Runs a question for which a parameter that no frame binds stands for all that calls pass to it.
   * That mixes callers up: right for which functions a call can reach, wrong for what it writes.
   */
  withAllArguments<R>(argumentsOf: ArgumentsOf, ask: () => R): R {
    this.argumentsOf = argumentsOf;
    try {
      return ask();
    } finally {
      this.argumentsOf = undefined;
    }
  }

  /** Forgets what {@link withAllArguments} has answered: more calls are known now. */
  forgetWidened(): void {
    this.widened.forget();
  }

  /** All that an expression can stand for. Empty only for a value that is defined by itself. */
  follow(bound: Bound): Leaf[] {
    const node = peel(bound.node);
    const looked: Bound = { node, frame: bound.frame };
    const leaves = this.bounds.follow(looked, [], [{ ...looked, path: [] }], () => this.step(looked).slice(0, this.argumentsOf === undefined ? MAX_LEAVES : MAX_WIDENED_LEAVES));
    return node === bound.node ? leaves : withTypes(leaves, assertedTypes(bound.node));
  }

  /** Whether the file has taken so much work that callers are no longer followed. */
  get isExhausted(): boolean {
    return this.exact.isExhausted || this.widened.isExhausted;
  }

  /** Runs a question about a leaf unless it is being asked already: then the answer is `otherwise`. */
  once<T>(leaf: Bound, otherwise: T, ask: () => T): T {
    return this.bounds.once(leaf, otherwise, ask);
  }

  /** Runs a step of the search; past the bounds on depth and work the answer is `otherwise`. */
  bounded<T>(otherwise: T, step: () => T): T {
    return this.bounds.bounded(otherwise, step);
  }

  private step(bound: Bound): Leaf[] {
    const { node, frame } = bound;
    const self: Leaf = { node, frame, path: [] };
    switch (node.type) {
      case "Identifier":
        return this.followIdentifier(node, frame) ?? [self];
      case "MemberExpression":
        return this.memberNames(node, frame).flatMap((name) => this.followMember({ node: node.object, frame }, name));
      case "ConditionalExpression":
        return unsureOutside(node, [...this.follow({ node: node.consequent, frame }), ...this.follow({ node: node.alternate, frame })]);
      case "LogicalExpression":
        if (node.operator === "&&") return this.follow({ node: node.right, frame });
        return unsureOutside(node, [...this.follow({ node: node.left, frame }), ...this.follow({ node: node.right, frame })]);
      case "AssignmentExpression":
        if (node.operator === "=") return this.follow({ node: node.right, frame });
        if (node.operator !== "??=" && node.operator !== "||=") return [self];
        return [...this.follow({ node: node.left, frame }), ...this.follow({ node: node.right, frame })];
      case "CallExpression": {
        // What a function gives by calling itself is what it gives anyway.
        if (isEnteredThrough(frame, node)) return [];
        const results = this.followCall(node, frame);
        return results.length > 0 ? results : [self];
      }
      case "ImportExpression": {
        const file = node.source.type === "Literal" ? this.modules.fileAt(node, String(node.source.value)) : undefined;
        return file === undefined ? [self] : [{ node: file.file.ast, frame: null, path: [] }];
      }
      default:
        return [self];
    }
  }

  /** The names that a member expression can read: `a.b`, `a[B]` with a known `B`, or any. */
  private memberNames(node: TSESTree.MemberExpression, frame: Frame | null): string[] {
    const name = memberName(node);
    return name === undefined ? (this.staticNames({ node: node.property, frame }) ?? [ANY_MEMBER]) : [name];
  }

  /** The texts that a computed key can be, if all of them are static. */
  staticNames(key: Bound): string[] | undefined {
    const names = this.follow(key).map(({ node, path }) => (path.length === 0 ? literalText(node) : undefined));
    return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
  }

  private followCall(call: TSESTree.CallExpression, frame: Frame | null): Leaf[] {
    const [first] = call.arguments;
    if (first !== undefined && first.type !== "SpreadElement" && this.isIdentityCall(call.callee)) {
      return this.follow({ node: first, frame });
    }
    const { callee } = call;
    // `f.bind(self)` is `f`; with further arguments it is another function.
    if (callee.type === "MemberExpression" && memberName(callee) === "bind" && call.arguments.length < 2) {
      return this.follow({ node: callee.object, frame });
    }
    const required = this.requiredFile(call);
    if (required !== undefined) return this.modules.required(required).flatMap((exported) => this.followExported(exported));
    const invocation = invocationOf(this, call, frame);
    const results: Leaf[] = [];
    for (const fn of this.functionsOf(invocation.callee)) {
      const inner = this.enter(fn, call, frame);
      const returned = fn.node.returnType?.typeAnnotation;
      const values = this.index.returnsOf(fn.node);
      const leaves = values.flatMap((value) => withTypes(this.follow({ node: value, frame: inner }), returned === undefined ? [] : [returned]));
      results.push(...(values.length > 1 ? unsureOutside(fn.node, leaves) : leaves));
    }
    return results;
  }

  /** The file that `require("…")` leads to. */
  private requiredFile(call: TSESTree.CallExpression): FileIndex | undefined {
    const [argument] = call.arguments;
    if (call.callee.type !== "Identifier" || call.callee.name !== "require" || this.index.variableOf(call.callee) !== undefined) return undefined;
    return argument?.type === "Literal" && typeof argument.value === "string" ? this.modules.fileAt(call, argument.value) : undefined;
  }

  private followExported(exported: Exported): Leaf[] {
    switch (exported.kind) {
      case "namespace":
        return [{ node: exported.file.file.ast, frame: null, path: [] }];
      case "external":
        return [{ node: exported.node, frame: null, path: exported.node.type === "ExportAllDeclaration" && exported.name !== "*" ? [exported.name] : [] }];
      case "expression":
        return this.followPath(this.follow({ node: exported.node, frame: null }), exported.path);
      case "variable": {
        const name = exported.variable.defs[0]?.name;
        return name === undefined ? [] : this.follow({ node: name, frame: null });
      }
    }
  }

  /** What a file exports under a name; empty where that is not known. */
  followExport(file: FileIndex, name: string): Leaf[] {
    return this.modules.exported(file, name).flatMap((exported) => this.followExported(exported));
  }

  /** `Object.freeze(x)`, `structuredClone(x)`, `Promise.resolve(x)` hand their argument on. */
  private isIdentityCall(callee: TSESTree.Node): boolean {
    if (callee.type === "Identifier") return callee.name === "structuredClone" && this.index.variableOf(callee) === undefined;
    if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return false;
    const text = `${callee.object.name}.${memberName(callee) ?? ""}`;
    return (text === "Object.freeze" || text === "Object.seal" || text === "Object.create" || text === "Promise.resolve") && !this.index.variableOf(callee.object);
  }

  /** The frame of a call of `fn`; the same one whenever it is asked for, so that answers can be kept with it. */
  enter(fn: { readonly node: CallScope; readonly frame: Frame | null }, call: CallNode | undefined, outer: Frame | null): Frame {
    const ofCall = this.frames.get(call) ?? new Map<Frame | null, Frame[]>();
    this.frames.set(call, ofCall);
    const entered = ofCall.get(outer) ?? [];
    ofCall.set(outer, entered);
    const known = entered.find((other) => other.fn === fn.node && other.closure === fn.frame);
    if (known !== undefined) return known;
    const inner: Frame = { fn: fn.node, call, args: call === undefined ? [] : invocationOf(this, call, outer).args, outer, closure: fn.frame };
    entered.push(inner);
    return inner;
  }

  /** The functions of the program that an expression can stand for. */
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
      case "FunctionName": {
        // Overloads come before the implementation.
        const implementation = variable.defs.map(({ node }) => node).find((node) => isFunction(node));
        return implementation === undefined ? undefined : [{ node: implementation, frame, path: [] }];
      }
      case "ClassName":
      case "TSEnumName":
        return [{ node: definition.node, frame, path: [] }];
      case "Parameter":
        return this.followParameter(variable, frame);
      case "Variable":
        return this.followVariable(variable, frame);
      case "ImportBinding": {
        const leaves = this.modules.imported(definition).flatMap((exported) => this.followExported(exported));
        return leaves.length === 0 ? undefined : leaves;
      }
      default:
        return undefined;
    }
  }

  private followVariable(variable: Variable, frame: Frame | null): Leaf[] | undefined {
    const values = this.writtenValues(variable);
    const found = values.flatMap((written) => this.followPath(this.follow({ node: written.node, frame }), written.path));
    const leaves = values.length > 1 ? unsure(found) : found;
    const name = variable.defs[0]?.name;
    const annotation = name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
    return leaves.length === 0 ? undefined : withTypes(leaves, annotation === undefined ? [] : [annotation]);
  }

  private followPath(leaves: readonly Leaf[], path: readonly string[]): Leaf[] {
    let values = [...leaves];
    for (const name of path) values = values.flatMap((value) => this.members.memberOf(value, name));
    return values;
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
    const scope = constructedClass(place.fn) ?? place.fn;
    for (let current = frame; current !== null; current = current.closure) {
      if (current.fn !== scope) continue;
      const value = current.args[place.position];
      const [byDefault] = value === undefined && current.call !== undefined ? defaultsOfParameter(variable) : [];
      if (byDefault !== undefined) return { value: { node: byDefault, frame }, path: [] };
      return value === undefined ? undefined : { value, path: place.path };
    }
    this.miss(scope);
    return undefined;
  }

  private followParameter(variable: Variable, frame: Frame | null): Leaf[] | undefined {
    const bound = this.argumentOf(variable, frame);
    if (bound !== undefined) {
      const passed = this.followPath(this.follow(bound.value), bound.path);
      return isReassigned(variable) ? unsure(passed) : passed;
    }
    const place = parameterPlace(variable);
    if (place === undefined) return undefined;
    const elements = this.members.elementsPassedTo(place, frame) ?? this.passedByAnyCall(place, variable);
    const known = this.followPath(elements, place.path).filter(({ path }) => path.length === 0);
    return known.length > 0 ? known : undefined;
  }

  private passedByAnyCall({ fn, position }: ParameterPlace, variable: Variable): Leaf[] {
    if (this.argumentsOf === undefined) return [];
    const defaults = defaultsOfParameter(variable).flatMap((node) => this.follow({ node, frame: null }));
    const calls = this.argumentsOf(constructedClass(fn) ?? fn);
    const passed = calls.flatMap(({ call, closure }) => {
      const value = this.enter({ node: constructedClass(fn) ?? fn, frame: closure }, call, null).args[position];
      return value === undefined ? [] : this.follow(value);
    });
    return [...defaults, ...passed];
  }

  /** The value of a property of what an expression stands for. */
  followMember(object: Bound, name: string): Leaf[] {
    const values = this.follow(object).flatMap((leaf) => this.members.memberOf(leaf, name));
    // What is assigned to the member later counts where its object itself does not say.
    if (values.some(({ path }) => path.length === 0)) return values;
    const byName = this.members.assignedTo(object, name);
    const assigned = byName.length > 0 ? byName : values.flatMap((leaf) => (leaf.path.length === 1 ? this.members.assignedToMade(leaf, name) : []));
    if (assigned.length === 0) return values;
    return assigned.length > 1 ? unsure(assigned) : assigned;
  }
}
