import type { TSESTree } from "@typescript-eslint/utils";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import type { Context } from "../context.js";
import { enclosingFunction, isFunction, memberName } from "../../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../../syntax/nodes.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import { rowsOfMethod } from "../../flow/steps/built-ins.js";
import { stepsFrom } from "../../flow/steps/positions.js";
import { forwards, forwardsFromReturn } from "../../flow/steps/rows.js";
import type { Forward, Row } from "../../flow/steps/rows.js";
import { isClientModule } from "../../http/clients.js";
import { rowsOfCall } from "./argument-use.js";
import type { Crossing, Flow, RelevantCallers } from "./uses.js";
import { keptElsewhereAt } from "./kept-functions.js";
import type { Tracer } from "./tracer.js";

/** Takes a read into the functions that it is passed to, and out of those that return it. */
export class FunctionFlow {
  readonly crossings: Crossing[] = [];
  readonly returnedBy = new Set<FunctionNode>();
  readonly leavesThrough = new Set<FunctionNode>();
  /** The calls through which the read was handed into a function, and what that gives back. */
  private readonly handedIn = new Map<
    FunctionNode,
    { readonly calls: Set<TSESTree.CallExpression>; readonly given: Flow[] }
  >();
  private readonly context: Context;
  private readonly tracer: Tracer;
  private readonly callersOf: RelevantCallers;
  private readonly crosses: boolean;

  /** @param crosses whether the read is followed beyond the function around it. */
  constructor(context: Context, tracer: Tracer, callersOf: RelevantCallers, crosses: boolean) {
    this.context = context;
    this.tracer = tracer;
    this.callersOf = callersOf;
    this.crosses = crosses;
  }

  /** What a call can run: a callback is the one that was passed by the call through which the read came here. */
  calleesOf(call: TSESTree.CallExpression): FunctionNode[] {
    const variable =
      call.callee.type === "Identifier" ? this.context.index.variableOf(call.callee) : undefined;
    const place = variable === undefined ? undefined : parameterPlace(variable);
    const entries = place?.path.length === 0 ? this.handedIn.get(place.fn)?.calls : undefined;
    if (place === undefined || entries === undefined) return this.context.functionsEnteredBy(call);
    return [...entries].flatMap((entry) => {
      const argument = entry.arguments[place.position];
      if (argument === undefined || argument.type === "SpreadElement") return [];
      return this.context.resolver.functionsOf({ node: argument, callContext: null }).map(({ node }) => node);
    });
  }

  /** Notes that the read comes into a function through a call: what the function gives goes back there. */
  handIn(fn: FunctionNode, call: TSESTree.CallExpression): void {
    const known = this.handedIn.get(fn) ?? { calls: new Set<TSESTree.CallExpression>(), given: [] };
    this.handedIn.set(fn, known);
    if (known.calls.has(call)) return;
    known.calls.add(call);
    for (const flow of known.given) this.tracer.follow(call, flow);
  }

  /** @param at where the function gives it */
  returned(fn: FunctionNode, at: TSESTree.Node, flow: Flow): void {
    if (fn.generator) return this.tracer.unknownAt(at, flow);
    const holder = fn.parent;
    if (holder.type === "CallExpression" && holder.callee === fn) return this.tracer.follow(holder, flow);
    if (holder.type === "CallExpression" && !this.isKeptBy(holder, fn))
      return this.returnedTo(holder, fn, flow);
    const entries = this.handedIn.get(fn);
    if (entries !== undefined) {
      entries.given.push(flow);
      for (const call of entries.calls) this.tracer.follow(call, flow);
      return;
    }
    this.returnedBy.add(fn);
    const callers = this.callersOf(fn);
    for (const call of callers) {
      this.crossings.push({ call, fn, ...flow });
      if (this.crosses) this.tracer.start(call, flow);
    }
    const isCalled = callers.length > 0 || this.context.callersOf(fn).length > 0;
    if (!isCalled) this.withoutCallers(fn, flow);
    else if (this.context.isFunctionInMarkup(fn)) this.tracer.unknownAt(fn, flow);
    this.handedOn(fn, flow, isCalled);
  }

  /** Whether a call puts a function into a collection, from which it is taken to be called: `handlers.set("load", fn)`. */
  private isKeptBy(call: TSESTree.CallExpression, fn: FunctionNode): boolean {
    const position = call.arguments.findIndex((each) => each === fn);
    return forwards(rowsOfCall(this.context, call) ?? [], position, [], call.arguments.length).some(
      (forward) => forward.kind === "goes" && forward.target.root === "this",
    );
  }

  /** A function that nothing is seen to call: it is handed to code that is not seen, or offered to it. */
  private withoutCallers(fn: FunctionNode, flow: Flow): void {
    const taker = this.takerOf(fn) ?? keptElsewhereAt(this.context, fn);
    if (taker !== undefined) this.tracer.unknownAt(taker, flow);
    // Whoever imports the file gets it in a way that can't be followed; a component's markup or framework calls it.
    else if (this.context.isImported(fn) || this.context.index.fileOf(fn).file.markup !== undefined)
      this.tracer.unknownAt(fn, flow);
    else {
      if (flow.own !== undefined) this.tracer.wholeAt(fn, flow);
      this.leavesThrough.add(fn);
    }
  }

