import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { contains, selfAndAncestors } from "../../syntax/nodes.js";
import type { CallNode, CallScope, FunctionNode, Variable } from "../../syntax/nodes.js";
import { INSTANCE, ITSELF } from "./access-path.js";
import { CallTracking } from "./calls.js";
import { ClassTracking } from "./classes.js";
import { followExpression, holding, leadsOn } from "./expressions.js";
import { ModuleTracking } from "./modules.js";
import type { TrackedExport } from "./modules.js";
import { NameTracking } from "./names.js";
import { bindTarget, exportGlobal } from "./targets.js";
import type { AccessPath } from "./access-path.js";
import type { TrackedProgram } from "./program.js";
import { isTrap } from "./proxies.js";
import { Visited } from "./state.js";
import type { Exposed, Kept, Passed, State } from "./state.js";
import type { DeclaredMember, Tracking } from "./tracking.js";
import { followType, followTypeName, intoCallback } from "./types.js";

/**
 * How many places are followed. Programs of which this is true hold a client of the service's whole API: each of its
 * hundred resources has the client that has the resource of KV.
 */
const MAX_STEPS = 150_000;

const NO_CALLS: ReadonlySet<CallNode> = new Set();

/**
 * Follows evidence of the service, and functions whose callers matter, forwards through the files that were added:
 * cheaply, every place in every state once, and more rather than less. Precise questions are asked only where it leads.
 */
export class Tracker implements Tracking {
  /** Where following was given up, if there was more than is followed: a write or read behind it is not seen. */
  givenUpAt: TSESTree.Node | undefined;
  private readonly program: TrackedProgram;
  private readonly visited = new Visited();
  private readonly calls: CallTracking;
  private readonly classes: ClassTracking;
  private readonly modules: ModuleTracking;
  private readonly queue: { readonly node: TSESTree.Node; readonly state: State }[] = [];
  private readonly asked = new Set<CallScope>();
  private readonly exposed = new Set<CallScope>();
  private readonly names: NameTracking;
  /** What containers give, which files that are added later may be handed. */
  private readonly provisions: { readonly provider: TSESTree.ObjectExpression; readonly state: State }[] = [];
  private isRunning = false;
  private steps = 0;

  constructor(program: TrackedProgram) {
    this.program = program;
    this.calls = new CallTracking(this, program);
    this.classes = new ClassTracking(this, program);
    this.modules = new ModuleTracking(this, program);
    this.names = new NameTracking(this);
  }

  /** How many places are followed before the rest is given up. */
  get maxSteps(): number {
    return MAX_STEPS;
  }

  /** What of that is used up. */
  get share(): number {
    return this.steps / this.maxSteps;
  }

  /** Adds a file, whose imports lead on what other files export. */
  add(file: FileIndex): void {
    this.modules.add(file);
    this.names.add(file);
    for (const { provider, state } of this.provisions)
      for (const parameter of this.program.receiversOf(provider)) this.bind(parameter, state);
  }

