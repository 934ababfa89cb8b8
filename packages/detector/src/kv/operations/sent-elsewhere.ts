import type { TSESTree } from "@typescript-eslint/utils";
import type { CallContext } from "../../eval/call-context.js";
import { readHttpCall } from "../../http/clients.js";
import type { CallNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { addressOf, sentBodyOf } from "../requests/key-request.js";
import { readBody } from "./put-together.js";
import type { VerbatimWrite } from "./fields.js";

/** What other services get of what is written, found once for each call that sends something. */
export class SentElsewhere {
  private readonly context: Context;
  private readonly known = new Map<TSESTree.CallExpression, ReadonlyMap<TSESTree.Node, CallNode>>();

  constructor(context: Context) {
    this.context = context;
  }

  /**
   * The call through which another service gets what a write sends, the very same place of the source:
   * `put(telnyx, key, value)` and `put(other, key, value)` of one function, two instances of one class.
   */
  by({ write, payload }: VerbatimWrite): CallNode | undefined {
    // What is known without a caller is the same for all of them.
    if (write.callContext === null || payload.kind !== "object") return undefined;
    return this.sitesSentBy(write.call).get(payload.site.node);
  }

  /** What a call sends to other services, with the call that leads there. */
  private sitesSentBy(call: TSESTree.CallExpression): ReadonlyMap<TSESTree.Node, CallNode> {
    const known = this.known.get(call);
    if (known !== undefined) return known;
    const found = new Map<TSESTree.Node, CallNode>();
    this.known.set(call, found);
    for (const { value } of this.context.answersOfAll(call, (callContext) =>
      elsewhere(this.context, call, callContext),
    ))
      if (value !== undefined && !found.has(value.site)) found.set(value.site, value.through);
    return found;
  }
}

function elsewhere(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): { readonly site: TSESTree.Node; readonly through: CallNode } | undefined {
  const http = readHttpCall(context, call, callContext);
  if (http === undefined || addressOf(context, http) !== "foreign") return undefined;
  const body = sentBodyOf(context, http);
  const payload = body === undefined ? undefined : readBody(context, body);
  const through = outermostCall(callContext);
  return payload?.kind === "object" && through !== undefined
    ? { site: payload.site.node, through }
    : undefined;
}

/** The call in which it is decided where a request goes: the last one in a chain of calls, or what made an instance. */
function outermostCall(callContext: CallContext | null): CallNode | undefined {
  let found: CallNode | undefined;
  for (let current = callContext; current !== null; current = current.closure ?? current.outer)
    found = current.call ?? found;
  return found;
}