  /** The call that gets a function as (part of) one of its arguments: `useQuery({ queryFn: () => kvGet(id) })`. */
  private takerOf(fn: TSESTree.Node): CallNode | undefined {
    let value = fn;
    for (;;) {
      const edge = stepsFrom(value).find(({ step }) =>
        /^(?:store|copy|choice|argument|return)$/.test(step.kind),
      );
      if (edge === undefined) return undefined;
      const { step, to } = edge;
      if (step.kind === "return") return callbackTaker(to);
      if (step.kind === "argument" && (to.type === "CallExpression" || to.type === "NewExpression")) {
        const rows = rowsOfCall(this.context, to);
        if (rows === undefined) return to;
        // `Object.freeze({ get: … })` is what it is given.
        const isKept = forwards(rows, step.position, [], to.arguments.length).some(
          (forward) => forward.kind === "goes" && forward.target.root === "result",
        );
        if (!isKept) return undefined;
      }
      value = to;
    }
  }

  /** A function that is handed on itself: `keys.map(kvGet)`, `load.then(kvGet)`. */
  private handedOn(fn: FunctionNode, flow: Flow, hasCallers: boolean): void {
    for (const name of this.context.mentionsOf(fn)) {
      const { parent } = name;
      const call = parent?.type === "CallExpression" ? parent : undefined;
      const position = call?.arguments.findIndex((each) => each === name) ?? -1;
      const rows =
        call === undefined || position < 0
          ? undefined
          : (rowsOfCall(this.context, call) ?? this.rowsOfRunner(call, position));
      if (call !== undefined && rows !== undefined) this.goOn(call, rows, position, flow);
      else if (!hasCallers || this.isTakenElsewhere(name)) this.tracer.unknownAt(name, flow);
    }
  }

  /** Whether code that is not seen gets a function. */
  private isTakenElsewhere(name: TSESTree.Node): boolean {
    const taker = this.takerOf(name);
    return taker !== undefined && this.context.scopesEntered(taker).length === 0;
  }

  /** What a callback returns goes on from the call that it was passed to. */
  private returnedTo(call: TSESTree.CallExpression, callback: FunctionNode, flow: Flow): void {
    const position = call.arguments.findIndex((each) => each === callback);
    // The program's own wrapper says itself what becomes of the result.
    if (this.runBy(call, callback, position, flow)) return;
    const rows = rowsOfCall(this.context, call) ?? this.rowsOfRunner(call, position);
    if (rows !== undefined) return this.goOn(call, rows, position, flow);
    // Many hand it on (`pRetry(() => …)`): what is seen to become of it there counts, but is not all.
    this.tracer.unknownAt(call, flow);
    this.tracer.follow(call, flow);
  }

  /** Follows what a callback gives in the program's own functions that a call hands it to; whether they run it. */
  private runBy(
    call: TSESTree.CallExpression,
    callback: FunctionNode,
    position: number,
    flow: Flow,
  ): boolean {
    const runners = this.context.functionsEnteredBy(call);
    const runs = new Set<TSESTree.CallExpression>(
      this.context.callersOf(callback).filter((run) => runners.some((fn) => enclosingFunction(run) === fn)),
    );
    for (const fn of runners) for (const run of this.runsIn(fn, position, new Set())) runs.add(run);
    for (const run of runs) {
      for (const fn of runners) this.handIn(fn, call);
      this.tracer.follow(run, flow);
    }
    return runs.size > 0;
  }

  /** The calls of a function's parameter, also in the functions that it is passed on to. */
  private runsIn(fn: FunctionNode, position: number, entered: Set<FunctionNode>): TSESTree.CallExpression[] {
    const parameter = fn.params[position];
    if (parameter?.type !== "Identifier" || entered.has(fn)) return [];
    entered.add(fn);
    const references = this.context.index.variableOf(parameter)?.references ?? [];
    return references.flatMap(({ identifier }) => {
      const { parent } = identifier;
      if (parent.type !== "CallExpression") return [];
      if (parent.callee === identifier) return [parent];
      const next = parent.arguments.findIndex((each) => each === identifier);
      return this.context.functionsEnteredBy(parent).flatMap((inner) => {
        const runs = this.runsIn(inner, next, entered);
        if (runs.length > 0) this.handIn(inner, parent);
        return runs;
      });
    });
  }

  private goOn(call: CallNode, rows: readonly Row[], position: number, flow: Flow): void {
    // `wrappers.reduce((next, wrap) => wrap(next), load)`: who calls it in the end is not seen.
    if (forwards(rows, position, [], call.arguments.length).some(isHandedOn))
      this.tracer.unknownAt(call, flow);
    for (const { path } of forwardsFromReturn(rows, position, flow.path, call.arguments.length))
      this.tracer.follow(call, { ...flow, path });
  }

  /** What a method does with a callback at a position, where its name alone tells it: not one of a package's objects. */
  rowsOfRunner(call: CallNode, position: number): readonly Row[] | undefined {
    const { callee } = call;
    const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    if (callee.type !== "MemberExpression" || name === undefined) return undefined;
    const rows = rowsOfMethod("promise", name) ?? rowsOfMethod("array", name);
    if (rows?.some(({ from, to }) => from.root === position || to?.root === position) !== true)
      return undefined;
    const isChain = rowsOfMethod("promise", name) !== undefined;
    const isPackages = originsOf(this.context.resolver, { node: callee.object, callContext: null }).some(
      (origin) => {
        const root = rootOrigin(origin);
        // What a known client answers with is a promise.
        return root.kind === "import" && !(isChain && isClientModule(root.module));
      },
    );
    return isPackages ? undefined : rows;
  }
}

const isHandedOn = (forward: Forward): boolean =>
  forward.kind === "goes" && forward.target.root !== undefined;

/** The call that is handed a function which gives back what stands there: `names.map((name) => [name, load])`. */
function callbackTaker(at: TSESTree.Node): CallNode | undefined {
  const fn = isFunction(at) ? at : enclosingFunction(at);
  const holder = fn?.parent;
  return holder?.type === "CallExpression" && holder.callee !== fn ? holder : undefined;
}
