import type { TSESTree } from "@typescript-eslint/utils";
import { callsOf } from "../eval/call-context.js";
import type { Context } from "../kv/context.js";
import { envelopeHelperWrites, isEnvelopeWrite } from "../kv/stores/envelope-stores.js";
import { globalPath } from "../flow/steps/built-ins.js";
import { laterRunsOf } from "./run-later.js";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Edge } from "../flow/steps/positions.js";
import { enclosingFunction, memberName, selfAndAncestors } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";
import type { CallContext } from "../eval/call-context.js";
import type { Operation, SeenWrite } from "../kv/operations/operations.js";
import type { TextEdit } from "../syntax/text/edits.js";

/** A write of an envelope whose promise nobody waits for, and whose failure nobody hears of. */
export interface FloatingWrite {
  /** The call that gives the promise: the write itself, or one of a function that makes it. */
  readonly node: TSESTree.CallExpression;
  /** Whether the promise is thrown away by `void`. */
  readonly isVoid: boolean;
  /** Puts an `await` before it, where the function around it is `async`. */
  readonly awaiting: TextEdit | undefined;
}

/** How many functions a promise is followed through. */
const MAX_FUNCTIONS = 12;

/**
 * Finds the writes of envelopes whose promise nobody handles: neither awaited nor returned to somebody
 * who does, nor given a `catch`. A promise is followed through the program's own functions.
 */
export function findFloatingWrites(
  context: Context,
  writes: readonly Operation<SeenWrite>[],
): FloatingWrite[] {
  const found = new Map<TSESTree.Node, FloatingWrite>();
  const follow = (call: TSESTree.CallExpression, isRelevant: Relevance): void => {
    for (const write of new PromiseFate(context, isRelevant).of(call, 0))
      if (!found.has(write.node)) found.set(write.node, write);
  };
  for (const { call, answers } of writes) {
    for (const { value, callContext, isOutermost } of answers) {
      if (isOutermost && value !== undefined && isEnvelopeWrite(context, value.write))
        follow(call, leadingTo(callContext));
    }
  }
  for (const call of envelopeHelperWrites(context)) follow(call, () => true);
  return [...found.values()];
}

type Relevance = (fn: FunctionNode, caller: TSESTree.CallExpression) => boolean;

/** Only the calls of a call context write what was seen through it; whoever calls on from there gets its promise. */
function leadingTo(callContext: CallContext | null): Relevance {
  if (callContext === null) return () => true;
  const calls = new Set(callsOf(callContext));
  const entered = new Set<CallContext["fn"]>();
  for (let current: CallContext | null = callContext; current !== null; current = current.outer)
    entered.add(current.fn);
  return (fn, caller) => calls.has(caller) || !entered.has(fn);
}

/** What becomes of a promise. */
class PromiseFate {
  private readonly context: Context;
  private readonly isRelevant: Relevance;
  private readonly seen = new Set<TSESTree.Node>();

  constructor(context: Context, isRelevant: Relevance) {
    this.context = context;
    this.isRelevant = isRelevant;
  }

  /** The calls, from the given one on outwards, whose promise floats. */
  of(call: TSESTree.CallExpression, depth: number): FloatingWrite[] {
    if (this.seen.has(call) || depth > MAX_FUNCTIONS) return [];
    this.seen.add(call);
    return this.at({ call, promise: call, node: call, depth });
  }

  private at(flow: Flow): FloatingWrite[] {
    const edges = stepsFrom(flow.node);
    // It is kept under a name.
    if (edges.some(({ step }) => step.kind === "bind")) return [];
    return edges.flatMap((edge) => this.take(edge, flow));
  }

  private take({ to, step }: Edge, flow: Flow): FloatingWrite[] {
    switch (step.kind) {
      case "copy":
        return this.at({ ...flow, node: to, promise: to });
      case "choice":
        return this.at({ ...flow, node: to });
      case "await":
        return isCaught(to) ? [] : this.returned(enclosingFunction(to), flow);
      case "return":
        return this.returned(to.type === "ArrowFunctionExpression" ? to : enclosingFunction(to), flow);
      case "load":
        return to.type === "MemberExpression" ? this.chained(to, flow) : [];
      case "store":
        return to.type === "ArrayExpression" ? this.at({ ...flow, node: to }) : [];
      case "argument":
        return to.type === "CallExpression" ? this.collected(to, flow) : [];
      case "none":
        return this.thrownAway(to, flow);
      // A name, a field, other code: whoever has it may wait for it.
      default:
        return [];
    }
  }

