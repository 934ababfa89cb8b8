import type { TSESTree } from "@typescript-eslint/utils";
import type { CallContext } from "../../eval/call-context.js";
import { readHttpCall } from "../../http/clients.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { addressOf, sentBodyOf } from "../requests/key-request.js";
import { readBody } from "./put-together.js";
import type { VerbatimWrite } from "./fields.js";

/**
 * The call through which another service gets what a write sends, the very same place of the source:
 * `put(telnyx, key, value)` and `put(other, key, value)` of one function, two instances of one class.
 */
export function sentElsewhereBy(context: Context, { write, payload }: VerbatimWrite): CallNode | undefined {
  // What is known without a caller is the same for all of them.
  if (write.callContext === null || payload.kind !== "object") return undefined;
  const site = payload.site.node;
  for (const { value } of context.answersOfAll(write.call, (callContext) =>
    elsewhere(context, write.call, callContext, site),
  ))
    if (value !== undefined) return value;
  return undefined;
}

function elsewhere(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
  site: TSESTree.Node,
): CallNode | undefined {
  const http = readHttpCall(context, call, callContext);
  if (http === undefined || addressOf(context, http) !== "foreign") return undefined;
  const body = sentBodyOf(context, http);
  const payload = body === undefined ? undefined : readBody(context, body);
  return payload?.kind === "object" && payload.site.node === site ? outermostCall(callContext) : undefined;
}

/** The call in which it is decided where a request goes: the last one in a chain of calls, or what made an instance. */
function outermostCall(callContext: CallContext | null): CallNode | undefined {
  let found: CallNode | undefined;
  for (let current = callContext; current !== null; current = current.closure ?? current.outer)
    found = current.call ?? found;
  return found;
}
