import type { TSESTree } from "@typescript-eslint/utils";
import type { CallContext } from "../../eval/call-context.js";
import type { Entry } from "../../eval/objects/shape.js";
import { readEnvelopeCall } from "../calls/envelope-helpers.js";
import type { EnvelopeCall } from "../calls/envelope-helpers.js";
import type { Context } from "../context.js";
import { storeOfHelperWrite } from "../stores/made-stores.js";
import { endedWrites } from "./fields.js";
import type { VerbatimField, VerbatimWrite } from "./fields.js";
import { END_OPTIONS, isNothing } from "./made-envelope.js";
import type { RawWrite } from "./raw-writes.js";

/**
 * A call of a helper or store of ours that stores an envelope, of whose end the service is to be told, where that is asked
 * for: `putWithExpiry(env.SESSIONS, key, value, 60)`, `restStore({ … }).put(key, encodeEnvelope(value, { ttlSeconds: 60 }))`.
 */
export function readStoreWrites(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): readonly VerbatimWrite[] {
  const { envelopes, expiry } = context.settings;
  if (envelopes !== true || expiry !== "server") return [];
  const stored = readEnvelopeCall(context, call, callContext);
  if (stored?.operation !== "write") return [];
  const { text } = stored;
  const fields = text === undefined ? endsOf(context, stored) : [];
  const store = text === undefined && fields.length === 0 ? undefined : storeOfHelperWrite(context, stored);
  if (store === undefined) return [];
  const write: RawWrite = {
    kind: "helper",
    call,
    callContext,
    value: text === undefined ? undefined : { bound: text, node: text.node, encoding: "text" },
    options: stored.told,
    query: [],
    urlPlace: undefined,
    store,
    unmendable: undefined,
    bodyFaults: {},
    needsFullShape: false,
    ...(stored.factory === undefined
      ? {}
      : { rawStore: stored.factory.by === "bindingStore" ? "binding" : "service" }),
  };
  if (text !== undefined) return endedWrites(context, write);
  const payload = { kind: "opaque", isBytes: false } as const;
  return [{ write, payload, fields, bodyFields: [], optionFields: [], isEnvelope: false, stored }];
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
