import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { declaredHelper, isQuickStartHelper } from "../evidence/callees.js";
import { readVerbatimWrite } from "../operations/fields.js";
import { peel } from "../../syntax/nodes.js";
import type { CallContext } from "../../eval/call-context.js";
import { readRawDelete } from "../operations/raw-deletes.js";
import { readRawRead } from "../operations/raw-reads.js";
import { readRawWrite } from "../operations/raw-writes.js";
import type { RawWrite } from "../operations/raw-writes.js";
import { storeOfPattern } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { QUICK_START_READER } from "../vocabulary.js";
import { readEnvelopeCall } from "./envelope-helpers.js";
import { expiriesOfEnvelope, expiriesOfWrite } from "./expiries.js";
import type { KvCall } from "./kv-call.js";

/** A call that has to do with Telnyx KV, as one chain of calls reaches it. */
export interface SeenCall extends Omit<KvCall, "call" | "keys"> {
  readonly keys: StoreKey["keys"];
  readonly isInUrl: boolean;
  /**
   * What says that this is Telnyx KV: more than a name, a name with the shape of a write that only
   * Telnyx KV's users make, or nothing but the name of the quick start's helper.
   */
  readonly evidence: "certain" | "shape" | "name";
}

/** Reads a call as one of Telnyx KV or of the envelope helpers, looked at in the given call context. */
export function seeCall(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): SeenCall | undefined {
  return (
    seeEnvelope(context, call, callContext) ??
    seeWrite(context, call, callContext) ??
    seeRead(context, call, callContext) ??
    seeDelete(context, call, callContext)
  );
}

const NOTHING = { expiries: [], evidence: "certain" } as const;

function seeEnvelope(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): SeenCall | undefined {
  const envelope = readEnvelopeCall(context, call, callContext);
  if (envelope === undefined) return undefined;
  // The helpers work over any store: beside another vendor's import it may be that one.
  const key = context.importsForeignVendor(call) ? undefined : envelope.key;
  const { keys } = storeOfPattern(context, "id", [], key);
  return {
    ...NOTHING,
    operation: envelope.operation,
    kind: "envelope",
    keys,
    isInUrl: false,
    expiries: expiriesOfEnvelope(context, envelope),
  };
}

function seeWrite(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): SeenCall | undefined {
  const write = readRawWrite(context, call, callContext);
  if (write === undefined) return undefined;
  const { kind, store } = write;
  const evidence = !write.needsFullShape ? "certain" : hasKvShape(context, write) ? "shape" : "name";
  return {
    operation: "write",
    kind,
    ...store,
    evidence,
    expiries: evidence === "name" ? [] : expiriesOfWrite(context, write),
  };
}

/** Whether what is written is a write request with verbatim fields, or comes from the envelope helpers. */
function hasKvShape(context: Context, write: RawWrite): boolean {
  if (readVerbatimWrite(context, write) !== undefined) return true;
  const node = write.value === undefined ? undefined : peel(write.value.bound.node);
  return (
    node?.type === "CallExpression" &&
    readEnvelopeCall(context, node, write.value?.bound.callContext ?? null) !== undefined
  );
}

function seeRead(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): SeenCall | undefined {
  const read = readRawRead(context, call, callContext);
  if (read === undefined) return undefined;
  const isByName =
    declaredHelper(context, call.callee, context.settings.readers) === undefined &&
    isQuickStartHelper(context, call.callee, QUICK_START_READER);
  const kind =
    read.result === "helper"
      ? "helper"
      : read.store.isInUrl
        ? "http"
        : read.result === "throwing-response"
          ? "sdk"
          : "binding";
  return { ...NOTHING, operation: "read", kind, ...read.store, evidence: isByName ? "name" : "certain" };
}

function seeDelete(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): SeenCall | undefined {
  const deletion = readRawDelete(context, call, callContext);
  return deletion === undefined
    ? undefined
    : { ...NOTHING, operation: "delete", kind: deletion.kind, ...deletion.store };
}
