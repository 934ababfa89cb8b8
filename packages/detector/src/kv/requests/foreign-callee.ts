import type { TSESTree } from "@typescript-eslint/utils";
import { candidateCalls } from "../../flow/candidate-calls.js";
import type { Context } from "../context.js";
import { selfAndAncestors } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { readHttpCall } from "../../http/clients.js";
import { isForeignUrl } from "./kv-url.js";
import { patternsOf } from "../../eval/text/string-pattern.js";

/** Why a write is left that shares its call with another service's. */
export const ALSO_ELSEWHERE =
  "the same call also writes to another service, whose values are not to be changed: write to Telnyx KV in a call of its own";

/** Whether one of some calls can also run a function that sends a request to another service: `pick("cf").put(…)`. */
export function alsoWritesElsewhere(context: Context, calls: readonly TSESTree.CallExpression[]): boolean {
  return calls.some((call) => {
    const callees = context.functionsEnteredBy(call);
    return callees.length > 1 && callees.some((fn) => requestsElsewhere(context, fn));
  });
}

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
