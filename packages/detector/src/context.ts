import type { TSESTree } from "@typescript-eslint/utils";
import { candidateCalls } from "./candidate-calls.js";
import { FileIndex, enclosingFunction } from "./file-index.js";
import type { FunctionNode } from "./file-index.js";
import type { ParsedFile, ProjectFacts } from "./api.js";
import { invocationOf } from "./invocation.js";
import { Resolver } from "./resolver.js";
import type { Frame } from "./resolver.js";
import { ShapeReader } from "./object-shape.js";
import { TypeReader } from "./types.js";
import type { Settings } from "./settings.js";
import { isForeignVendorModule } from "./vocabulary.js";

/** How many callers are followed outwards from a call. */
const MAX_CALLERS = 4;
const MAX_FRAMES = 200;

/** What every part of the detector asks: one per file. */
export class Context {
  readonly index: FileIndex;
  readonly resolver: Resolver;
  readonly types: TypeReader;
  readonly shapes: ShapeReader;
  readonly settings: Settings;
  readonly facts: ProjectFacts;
  /** The calls that can be a request or a store's method. */
  readonly candidates: readonly TSESTree.CallExpression[];
  private readonly frames = new Map<FunctionNode, readonly (Frame | null)[]>();
  private callers: Map<FunctionNode, { call: TSESTree.CallExpression; closure: Frame | null }[]> | undefined;

  constructor(file: ParsedFile, settings: Settings, facts: ProjectFacts) {
    this.index = new FileIndex(file);
    this.candidates = candidateCalls(this.index);
    this.types = new TypeReader(this.index);
    this.resolver = new Resolver(this.index, this.types);
    this.shapes = new ShapeReader(this.resolver, this.types);
    this.settings = settings;
    this.facts = facts;
  }

  /** Whether the file imports another store's vendor: contrary evidence for what only a name supports. */
  get importsForeignVendor(): boolean {
    return this.index.imports.some((declaration) => isForeignVendorModule(declaration.source.value));
  }

  /** The calls in this file of one of its functions. */
  callersOf(fn: FunctionNode): readonly { call: TSESTree.CallExpression; closure: Frame | null }[] {
    if (this.callers === undefined) {
      this.callers = new Map();
      for (const call of this.index.calls) {
        for (const { node, frame } of this.resolver.functionsOf(invocationOf(this.resolver, call, null).callee)) {
          const known = this.callers.get(node);
          if (known === undefined) this.callers.set(node, [{ call, closure: frame }]);
          else known.push({ call, closure: frame });
        }
      }
    }
    return this.callers.get(fn) ?? [];
  }

  /**
   * The calls of this file through which a node is reached: without any first, then through one
   * caller, through its caller, and so on.
   */
  framesAt(node: TSESTree.Node): readonly (Frame | null)[] {
    const fn = enclosingFunction(node);
    if (fn === undefined) return [null];
    const known = this.frames.get(fn);
    if (known !== undefined) return known;
    const frames = [null, ...this.outerFrames(node, MAX_CALLERS, new Set())].slice(0, MAX_FRAMES);
    this.frames.set(fn, frames);
    return frames;
  }

  private outerFrames(node: TSESTree.Node, depth: number, entered: ReadonlySet<FunctionNode>): Frame[] {
    if (depth === 0) return [];
    const frames: Frame[] = [];
    for (let fn = enclosingFunction(node); fn !== undefined; fn = enclosingFunction(fn)) {
      if (entered.has(fn)) continue;
      const inner = new Set(entered).add(fn);
      for (const { call, closure } of this.callersOf(fn)) {
        for (const outer of [null, ...this.outerFrames(call, depth - 1, inner)]) {
          if (frames.length >= MAX_FRAMES) return frames;
          frames.push(this.resolver.enter({ node: fn, frame: closure }, call, outer));
        }
      }
    }
    return frames;
  }
}

/** The calls through which a frame was entered, innermost first. */
export function callsOf(frame: Frame): TSESTree.CallExpression[] {
  const outer = frame.args.find((argument) => argument.frame !== null)?.frame ?? null;
  return [frame.call, ...(outer === null ? [] : callsOf(outer))];
}
