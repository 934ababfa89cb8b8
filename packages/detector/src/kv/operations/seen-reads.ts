import type { Reason } from "../../http/reason.js";
import type { TSESTree } from "@typescript-eslint/utils";
import { callsOf } from "../../eval/call-context.js";
import type { Context } from "../context.js";
import { isFunction } from "../../syntax/nodes.js";
import type { CallScope, FunctionNode } from "../../syntax/nodes.js";
import type { Operation } from "./operations.js";
import type { RawReadCall } from "./raw-reads.js";
import { keyRequestAt } from "../requests/requests.js";
import type { CallContext } from "../../eval/call-context.js";
import type { StoreKey } from "../stores/store.js";

/** A read as the program's callers reach it. */
export interface SeenRead {
  readonly read: RawReadCall;
  /** Whether the call reads the store whoever calls its function; if not, the function serves other requests too. */
  readonly isOwn: boolean;
  /** Whether the call addresses Telnyx KV whoever calls its function, if only with a method that callers choose. */
  readonly ownsUrl: boolean;
  readonly stores: readonly StoreKey[];
  /** The calls that lead to the read, and what it reads through them. */
  readonly routes: readonly Route[];
}

/** One chain of calls that leads to a read. */
export interface Route {
  readonly calls: ReadonlySet<TSESTree.CallExpression>;
  /** The functions and classes that those calls enter. */
  readonly entered: ReadonlySet<CallScope>;
  readonly store: StoreKey;
}

const OPTIONS_OF_CALLERS: Reason = {
  why: "a caller of the function around it asks for JSON by an option",
  remedy: 'write `{ type: "json" }` in the call itself',
};

/** The reads of the program, each with the ways that lead to it. */
export function findReads(context: Context, reads: readonly Operation<RawReadCall>[]): SeenRead[] {
  return reads.flatMap(({ call, answers }): SeenRead[] => {
    const own = answers[0]?.callContext === null ? answers[0].value : undefined;
    const reached = answers.flatMap(({ value, callContext, isOutermost }) =>
      value === undefined || callContext === null ? [] : [{ value, callContext, isOutermost }],
    );
    const read = own ?? reached[0]?.value;
    // A helper for all methods reads only if one of its callers does.
    if (read === undefined || (reached.length === 0 && !read.isCertain)) return [];
    // Seen from its outermost callers a read's key says more than seen by itself.
    const outermost = reached.filter((each) => each.isOutermost);
    const routes = (outermost.length > 0 ? outermost : reached).map(({ value, callContext }) => ({
      calls: new Set(callsOf(callContext)),
      entered: enteredBy(callContext),
      store: value.store,
    }));
    const ownsUrl = own !== undefined || keyRequestAt(context, call, null) !== undefined;
    // What a caller passes may be known where the function by itself does not tell it.
    const seenAs = outermost.length > 0 ? outermost.map(({ value }) => value) : [read];
    const isParsedForSome =
      read.result !== "binding-json" && seenAs.some(({ result }) => result === "binding-json");
    const limit = isParsedForSome
      ? OPTIONS_OF_CALLERS
      : seenAs.find((each) => each.limit !== undefined)?.limit;
    return [
      {
        read: { ...read, limit },
        isOwn: own !== undefined || (isReadByAll(answers) && areAllKnown(context, routes)),
        ownsUrl,
        stores: routes.length > 0 ? routes.map((route) => route.store) : [read.store],
        routes,
      },
    ];
  });
}

const isReadByAll = (answers: Operation<RawReadCall>["answers"]): boolean =>
  answers.every(({ value, isOutermost }) => value !== undefined || !isOutermost);

/**
 * Whether the routes have all calls of the functions and classes that they enter: a client that a class makes of what it
 * is given, `new Kv(KV_URL)`, sends nothing elsewhere where nobody makes one of another URL.
 */
function areAllKnown(context: Context, routes: readonly Route[]): boolean {
  const calls = new Set(routes.flatMap((route) => [...route.calls]));
  const scopes = new Set(routes.flatMap(({ entered }) => [...entered]));
  const entering = (scope: CallScope): number =>
    [...calls].filter((call) => context.scopesEntered(call).includes(scope)).length;
  return (
    routes.length > 0 &&
    [...scopes].every((scope) =>
      isFunction(scope)
        ? context.callersOf(scope).every((call) => calls.has(call))
        : entering(scope) >= context.entryCount(scope),
    )
  );
}

/**
 * The callers of a function, as far as they can lead to one of some routes: of a function that the routes enter, only
 * the routes' own calls do; whoever calls on from the outermost gets what was read.
 */
export function callersAlong(
  context: Context,
  routes: readonly Route[],
  fn: FunctionNode,
): readonly TSESTree.CallExpression[] {
  if (!routes.some(({ entered }) => entered.has(fn))) return context.callersOf(fn);
  const calls = new Set(routes.flatMap((route) => [...route.calls]));
  return [...calls].filter((call) => context.calleesOf(call).some(({ node }) => node === fn));
}

function enteredBy(callContext: CallContext): Set<CallScope> {
  const scopes = new Set<CallScope>();
  for (let current: CallContext | null = callContext; current !== null; current = current.outer)
    scopes.add(current.fn);
  return scopes;
}