  /**
   * Tracks evidence from a place on: the value of a node, or what a pattern or an import binds.
   * @param path where in the value the evidence lies
   */
  evidence(node: TSESTree.Node, path: AccessPath = ITSELF): void {
    const state: State = { of: "evidence", path, within: undefined, isAnswer: false };
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration":
      case "TSImportEqualsDeclaration":
        return this.modules.import(node, ANY_MEMBER, state);
      case "ImportSpecifier":
        return this.bind(node.local, state);
      case "Property":
        return this.bind(node.value, state);
      case "TSImportType":
        return followType(this, node, state);
      default:
        this.value(node, state);
    }
  }

  /** Whether evidence reaches a call: from where it stands, or only as what a function around it is passed. */
  evidenceAt(call: CallNode): "own" | "passed" | undefined {
    this.run();
    return this.calls.evident.get(call);
  }

  /** How many calls evidence reaches: it only ever reaches more. */
  get reached(): number {
    this.run();
    return this.calls.evident.size;
  }

  /** The calls that pass evidence into a function, or into a class's constructor. */
  evidentEntriesOf(scope: CallScope): ReadonlySet<CallNode> {
    this.run();
    return this.calls.evidentEntries.get(scope) ?? NO_CALLS;
  }

  /** How many calls are known by now that enter a function or class. */
  entryCount(scope: CallScope): number {
    this.run();
    return (this.calls.callers.get(scope)?.size ?? 0) + (this.calls.evidentEntries.get(scope)?.size ?? 0);
  }

  /** The calls that can run a function or make an instance of a class. */
  callersOf(scope: CallScope): ReadonlySet<CallNode> {
    this.callersMatter(scope);
    this.run();
    return this.calls.callers.get(scope) ?? NO_CALLS;
  }

  /** What each file exports that is tracked. */
  get exports(): ReadonlyMap<FileIndex, readonly TrackedExport[]> {
    this.run();
    return this.modules.exports;
  }

  /** The files whose functions are passed something that is tracked, or whose classes have it from those that extend them. */
  get enteredFiles(): ReadonlySet<FileIndex> {
    this.run();
    return new Set([...this.calls.enteredFiles, ...this.classes.basesEntered]);
  }

  callersMatter(scope: CallScope): void {
    if (this.asked.has(scope)) return;
    this.asked.add(scope);
    this.ofScope({ kind: "kept", scope });
  }

  /** Follows a function or class to what other files get it through. */
  expose(scope: CallScope): void {
    if (this.exposed.has(scope)) return;
    this.exposed.add(scope);
    this.ofScope({ kind: "exposed", scope });
  }

  private ofScope(of: Kept | Exposed): void {
    if (isTrap(this.program.index, of.scope)) return;
    const state: State = { of, path: ITSELF, within: undefined, isAnswer: false };
    this.value(of.scope.type === "ClassBody" ? of.scope.parent : of.scope, state);
  }

  /** Follows all that is known so far, and what that leads to. */
  run(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      this.modules.connect();
      // Not by what asks: a call into a file that is not parsed would count as one of code that is not seen.
      this.program.modules.loading(() => {
        this.followAll();
      });
    } finally {
      this.isRunning = false;
    }
  }

  private followAll(): void {
    for (let next = this.queue.pop(); next !== undefined; next = this.queue.pop()) {
      if (this.steps >= this.maxSteps) {
        this.givenUpAt ??= next.node;
        return;
      }
      this.steps += 1;
      this.follow(next.node, next.state);
    }
  }

  value(node: TSESTree.Node, state: State): void {
    const followed = this.visited.add(node, state);
    if (followed !== undefined) this.queue.push({ node, state: followed });
  }

  private follow(node: TSESTree.Node, state: State): void {
    if (node.type === "ClassDeclaration" || node.type === "ClassExpression") {
      this.classes.ofClass(node, state);
      if (node.id !== null) this.ofName(node.id, state);
    } else if (node.type === "FunctionDeclaration") {
      if (node.id !== null) this.ofName(node.id, state);
      this.classes.ofObject(node, state);
    } else if (node.type === "ObjectExpression" || node.type === "FunctionExpression")
      this.classes.ofObject(node, state);
    // What the base class's constructor was passed.
    if (node.type === "CallExpression" && node.callee.type === "Super") this.classes.keptIn(node, state);
    if (node.type !== "FunctionDeclaration" && node.type !== "ClassDeclaration")
      followExpression(this, node, state);
    else if (node.parent.type === "ExportDefaultDeclaration") this.exported(node, "default", state);
  }

  /** A function's or class's own name, outside of it and within. */
  private ofName(id: TSESTree.Identifier, state: State): void {
    this.bind(id, state);
    const inner = this.program.index.scopeOf(id.parent);
    const own = inner?.set.get(id.name);
    if (own !== undefined && own !== this.program.index.variableOf(id)) this.ofVariable(own, state);
  }

  bind(target: TSESTree.Node, state: State): void {
    if (target.type === "ThisExpression") this.classes.keptIn(target, state);
    else if (target.type === "Identifier") {
      const variable = this.program.index.variableOf(target);
      if (variable === undefined) exportGlobal(this, target, state);
      else this.ofVariable(variable, state);
    } else bindTarget(this, this.program.index, target, state);
  }

  private ofVariable(variable: Variable, state: State): void {
    const [name] = variable.identifiers;
    const { within } = state;
    const isInside =
      within !== undefined && variable.identifiers.every((each) => this.runsWithin(within.scope, each));
    const inner = this.visited.add(variable, isInside ? state : { ...state, within: undefined });
    if (inner === undefined) return;
    for (const { identifier } of variable.references)
      if (leadsOn(identifier, inner)) this.value(identifier, inner);
    if (isInside) return;
    const declaration = variable.defs[0];
    if (declaration !== undefined && declaration.type !== "Parameter")
      this.modules.ofDeclaration(declaration.node, variable.name, inner);
    // `const self = this; self.put = …`
    if (declaration?.type === "Variable" && declaration.node.init?.type === "ThisExpression")
      this.classes.keptIn(declaration.node.init, inner);
    const type = name?.typeAnnotation?.typeAnnotation;
    if (type !== undefined && declaration?.type === "Variable") this.declared(type, inner);
  }

  /** Whether a node stands in a function, or in what instances of a class run. */
  private runsWithin(scope: CallScope, node: TSESTree.Node): boolean {
    if (contains(scope, node)) return true;
    if (scope.type !== "ClassBody") return false;
    for (const current of selfAndAncestors(node))
      if (current.type === "ClassBody" && this.classes.areRelated(scope, current)) return true;
    return false;
  }

  called(call: CallNode, state: State): void {
    this.calls.called(call, state);
  }

  passed(call: CallNode, argument: TSESTree.Node, state: State): void {
    this.calls.passed(call, argument, state);
  }

  returned(fn: FunctionNode | undefined, state: State): void {
    this.calls.returned(fn, state);
    const type = fn?.returnType?.typeAnnotation;
    if (type !== undefined && state.path.length > 0) this.declared(type, state);
  }

  changed(fn: FunctionNode, position: number, state: State): void {
    this.calls.changed(fn, position, state);
  }

  provided(provider: TSESTree.ObjectExpression, state: State): void {
    this.provisions.push({ provider, state });
    for (const parameter of this.program.receiversOf(provider)) this.bind(parameter, state);
  }

  named(name: string, state: State): void {
    this.names.named(name, state);
  }

  member(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition, state: State): void {
    this.classes.member(member, state);
  }

  declaredMember(member: DeclaredMember, state: State): void {
    this.classes.declared(member, state);
  }

  expected(fn: FunctionNode, state: State): void {
    for (const value of this.program.index.returnsOf(fn)) intoCallback(this, value, state);
  }

  gives(passed: Passed, state: State, isClosed?: boolean): void {
    this.calls.gives(passed, state, isClosed);
  }

  parameter(scope: CallScope, place: number): Passed {
    return this.calls.parameter(scope, place);
  }

  keptIn(self: TSESTree.Node, state: State): void {
    this.classes.keptIn(self, state);
  }

  given(object: TSESTree.Node, state: State, isShared: boolean): void {
    this.classes.given(object, state, isShared);
  }

  isOwn(self: TSESTree.ThisExpression, name: string): boolean {
    return this.classes.isOwn(self, name);
  }

  ofInstance(owner: TSESTree.ClassBody, state: State): void {
    this.classes.ofInstance(owner, state);
  }

  exported(at: TSESTree.Node, name: string, state: State): void {
    this.modules.exported(at, name, state);
  }

  ambient(module: string, name: string, state: State): void {
    this.modules.ambient(module, name, state);
  }

  declared(type: TSESTree.TypeNode, state: State): void {
    if (type.type === "TSTypeReference" && state.path.length > 0)
      this.classes.named(type.typeName, holding(INSTANCE, state));
  }

  typeArgument(call: CallNode, state: State): void {
    // What the program's own functions do with it is seen.
    if (this.program.scopesEntered(call).length > 0) return;
    this.value(call, state);
    for (const argument of call.arguments) intoCallback(this, argument, state);
  }

  typed(name: TSESTree.Node, state: State): void {
    if (state.of === "evidence" && this.program.typeNamed(name)?.type === "ClassDeclaration") return;
    followTypeName(this, name, state);
  }
}
