import type { TSESTree } from "@typescript-eslint/utils";
import type { CallContext } from "../../eval/call-context.js";
import type { Entry } from "../../eval/objects/shape.js";
import { peel } from "../../syntax/nodes.js";
import { readEnvelopeCall } from "../calls/envelope-helpers.js";
import type { EnvelopeCall } from "../calls/envelope-helpers.js";
import type { Context } from "../context.js";
import { storeOfHelperWrite } from "../stores/made-stores.js";
import type { VerbatimField, VerbatimWrite } from "./fields.js";
import { END_OPTIONS } from "./made-envelope.js";

/**
 * A call of a helper or store of ours that stores an envelope, of whose end the service is to be told, where that is asked
 * for: `putWithExpiry(env.SESSIONS, key, value, 60)`.
 */
export function readStoreWrite(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): VerbatimWrite | undefined {
  const { envelopes, expiry } = context.settings;
  if (envelopes !== true || expiry !== "server") return undefined;
  const stored = readEnvelopeCall(context, call, callContext);
  if (stored?.operation !== "write" || stored.text !== undefined) return undefined;
  const fields = endsOf(context, stored);
  const store = fields.length === 0 ? undefined : storeOfHelperWrite(context, stored);
  if (store === undefined) return undefined;
  return {
    write: {
      kind: "helper",
      call,
      callContext,
      value: undefined,
      options: undefined,
      query: [],
      urlPlace: undefined,
      store,
      unmendable: undefined,
      bodyFaults: {},
      needsFullShape: false,
    },
    payload: { kind: "opaque", isBytes: false },
    fields,
    bodyFields: [],
    optionFields: [],
    isEnvelope: false,
    stored,
  };
}

/** What says when the envelope ends: an argument, and options. */
function endsOf(context: Context, { ttl, options }: EnvelopeCall): VerbatimField[] {
  const field = (name: string, node: TSESTree.Node): VerbatimField => ({
    name,
    node,
    messageId: "envelopeField",
    data: { field: name },
  });
  const entries: readonly Entry[] = options === undefined ? [] : context.shapes.shapeOf(options).entries;
  return [
    ...(ttl === undefined || isNothing(ttl.node) ? [] : [field("ttlSeconds", ttl.node)]),
    ...entries.flatMap(({ name, node }) => (END_OPTIONS.has(name) ? [field(name, node)] : [])),
  ];
}

const isNothing = (node: TSESTree.Node): boolean => {
  const inner = peel(node);
  return (
    (inner.type === "Identifier" && inner.name === "undefined") ||
    (inner.type === "Literal" && inner.value === null && inner.raw === "null")
  );
};
