import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { promiseResolvedBy } from "../../flow/executors.js";
import { isFunction } from "../../syntax/nodes.js";
import { keyUrlAt } from "./kv-url.js";
import { requestUses } from "./request-uses.js";

/** How a program gets the response to a request of `node:http`. */
export interface MessageSources {
  /** What is called with it: a callback, a listener of `response`. */
  readonly handlers: readonly TSESTree.Expression[];
  /** `once(request, "response")`: it is the first element of what that gives. */
  readonly onces: readonly TSESTree.CallExpression[];
  /** Where the request gets out of sight, so that others may take its response too. */
  readonly escapes: readonly TSESTree.Node[];
}

/** The places at which a program takes the response to a request that `http.request` or `http.get` makes. */
export function messageSources(context: Context, request: TSESTree.CallExpression): MessageSources {
  const { methods, onces, escapes } = requestUses(context, request);
  const callback = callbackOf(context, request);
  const listeners = methods.flatMap(({ name, call }) => {
    const [event, listener] = call.arguments;
    const isListener =
      /^(?:on|once|addListener|prependListener|prependOnceListener)$/.test(name ?? "") &&
      (event?.type !== "Literal" || event.value === "response");
    return isListener && listener !== undefined && listener.type !== "SpreadElement" ? [listener] : [];
  });
  return {
    handlers: [...(callback === undefined ? [] : [callback]), ...listeners],
    onces: onces.filter(
      ({ arguments: [, event] }) => event?.type !== "Literal" || event.value === "response",
    ),
    escapes,
  };
}

/** The last argument of `request(url, options, callback)`, `request(options, callback)`, `get(url, callback)`. */
function callbackOf(
  context: Context,
  { arguments: given }: TSESTree.CallExpression,
): TSESTree.Expression | undefined {
  const [first] = given;
  const last = given.at(-1);
  if (first === undefined || given.length < 2 || last === undefined || last.type === "SpreadElement")
    return undefined;
  if (given.length > 2 || isFunction(last)) return last;
  // `request(url, options)`
  const isOptions =
    first.type !== "SpreadElement" && keyUrlAt(context, { node: first, callContext: null }) !== undefined;
  const isFunctionAt = (node: TSESTree.Node): boolean =>
    context.resolver.functionsOf({ node, callContext: null }).length > 0;
  // `get(url, unwrapMessage(handle, options))`
  const [wrapped] = last.type === "CallExpression" ? last.arguments : [];
  const isCallback =
    promiseResolvedBy(context.index, last) !== undefined ||
    isFunctionAt(last) ||
    (wrapped !== undefined && isFunctionAt(wrapped));
  return isOptions && !isCallback ? undefined : last;
}
