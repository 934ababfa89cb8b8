import type { TSESTree } from "@typescript-eslint/utils";
import { CallGraph } from "./calls/call-graph.js";
import type { Callee } from "./calls/call-graph.js";
import { candidateCalls } from "../flow/candidate-calls.js";
import type { CallNode, CallScope, FunctionNode } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import { ImplementerIndex } from "../types/implementers.js";
import { MentionIndex } from "../flow/mentions.js";
import { receiversOf } from "./objects/providers.js";
import { classNamed, functionsDeclaredBy, makersOf } from "./lookups.js";
import { ModuleReader } from "../syntax/module/modules.js";
import { ShapeReader } from "./objects/object-shape.js";
import { Resolver } from "./resolver.js";
import type { CallContext } from "./call-context.js";
import type { ParameterOf } from "./text/parameter-helpers.js";
import type { ModuleHost } from "../syntax/module/module-host.js";
import type { ParsedFile } from "../syntax/parsed-file.js";
import { SourceIndex } from "../syntax/source-index.js";
import type { ExportedType } from "../types/compiler.js";
import { TypeReader } from "../types/type-reader.js";
import { Tracker } from "../flow/track/tracker.js";
import { ExpressionTypes } from "./typed/expression-types.js";
import { CallContexts } from "./calls/call-contexts.js";
import type { AnswerInContext } from "./calls/call-contexts.js";

/** How the files that are looked at together are found. The detector does no I/O. */
export interface EvaluationHost extends ModuleHost {
  /**
   * Where TypeScript finds the declaration of the function that a call (a stretch of a file) runs.
   * Asked only where the flow of values does not tell, and the callee is called like a writer or reader.
   */
  readonly declarationOfCallee?: (file: ParsedFile, start: number, end: number) => DeclaredAt | undefined;
  /**
   * Whether TypeScript takes an expression (a stretch of a file) for a type that a module exports; `undefined` where
   * it can't tell. Asked only where the annotations do not tell.
   */
  readonly isOfType?: (
    file: ParsedFile,
    start: number,
    end: number,
    type: ExportedType,
  ) => boolean | undefined;
}

/** Where a declaration stands. */
export interface DeclaredAt {
  readonly file: ParsedFile;
  readonly start: number;
  readonly end: number;
}

/** What is asked of the values of a program: one for the files that are looked at together. */
export class Evaluation {
  readonly index: SourceIndex;
  readonly modules: ModuleReader;
  readonly resolver: Resolver;
  readonly types: TypeReader;
  readonly shapes: ShapeReader;
  readonly expressionTypes: ExpressionTypes;
  /** The calls that can be a request or a store's method, of all files that were added. */
  private readonly possible: TSESTree.CallExpression[] = [];
  /** Those of them that evidence reached when that was asked last, of so many, by so much evidence. */
  private picked:
    | { readonly calls: readonly TSESTree.CallExpression[]; readonly reached: number; readonly among: number }
    | undefined;
  /** The files that were added, in order. */
  readonly files: FileIndex[] = [];
  private readonly declarationOfCallee: EvaluationHost["declarationOfCallee"];
  private readonly typeQuestion: EvaluationHost["isOfType"];
  private readonly typeAnswers = new Map<TSESTree.Node, boolean | undefined>();
  private readonly implementers: ImplementerIndex;
  private readonly graph: CallGraph;
  private readonly callContexts: CallContexts;
  private readonly mentions: MentionIndex;
  /** The functions that the markup of a component can call by a name, once they were asked for. */
  private inMarkup: ReadonlyMap<FunctionNode, readonly string[]> | undefined;
  readonly tracker: Tracker;

