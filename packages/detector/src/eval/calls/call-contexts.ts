import type { TSESTree } from "@typescript-eslint/utils";
import type { CallGraph } from "./call-graph.js";
import { enclosingScopes } from "../../syntax/nodes.js";
import type { CallNode, CallScope } from "../../syntax/nodes.js";
import { invocationOf } from "./invocation.js";
import { isEnteredThrough } from "../call-context.js";
import type { CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";

/** What a question about a node gives, looked at through one chain of calls. */
export interface AnswerInContext<T> {
  readonly callContext: CallContext | null;
  readonly value: T;
  /** The answer in the call context that this one adds a caller to. */
  readonly from: AnswerInContext<T> | undefined;
  /** Whether no caller that is known could tell more. */
  readonly isOutermost: boolean;
  /** The functions and classes whose further callers could tell more. */
  readonly missed: ReadonlySet<CallScope>;
}

/** How many chains of calls are looked through for one node: more than any function has calls. */
const MAX_CONTEXTS = 20_000;
/** How many, once the search has run out: what is waiting would take the work that the calls not looked at yet need. */
const MAX_CONTEXTS_RUN_OUT = 4_000;
/** How many calls a chain holds. */
const MAX_CALLS = 12;

const NONE: ReadonlySet<CallScope> = new Set();

/** Whose callers are looked for. */
interface Wanted {
  readonly missed: ReadonlySet<CallScope>;
  /** Those of them that matter; left out for all. */
  readonly among: ((scope: CallScope) => ReadonlySet<CallNode>) | undefined;
}

/** Looks at nodes through the calls that lead to them, as far outwards as that tells more. */
export class CallContexts {
  private readonly resolver: Resolver;
  private readonly graph: CallGraph;
  private readonly evidentEntriesOf: (scope: CallScope) => ReadonlySet<CallNode>;

  /** @param evidentEntriesOf the calls that pass evidence into a function or class */
  constructor(
    resolver: Resolver,
    graph: CallGraph,
    evidentEntriesOf: (scope: CallScope) => ReadonlySet<CallNode>,
  ) {
    this.resolver = resolver;
    this.graph = graph;
    this.evidentEntriesOf = evidentEntriesOf;
  }

  /**
   * Asks a question about a node without knowing how its function is called, then through each of
   * its callers, their callers and so on, wherever the answer depended on them.
   * @param isPassed whether evidence gets there only as what a function around it is passed: until there is an answer,
   * no other caller has anything to tell.
   */
  answersOf<T>(
    node: TSESTree.Node,
    ask: (callContext: CallContext | null) => T,
    isPassed: boolean,
  ): AnswerInContext<T>[] {
    const answers: AnswerInContext<T>[] = [];
    const queue: {
      readonly callContext: CallContext | null;
      readonly from: AnswerInContext<T> | undefined;
    }[] = [{ callContext: null, from: undefined }];
    const seen = new Set<CallContext | null>([null]);
    for (const { callContext, from } of queue) {
      this.resolver.lookAt(outermostCall(callContext) ?? node);
      if (answers.length >= (this.resolver.isExhausted ? MAX_CONTEXTS_RUN_OUT : MAX_CONTEXTS)) {
        this.resolver.runOut();
        break;
      }
      // Looking once at each call, and at what turns out to be a write or read, is what a program of this size takes.
      const { value, missed = NONE } = this.resolver.plainly(
        () => this.resolver.noting(() => ask(callContext)),
        (noted) => callContext === null || noted.value !== undefined,
      );
      const next =
        missed.size === 0 || (callContext !== null && this.resolver.isExhausted)
          ? []
          : this.outwards(node, callContext, {
              missed,
              among: isPassed && value === undefined ? this.evidentEntriesOf : undefined,
            });
      const answer: AnswerInContext<T> = { callContext, value, from, isOutermost: next.length === 0, missed };
      answers.push(answer);
      for (const outer of next) {
        if (seen.has(outer) || isRecursive(outer)) continue;
        seen.add(outer);
        queue.push({ callContext: outer, from: answer });
      }
    }
    return answers;
  }

  private outwards(node: TSESTree.Node, callContext: CallContext | null, wanted: Wanted): CallContext[] {
    if (callContext === null) return this.entriesAround(node, wanted, NONE);
    if (lengthOf(callContext) >= MAX_CALLS) return [];
    const entered = scopesOf(callContext);
    const inner = this.entriesWithin(node, callContext, wanted, entered);
    return inner.length > 0 ? inner : this.extend(callContext, wanted, entered);
  }

  /**
   * The entries of a function that lies between a node and the one that a call context enters: the methods of
   * `(kv) => ({ put: (key, value) => kv.put(key, value) })`, of which the call context tells only what `kv` is.
   */
  private entriesWithin(
    node: TSESTree.Node,
    callContext: CallContext,
    { missed }: Wanted,
    entered: ReadonlySet<CallScope>,
  ): CallContext[] {
    const scopes = enclosingScopes(node);
    const depth = scopes.indexOf(callContext.fn);
    const scope = scopes.slice(0, Math.max(depth, 0)).find((each) => missed.has(each) && !entered.has(each));
    if (scope === undefined) return [];
    return this.graph.entriesOf(scope, undefined).flatMap((entry) => {
      const { call, closure, outer } = entry;
      if (closure !== null && !isWithinCall(closure, callContext)) return [];
      return closure === null && call !== undefined
        ? [this.resolver.calls.enter({ node: scope, callContext }, call, outer)]
        : [entry];
    });
  }

  /** The entries of the innermost scope around a node whose callers matter and are known. */
  private entriesAround(node: TSESTree.Node, wanted: Wanted, entered: ReadonlySet<CallScope>): CallContext[] {
    for (const scope of enclosingScopes(node)) {
      if (!wanted.missed.has(scope) || entered.has(scope)) continue;
      const entries = this.graph.entriesOf(scope, wanted.among);
      if (entries.length > 0) return entries;
    }
    return [];
  }

  /** The same call context with one more of its unknown calls made known. */
  private extend(callContext: CallContext, wanted: Wanted, entered: ReadonlySet<CallScope>): CallContext[] {
    const outer = this.outerOf(callContext, wanted, entered);
    if (outer.length > 0) return outer.flatMap((each) => this.reenter(callContext, each));
    const closure =
      callContext.closure === null
        ? this.entriesAround(callContext.fn, wanted, entered)
        : this.extend(callContext.closure, wanted, entered);
    return closure.map((each) =>
      this.resolver.calls.enter(
        { node: callContext.fn, callContext: each },
        callContext.call,
        callContext.outer,
      ),
    );
  }

  /** The call contexts through which a call context's call can be looked at, by one more call than now. */
  private outerOf(
    { call, outer }: CallContext,
    wanted: Wanted,
    entered: ReadonlySet<CallScope>,
  ): CallContext[] {
    if (outer === null) return call === undefined ? [] : this.entriesAround(call, wanted, entered);
    // `(fn, ...first) => (...rest) => fn(...first, ...rest)`: what makes it tells the first arguments, who runs it the rest.
    const inner = call === undefined ? [] : this.entriesWithin(call, outer, wanted, entered);
    return inner.length > 0 ? inner : this.extend(outer, wanted, entered);
  }

  /** A call looked at through its caller: what it runs may have been made by that caller. */
  private reenter(callContext: CallContext, outer: CallContext): CallContext[] {
    const { call, fn, closure } = callContext;
    if (call === undefined) return [];
    const again =
      call.type === "CallExpression" && fn.type !== "ClassBody"
        ? this.resolver
            .functionsOf(invocationOf(this.resolver, call, outer).callee)
            .filter(({ node }) => node === fn)
        : [];
    const closures = again.length > 0 ? again.map((each) => each.callContext ?? closure) : [closure];
    return [...new Set(closures)].map((each) =>
      this.resolver.calls.enter({ node: fn, callContext: each }, call, outer),
    );
  }
}

function scopesOf(callContext: CallContext | null, into = new Set<CallScope>()): Set<CallScope> {
  for (let current = callContext; current !== null; current = current.outer) {
    into.add(current.fn);
    scopesOf(current.closure, into);
  }
  return into;
}

/** Whether a function was made where a call context is, as far as it is known: by the same call. */
function isWithinCall(closure: CallContext, { fn, call }: CallContext): boolean {
  for (let current: CallContext | null = closure; current !== null; current = current.closure)
    if (current.fn === fn) return current.call === call;
  return true;
}

function outermostCall(callContext: CallContext | null): CallNode | undefined {
  let found: CallNode | undefined;
  for (let current = callContext; current !== null; current = current.outer) found = current.call ?? found;
  return found;
}

/** Whether a chain goes twice through the same call: round again, it tells nothing new. */
function isRecursive(callContext: CallContext): boolean {
  for (let current: CallContext | null = callContext; current !== null; current = current.outer) {
    if (current.call !== undefined && isEnteredThrough(current.outer, current.call)) return true;
  }
  return false;
}

const lengthOf = (callContext: CallContext | null): number =>
  callContext === null ? 0 : 1 + Math.max(lengthOf(callContext.outer), lengthOf(callContext.closure));
