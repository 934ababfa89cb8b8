import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER, parameterPlace } from "../../syntax/binding-pattern.js";
import type { Context } from "../context.js";
import { enclosingFunction, memberName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { around } from "./flow.js";
import type { Crossing, Flow, RelevantCallers } from "./uses.js";
import type { Tracer } from "./tracer.js";

/** Takes a read into the functions that it is passed to, and out of those that return it. */
export class FunctionFlow {
  readonly crossings: Crossing[] = [];
  readonly returnedBy = new Set<FunctionNode>();
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
      return this.context.resolver.functionsOf({ node: argument, frame: null }).map(({ node }) => node);
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

  returned(fn: FunctionNode, flow: Flow): void {
    if (fn.generator) return this.tracer.use("lost", flow);
    const holder = fn.parent;
    if (holder.type === "CallExpression" && holder.callee !== fn) return this.returnedTo(holder, flow, fn);
    if (holder.type === "CallExpression") return this.tracer.follow(holder, flow);
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
    // Whoever imports the file gets it in a way that can't be followed.
    if (callers.length === 0 && this.context.isImported(fn)) this.tracer.use("lost", flow);
    this.handedOn(fn, flow, callers.length > 0);
  }

  /** A function that is handed on itself: `keys.map(kvGet)`, `load.then(kvGet)`. */
  private handedOn(fn: FunctionNode, flow: Flow, hasCallers: boolean): void {
    for (const name of this.context.mentionsOf(fn)) {
      const { parent } = name;
      const isArgument = parent?.type === "CallExpression" && parent.callee !== name;
      const method =
        isArgument && parent.callee.type === "MemberExpression" ? memberName(parent.callee) : undefined;
      if (isArgument && /^(then|catch|map|flatMap)$/.test(method ?? "")) this.returnedTo(parent, flow);
      else if (!hasCallers) this.tracer.use("lost", flow);
    }
  }

  /** What a callback returns goes on from the call that it was passed to. */
  private returnedTo(call: TSESTree.CallExpression, flow: Flow, callback?: FunctionNode): void {
    const runners = this.context.calleesOf(call).map(({ node }) => node);
    const runs =
      callback === undefined
        ? []
        : this.context
            .callersOf(callback)
            .filter((run) => runners.some((fn) => enclosingFunction(run) === fn));
    // The program's own wrapper says itself what becomes of the result.
    for (const run of runs) {
      for (const fn of runners) this.handIn(fn, call);
      this.tracer.follow(run, flow);
    }
    if (runs.length > 0) return;
    const method = call.callee.type === "MemberExpression" ? memberName(call.callee) : undefined;
    if (method === "map" || method === "flatMap") return this.tracer.follow(call, around(flow, ANY_MEMBER));
    // A wrapper around the read (`withRetry(() => …)`) hands its result on.
    return this.tracer.follow(call, flow);
  }
}
