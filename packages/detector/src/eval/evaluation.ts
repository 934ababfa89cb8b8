import type { TSESTree } from "@typescript-eslint/utils";
import { CallGraph } from "./calls/call-graph.js";
import type { Callee } from "./calls/call-graph.js";
import { candidateCalls } from "../flow/candidate-calls.js";
import type { CallNode, CallScope, FunctionNode } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import { ImplementerIndex } from "../types/implementers.js";
import { MentionIndex } from "../flow/mentions.js";
import { classNamed, functionsDeclaredBy } from "./lookups.js";
import { ModuleReader } from "../syntax/modules.js";
import { ShapeReader } from "./objects/object-shape.js";
import { Resolver } from "./resolver.js";
import type { Frame } from "./frames.js";
import type { ModuleHost } from "../syntax/module-host.js";
import type { ParsedFile } from "../syntax/parsed-file.js";
import { SourceIndex } from "../syntax/source-index.js";
import { TypeReader } from "../types/type-reader.js";
import { Viewer } from "./calls/views.js";
import type { View } from "./calls/views.js";

/** How the files that are looked at together are found. The detector does no I/O. */
export interface EvaluationHost extends ModuleHost {
  /**
   * Where TypeScript finds the declaration of the function that a call (a stretch of a file) runs.
   * Asked only where the flow of values does not tell, and the callee is called like a writer or reader.
   */
  readonly declarationOfCallee?: (file: ParsedFile, start: number, end: number) => DeclaredAt | undefined;
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
  /** The calls that can be a request or a store's method, of all files that were added. */
  readonly candidates: TSESTree.CallExpression[] = [];
  /** The files that were added, in order. */
  readonly files: FileIndex[] = [];
  private readonly declarationOfCallee: EvaluationHost["declarationOfCallee"];
  private readonly implementers: ImplementerIndex;
  private readonly graph: CallGraph;
  private readonly viewer: Viewer;
  private readonly mentions: MentionIndex;

  constructor(host: EvaluationHost) {
    this.declarationOfCallee = host.declarationOfCallee;
    this.index = new SourceIndex();
    this.modules = new ModuleReader(this.index, host);
    this.types = new TypeReader(this.index, this.modules);
    this.implementers = new ImplementerIndex(this.types, (expression) =>
      classNamed(this.resolver, expression),
    );
    this.resolver = new Resolver(this.index, this.modules, this.types, this.implementers);
    this.shapes = new ShapeReader(this.resolver, this.types);
    this.graph = new CallGraph(this.resolver, this.implementers);
    this.viewer = new Viewer(this.resolver, this.graph);
    this.mentions = new MentionIndex(this.index, this.modules);
  }

  /** Adds a file whose calls are looked at. (What it imports is read as far as a value is followed into it.) */
  add(file: ParsedFile): void {
    const added = this.index.add(file);
    if (this.files.includes(added)) return;
    this.files.push(added);
    this.resolver.addFile(added.calls.length);
    this.implementers.add(added);
    this.graph.add(added);
    this.mentions.add(added);
    this.candidates.push(...candidateCalls(this.index, added));
  }

  /** The calls of a function of the program. */
  callersOf(scope: CallScope): readonly TSESTree.CallExpression[] {
    const calls = this.graph
      .callersOf(scope)
      .flatMap(({ call }) => (call.type === "CallExpression" ? [call] : []));
    return [...new Set(calls)];
  }

  /** How many ways into a function or class are known. */
  entryCount(scope: CallScope): number {
    return this.graph.entryCount(scope);
  }

  /** The functions and classes of the program that a call is known to enter. */
  scopesKnown(call: CallNode): readonly CallScope[] {
    return this.graph.scopesKnown(call);
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

  /** The files that the calls of a file lead into. */
  filesEnteredBy(file: FileIndex): Set<FileIndex> {
    return new Set(
      file.calls.flatMap((call) => this.graph.scopesOf(call)).map((scope) => this.index.fileOf(scope)),
    );
  }

  /** The names of what a class extends and implements. */
  supertypeNames(body: TSESTree.ClassBody): readonly TSESTree.Node[] {
    return this.implementers.supertypeNames(body);
  }

  /** The names of the types that the source declares for a value in which a node stands. */
  declaredTypeNames(node: TSESTree.Node): readonly TSESTree.Node[] {
    return this.implementers.declaredTypeNames(node);
  }

  /** The functions that a call can run, also where their file is not parsed yet. */
  functionsEnteredBy(call: TSESTree.CallExpression): FunctionNode[] {
    return this.graph.scopesOf(call).filter((scope): scope is FunctionNode => scope.type !== "ClassBody");
  }

  /** Whether another file of the program imports the one in which a node stands. */
  isImported(node: TSESTree.Node): boolean {
    return this.mentions.isImported(this.index.fileOf(node));
  }

  /** Where a function is named without being called there: handed on, kept, exported as part of something. */
  mentionsOf(fn: FunctionNode): readonly TSESTree.Node[] {
    return this.mentions.of(fn);
  }

  /** The functions of the program that a call can run. */
  calleesOf(call: TSESTree.CallExpression): readonly Callee[] {
    return this.graph.calleesOf(call);
  }

  /** Asks about a node as it stands, and through the calls that lead to it as far as they tell more. */
  viewsOf<T>(node: TSESTree.Node, ask: (frame: Frame | null) => T): View<T>[] {
    return this.viewer.viewsOf(node, ask);
  }
}