  constructor(host: EvaluationHost) {
    this.declarationOfCallee = host.declarationOfCallee;
    this.typeQuestion = host.isOfType;
    this.index = new SourceIndex();
    this.modules = new ModuleReader(this.index, host);
    this.types = new TypeReader(this.index, this.modules);
    this.implementers = new ImplementerIndex(this.types, (expression) =>
      classNamed(this.resolver, expression),
    );
    this.resolver = new Resolver(
      this.index,
      this.modules,
      this.types,
      this.implementers,
      (module, name, at) => this.parameterOf(module, name, at),
    );
    this.shapes = new ShapeReader(this.resolver, this.types);
    this.expressionTypes = new ExpressionTypes(this.index, this.modules, this.types);
    this.graph = new CallGraph(this.resolver, this.implementers, (scope) => this.tracker.callersOf(scope));
    this.callContexts = new CallContexts(this.resolver, this.graph, (scope) =>
      this.tracker.evidentEntriesOf(scope),
    );
    this.mentions = new MentionIndex(this.index, this.modules);
    this.tracker = new Tracker({
      index: this.index,
      modules: this.modules,
      scopesEntered: (call) => this.graph.scopesOf(call),
      scopesMissedBy: (call) => this.graph.scopesMissedBy(call),
      scopesByAnyCaller: (call, callers) => this.graph.scopesByAnyCaller(call, callers),
      classNamed: (expression) => classNamed(this.resolver, expression),
      makersOf: (expression) => makersOf(this.resolver, expression),
      receiversOf: (provider) => receiversOf(this.resolver, provider),
      typeNamed: (name) => this.types.declarationNamed(name),
    });
  }

  /** Adds a file whose calls are looked at. (What it imports is read as far as a value is followed into it.) */
  add(file: ParsedFile): void {
    const added = this.index.add(file);
    if (this.files.includes(added)) return;
    this.files.push(added);
    this.inMarkup = undefined;
    this.resolver.addFile(added.calls.length);
    this.implementers.add(added);
    this.graph.add();
    this.mentions.add(added);
    this.tracker.add(added);
    this.expressionTypes.add(added);
    // One by one: a bundle has more of them than a call takes arguments.
    for (const call of candidateCalls(this.index, added)) this.possible.push(call);
  }

  /** Adds a file that declares types for others, whose calls are not looked at. */
  addTypes(file: ParsedFile): void {
    this.expressionTypes.add(this.index.add(file));
  }

  /** {@link ParameterOf}: of no function, as far as values alone tell. */
  protected parameterOf(..._: Parameters<ParameterOf>): ReturnType<ParameterOf> {
    return undefined;
  }

  /** The calls that evidence of the service reaches, in the order of the files: no other can be a write or read. */
  get candidates(): readonly TSESTree.CallExpression[] {
    const { possible, tracker } = this;
    const { reached } = tracker;
    if (this.picked?.reached !== reached || this.picked.among !== possible.length) {
      const calls = possible.filter((call) => tracker.evidenceAt(call) !== undefined);
      this.picked = { calls, reached, among: possible.length };
    }
    return this.picked.calls;
  }

  /** Those that none reaches so far. */
  get unreachedCalls(): TSESTree.CallExpression[] {
    return this.possible.filter((call) => this.tracker.evidenceAt(call) === undefined);
  }

  /** Where following evidence, or looking for callers, was given up: a write or read behind it is not seen. */
  get givenUpAt(): TSESTree.Node | undefined {
    return this.tracker.givenUpAt ?? this.resolver.givenUpAt;
  }

  /** What of the work that following evidence, and working values out, may take is used up: of 1 each. */
  get shares(): { readonly tracking: number; readonly evaluation: number } {
    return { tracking: this.tracker.share, evaluation: this.resolver.share };
  }

  /** The calls of a function of the program. */
  callersOf(scope: CallScope): readonly TSESTree.CallExpression[] {
    return this.entriesInto(scope).flatMap((call) => (call.type === "CallExpression" ? [call] : []));
  }

  /** The calls that enter a function or class, with `new` or without. */
  entriesInto(scope: CallScope): readonly CallNode[] {
    return [...new Set(this.graph.callersOf(scope).map(({ call }) => call))];
  }

  /** How many ways into a function or class are known. */
  entryCount(scope: CallScope): number {
    return this.tracker.entryCount(scope) + this.graph.knownEntries(scope);
  }

  /** The functions and classes of the program that a call enters, also where their file is not parsed yet. */
  scopesEntered(call: CallNode): readonly CallScope[] {
    return this.graph.scopesOf(call);
  }

