import type { TSESTree } from "@typescript-eslint/utils";
import { optionNamed } from "../../http/arguments.js";
import type { Bound, CallContext } from "../../eval/call-context.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { synthetic } from "../../eval/text/static-text.js";
import { madeStores, readEnvelopeCall } from "../calls/envelope-helpers.js";
import type { EnvelopeCall, MadeStore } from "../calls/envelope-helpers.js";
import type { Context } from "../context.js";
import { bindingHandedOver } from "../evidence/bindings.js";
import type { RawReadCall } from "../operations/raw-reads.js";
import { BINDING_METHOD, BINDING_TTL_OPTION } from "../vocabulary.js";
import { storeOfBinding, storeOfPattern } from "./store.js";
import type { StoreKey } from "./store.js";

/** Which stores hold what the runtime's own stores write and read: `typedStore(restStore({ namespaceId }))`. */

/** The method that gives the text as it is stored. */
const RAW_READ = "get";

/**
 * The keys of the namespace behind a raw store, which is a binding or one of the runtime's; `undefined` where it is not
 * known, and for a store in memory: a test looks into that on purpose.
 */
function storeBehind(context: Context, raw: Bound, key: Bound | undefined): StoreKey | undefined {
  const name = bindingHandedOver(context, raw, BINDING_METHOD);
  if (name !== undefined) return storeOfBinding(context, [name], key);
  const [made, ...others] = madeStores(context, raw);
  return made === undefined || others.length > 0 ? undefined : storeOfMade(context, made, key);
}

function storeOfMade(context: Context, made: MadeStore, key: Bound | undefined): StoreKey | undefined {
  const [first, second] = made.given;
  switch (made.by) {
    case "bindingStore":
      return first === undefined ? undefined : storeBehind(context, first, key);
    case "restStore":
      return storeOfId(context, made, first && optionNamed(context, first, ["namespaceId"]), key);
    case "sdkStore":
      return storeOfId(context, made, second, key);
    default:
      return undefined;
  }
}

/** By the namespace's id; where that says nothing, what one call makes is one store all the same. */
function storeOfId(
  context: Context,
  { call }: MadeStore,
  id: Bound | undefined,
  key: Bound | undefined,
): StoreKey {
  const store = storeOfPattern(context, "id", id === undefined ? [] : patternsOf(context.resolver, id), key);
  if (store.namespace !== undefined) return store;
  const place = `${context.files.indexOf(context.index.fileOf(call))}:${call.range[0]}`;
  return storeOfPattern(context, "id", [[synthetic(`made at ${place}`)]], key);
}

/** Where a call of a helper of ours, or of a store's method, stores envelopes that are for their readers to end. */
export function storeOfHelperWrite(context: Context, call: EnvelopeCall): StoreKey | undefined {
  const { factory, store, key } = call;
  if (isToldToService(context, call)) return undefined;
  // A raw store's own `put`, or what a helper or a store of envelopes stands on.
  if (factory !== undefined && call.text !== undefined) return storeOfMade(context, factory, key);
  return store === undefined ? undefined : storeBehind(context, store, key);
}

/** Whether the service may have been told of the end, too: then reads need not look. */
function isToldToService(context: Context, { factory, options, told }: EnvelopeCall): boolean {
  const ofStore =
    factory?.by === "typedStore" || factory?.by === "envelopeStore" ? factory.given[1] : undefined;
  return [
    [ofStore, "serverTtl"] as const,
    [options, "serverTtl"] as const,
    [told, BINDING_TTL_OPTION] as const,
  ].some(([given, name]) => {
    if (given === undefined) return false;
    const { entries, isOpen } = context.shapes.shapeOf(given);
    return isOpen || entries.some((entry) => entry.name === name && !isFalse(entry.value));
  });
}

const isFalse = (value: Bound | undefined): boolean =>
  value?.node.type === "Literal" && value.node.value === false;

/** Reads a call as one that gives the stored text of one of the runtime's raw stores. */
export function readMadeStore(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawReadCall | undefined {
  const read = readEnvelopeCall(context, call, callContext);
  if (read?.operation !== "read" || read.name !== RAW_READ || read.factory === undefined) return undefined;
  const store = storeOfMade(context, read.factory, read.key);
  return store === undefined ? undefined : { call, result: "text", store, isCertain: true };
}
