import type { TSESTree } from "@typescript-eslint/utils";
import { candidateCalls } from "../../flow/candidate-calls.js";
import type { Reason } from "../../http/reason.js";
import type { Context } from "../context.js";
import { contains, selfAndAncestors } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { readHttpCall } from "../../http/clients.js";
import { isForeignUrl } from "./kv-url.js";
import { originsOf } from "../../eval/origin.js";
import { globalPath, rowsOfGlobal } from "../../flow/steps/built-ins.js";
import { patternsOf } from "../../eval/text/string-pattern.js";

/** Why a write is left that shares its call with another service's. */
export const ALSO_ELSEWHERE: Reason = {
  why: "the same call also writes to another service, whose values are not to be changed",
  remedy: "write to Telnyx KV in a call of its own",
};

/** Whether one of some calls can also run a function that sends a request to another service: `pick("cf").put(…)`. */
export function alsoWritesElsewhere(context: Context, calls: readonly TSESTree.CallExpression[]): boolean {
  return calls.some((call) => {
    const callees = context.functionsEnteredBy(call);
    return callees.length > 1 && callees.some((fn) => requestsElsewhere(context, fn));
  });
}

/**
 * A function that one of some calls can run beside the one that writes to the service, and that does something of its
 * own with what it is passed: `this.write(key, text)` of a base class that another vendor's class extends too.
 * @param carriers the calls through which what is written goes to the service
 * @param harmless functions of which it is known that they do not
 */
export function runsBeside(
  context: Context,
  calls: readonly TSESTree.CallExpression[],
  carriers: ReadonlySet<TSESTree.CallExpression>,
  harmless: ReadonlySet<FunctionNode> = new Set(),
): FunctionNode | undefined {
  for (const call of calls) {
    const callees = context.functionsEnteredBy(call);
    const other =
      callees.length > 1
        ? callees.find((fn) => {
            const inside = context.index.fileOf(fn).calls.filter((each) => contains(fn, each));
            return (
              !harmless.has(fn) &&
              !inside.some((each) => each.type === "CallExpression" && carriers.has(each)) &&
              inside.some((each) => each.type === "CallExpression" && !isCollecting(context, each))
            );
          })
        : undefined;
    if (other !== undefined) return other;
  }
  return undefined;
}

/** Whether a call only keeps something in a collection of the program's own, or is the platform's: a test's double. */
const isCollecting = (context: Context, { callee }: TSESTree.CallExpression): boolean =>
  originsOf(context.resolver, { node: callee, callContext: null }).every(
    (origin) =>
      (origin.kind === "instance" && origin.of.kind === "global") ||
      // What is taken out of the text is another use of it.
      (origin.kind === "global" &&
        globalPath(context.index, callee)?.startsWith("JSON.") === false &&
        rowsOfGlobal(globalPath(context.index, callee) ?? "") !== undefined),
  );

function requestsElsewhere(context: Context, fn: FunctionNode): boolean {
  const file = context.index.fileOf(fn);
  return candidateCalls(context.index, file).some((call) => {
    if (![...selfAndAncestors(call)].includes(fn)) return false;
    const url = readHttpCall(context, call, null)?.url;
    return (
      url !== undefined &&
      patternsOf(context.resolver, url).some((pattern) =>
        isForeignUrl(pattern, context.settings.baseUrls ?? []),
      )
    );
  });
}