  /** Asks TypeScript, where there is one, about calls named like one of the functions looked for; whether that was news. */
  connectByType(names: ReadonlySet<string>): boolean {
    const { declarationOfCallee } = this;
    if (declarationOfCallee === undefined || names.size === 0) return false;
    return this.graph.connectByType(this.files, names, (call) => {
      const at = declarationOfCallee(this.index.fileOf(call).file, ...call.range);
      const declaration =
        at === undefined ? undefined : this.index.declarationAt(this.index.add(at.file), at.start, at.end);
      return declaration === undefined ? [] : functionsDeclaredBy(this.resolver, declaration);
    });
  }

  /** Whether TypeScript, where there is one, takes an expression for a type; `undefined` where that is not known. */
  isOfType(expression: TSESTree.Node, type: ExportedType): boolean | undefined {
    if (!this.typeAnswers.has(expression)) {
      const { file } = this.index.fileOf(expression);
      this.typeAnswers.set(expression, this.typeQuestion?.(file, ...expression.range, type));
    }
    return this.typeAnswers.get(expression);
  }

  /** The functions that a call can run, also where their file is not parsed yet. */
  functionsEnteredBy(call: TSESTree.CallExpression): FunctionNode[] {
    return this.graph.allScopesOf(call).filter((scope): scope is FunctionNode => scope.type !== "ClassBody");
  }

  /** Whether another file of the program imports the one in which a node stands. */
  isImported(node: TSESTree.Node): boolean {
    return this.mentions.isImported(this.index.fileOf(node));
  }

  /** Where a function is named without being called there: handed on, kept, exported as part of something. */
  mentionsOf(fn: FunctionNode): readonly TSESTree.Node[] {
    return this.mentions.of(fn);
  }

  /** Whether the markup of a component, which is not looked into, can read what a name of its scripts is bound to. */
  isInMarkup(name: TSESTree.Identifier): boolean {
    const variable = this.index.variableOf(name);
    return variable !== undefined && this.mentions.isInMarkup(variable);
  }

  /** The markups of components that can read what a name is bound to. */
  markupsOf(name: TSESTree.Identifier): readonly string[] {
    const variable = this.index.variableOf(name);
    return variable === undefined ? [] : this.mentions.markupsOf(variable);
  }

  /** The markups of all components. */
  get markups(): readonly string[] {
    return this.mentions.markups;
  }

  /** Whether the markup of a component can call a function. */
  isFunctionInMarkup(fn: FunctionNode): boolean {
    return this.markupsOfFunction(fn).length > 0;
  }

  /** The markups of components that can call a function. */
  markupsOfFunction(fn: FunctionNode): readonly string[] {
    this.inMarkup ??= this.modules.withoutLoading(() => this.functionsInMarkup());
    return [...(this.inMarkup.get(fn) ?? []), ...this.mentions.markupsOfMember(fn)];
  }

  private functionsInMarkup(): Map<FunctionNode, string[]> {
    const found = new Map<FunctionNode, string[]>();
    for (const name of this.mentions.namesInMarkup()) {
      const { markup } = this.index.fileOf(name).file;
      if (markup === undefined) continue;
      for (const { node } of this.resolver.functionsOf({ node: name, callContext: null }))
        found.set(node, [...(found.get(node) ?? []), markup]);
    }
    return found;
  }

  /** The functions of the program that a call can run. */
  /** The call contexts through which a function is entered, each from the call nearest to it. */
  entriesOf(scope: CallScope): readonly CallContext[] {
    return this.graph.entriesOf(scope);
  }

  calleesOf(call: TSESTree.CallExpression): readonly Callee[] {
    return this.graph.calleesOf(call);
  }

  /** Asks about a node as it stands, and through the calls that lead to it as far as they tell more. */
  answersOf<T>(node: TSESTree.Node, ask: (callContext: CallContext | null) => T): AnswerInContext<T>[] {
    const isPassed = node.type === "CallExpression" && this.tracker.evidenceAt(node) === "passed";
    return this.callContexts.answersOf(node, ask, isPassed);
  }

  /** The same through all calls that lead there, be it that no evidence goes through them. */
  answersOfAll<T>(node: TSESTree.Node, ask: (callContext: CallContext | null) => T): AnswerInContext<T>[] {
    return this.callContexts.answersOf(node, ask, false);
  }
}