  private thrownAway(place: TSESTree.Node, flow: Flow): FloatingWrite[] {
    if (place.type === "UnaryExpression") return place.operator === "void" ? floating(flow, true) : [];
    return place.type === "ExpressionStatement" || place.type === "SequenceExpression"
      ? floating(flow, false)
      : [];
  }

  /** `.then(…)`, `.finally(…)` give another promise; a `catch`, or a second function for `then`, handles the failure. */
  private chained(member: TSESTree.MemberExpression, flow: Flow): FloatingWrite[] {
    const link = member.parent;
    if (link.type !== "CallExpression" || link.callee !== member) return [];
    const name = memberName(member);
    const isHandled =
      (name === "catch" && link.arguments.length > 0) || (name === "then" && link.arguments.length > 1);
    return !isHandled && (name === "then" || name === "catch" || name === "finally")
      ? this.at({ ...flow, node: link, promise: link })
      : [];
  }

  /** `Promise.all([…])` fails with what it is given; `allSettled` does not. */
  private collected(outer: TSESTree.CallExpression, flow: Flow): FloatingWrite[] {
    if (outer.arguments[0] !== flow.node) return [];
    return /^Promise\.(?:all|race|any)$/.test(globalPath(this.context.index, outer.callee) ?? "")
      ? this.at({ ...flow, node: outer, promise: outer })
      : [];
  }

  /** A promise that a function gives its callers; a callback gives it to who runs it. */
  private returned(fn: FunctionNode | undefined, { depth }: Flow): FloatingWrite[] {
    if (fn === undefined || fn.generator) return [];
    const later = laterRunsOf(this.context, fn).map((node) => ({ node, isVoid: false, awaiting: undefined }));
    return [...later, ...this.toCallers(fn, depth)];
  }

  private toCallers(fn: FunctionNode, depth: number): FloatingWrite[] {
    const holder = fn.parent;
    if (holder.type === "CallExpression")
      return holder.callee === fn ? this.of(holder, depth + 1) : this.fromCallback(holder, fn, depth);
    const callers = this.context.callersOf(fn).filter((caller) => this.isRelevant(fn, caller));
    return callers.flatMap((caller) => this.of(caller, depth + 1));
  }

  private fromCallback(runner: TSESTree.CallExpression, fn: FunctionNode, depth: number): FloatingWrite[] {
    if (runner.arguments[0] !== fn) return [];
    const name = methodOf(runner);
    // Nobody gets what it returns.
    if (name === "forEach") return floating({ call: runner, promise: runner, node: runner, depth }, false);
    return name === "map" ? this.of(runner, depth + 1) : [];
  }
}

/** A promise on its way. */
interface Flow {
  /** The call that gives it. */
  readonly call: TSESTree.CallExpression;
  /** The expression that is the promise, with all that is chained to it. */
  readonly promise: TSESTree.Node;
  /** What it has got into. */
  readonly node: TSESTree.Node;
  readonly depth: number;
}

function floating({ call, promise }: Flow, isVoid: boolean): FloatingWrite[] {
  const fn = enclosingFunction(promise);
  // A script's own end waits for its writes, and a failure ends it as it should.
  if (fn === undefined) return [];
  const [start] = promise.range;
  // An array of promises, or none at all, is nothing to await.
  const isPromise = methodOf(call) !== "forEach" && methodOf(call) !== "map";
  return [
    {
      node: call,
      isVoid,
      awaiting: fn.async && !isVoid && isPromise ? { start, end: start, text: "await " } : undefined,
    },
  ];
}

const methodOf = ({ callee }: TSESTree.CallExpression): string | undefined =>
  callee.type === "MemberExpression" ? memberName(callee) : undefined;

/** Whether a failure of what is awaited is caught in its own function. */
function isCaught(awaited: TSESTree.Node): boolean {
  const fn = enclosingFunction(awaited);
  let inner: TSESTree.Node = awaited;
  for (const current of selfAndAncestors(awaited)) {
    if (current === fn) return false;
    if (current.type === "TryStatement" && current.block === inner && current.handler !== null) return true;
    inner = current;
  }
  return fn === undefined;
}
