import type { TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile, ProgramHost, ProjectFacts } from "../api.js";
import { CallGraph } from "./calls/call-graph.js";
import type { Callee } from "./calls/call-graph.js";
import { candidateCalls } from "../flow/candidate-calls.js";
import type { CallNode, CallScope, FileIndex, FunctionNode } from "../syntax/file-index.js";
import { ImplementerIndex } from "../types/implementers.js";
import { MentionIndex } from "../flow/mentions.js";
import { classNamed, functionsDeclaredBy } from "./lookups.js";
import { ModuleReader } from "../syntax/modules.js";
import { ShapeReader } from "./objects/object-shape.js";
import { Resolver } from "./resolver.js";
import type { Frame } from "./frames.js";
import type { Settings } from "../kv/settings.js";
import { SourceIndex } from "../syntax/source-index.js";
import { TypeReader } from "../types/type-reader.js";
import { Viewer } from "./calls/views.js";
import type { View } from "./calls/views.js";
import { isForeignVendorModule } from "../kv/vocabulary.js";

/** What every part of the detector asks: one for the files that are looked at together. */
export class Context {
  readonly index: SourceIndex;
  readonly modules: ModuleReader;
  readonly resolver: Resolver;
  readonly types: TypeReader;
  readonly shapes: ShapeReader;
  readonly settings: Settings;
  /** The calls that can be a request or a store's method, of all files that were added. */
  readonly candidates: TSESTree.CallExpression[] = [];
  /** The files that were added, in order. */
  readonly files: FileIndex[] = [];
  private readonly host: ProgramHost;
  private readonly implementers: ImplementerIndex;
  private readonly graph: CallGraph;
  private readonly viewer: Viewer;
  private readonly mentions: MentionIndex;

  constructor(host: ProgramHost, settings: Settings) {
    this.host = host;
    this.settings = settings;
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

  factsAt(node: TSESTree.Node): ProjectFacts {
    return this.host.factsOf(this.index.fileOf(node).file);
  }

  nameOf(file: FileIndex): string | undefined {
    return this.host.nameOf?.(file.file);
  }

  /** Whether a node's file imports another store's vendor: contrary evidence for what only a name supports. */
  importsForeignVendor(node: TSESTree.Node): boolean {
    return this.index
      .fileOf(node)
      .imports.some((declaration) => isForeignVendorModule(declaration.source.value));
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
    const { declarationOfCallee } = this.host;
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

/** The calls through which a frame was entered, innermost first. */
export function callsOf(frame: Frame): TSESTree.CallExpression[] {
  const outer = frame.outer === null ? [] : callsOf(frame.outer);
  return frame.call?.type === "CallExpression" ? [frame.call, ...outer] : outer;
}
