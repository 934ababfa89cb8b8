import type { Reason } from "../../http/reason.js";
import type { TSESTree } from "@typescript-eslint/utils";
import { memberName } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { bindingNames } from "../evidence/bindings.js";
import { declaredHelper, isQuickStartHelper, sdkPath } from "../evidence/callees.js";
import { optionNamed } from "../../http/arguments.js";
import { isStepOfWrite } from "../../http/fluent-request.js";
import type { ResultKind } from "../../http/styles.js";
import type { KeyRequest } from "../requests/key-request.js";
import { keyRequestAt } from "../requests/requests.js";
import { readPayload } from "./payload.js";
import { remembered } from "../remembered.js";
import { invocationOf } from "../../eval/calls/invocation.js";
import type { Bound, CallContext } from "../../eval/call-context.js";
import { storeOfBinding, storeOfPattern } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { flatten } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { QUICK_START_READER, SDK_KEYS_PATH, SDK_READERS } from "../vocabulary.js";

/** What a raw read's call gives. */
export type ReadResult =
  | ResultKind
  /** A `Response`; a missing key throws. */
  | "throwing-response"
  /** The text, or `null`. */
  | "text"
  /** What the edge binding parsed, or `null`. */
  | "binding-json"
  /** The quick start's helper, or a declared one, defined elsewhere: text, as a rule. */
  | "helper"
  /** Whether the key is there, and no more. */
  | "existence";

/** A call that reaches the service's read endpoint. */
export interface RawReadCall {
  readonly call: TSESTree.CallExpression;
  readonly result: ReadResult;
  readonly store: StoreKey;
  /** Whether its method is known to be GET; if not, its callers have to tell. */
  readonly isCertain: boolean;
  /** Why what it gives is not known, where its client is given what is not. */
  readonly limit?: Reason | undefined;
}

/** Reads a call as a raw read, looked at in the given call context. */
export const readRawRead = remembered(readCall);

function readCall(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawReadCall | undefined {
  const sdk = sdkPath(context, { node: call.callee, callContext });
  const [first, second] = call.arguments;
  const key: Bound | undefined =
    first === undefined || first.type === "SpreadElement" ? undefined : { node: first, callContext };
  const options: Bound | undefined =
    second === undefined || second.type === "SpreadElement" ? undefined : { node: second, callContext };
  if (
    sdk?.length === SDK_KEYS_PATH.length + 1 &&
    SDK_KEYS_PATH.every((name, position) => sdk[position] === name)
  ) {
    if (!SDK_READERS.has(sdk.at(-1) ?? "")) return undefined;
    const id = options === undefined ? undefined : optionNamed(context, options, ["id"]);
    const namespaces = id === undefined ? [] : patternsOf(context.resolver, id);
    return {
      call,
      result: "throwing-response",
      store: storeOfPattern(context, "id", namespaces, key),
      isCertain: true,
    };
  }
  const names = bindingNames(context, { node: call.callee, callContext }, "get");
  if (names.length > 0 && first !== undefined) return readBindingRead(context, call, callContext, names);
  const declared = declaredHelper(context, call.callee, context.settings.readers);
  if (declared !== undefined || isQuickStartHelper(context, call.callee, QUICK_START_READER)) {
    const argument = call.arguments[declared?.keyArgument ?? 0];
    const keyed =
      argument === undefined || argument.type === "SpreadElement"
        ? undefined
        : { node: argument, callContext };
    return { call, result: "helper", store: storeOfPattern(context, "id", [], keyed), isCertain: true };
  }
  const read = readHttpRead(context, call, callContext);
  return read !== undefined && sdk?.length === 1 && givesResponse(context, call, options)
    ? { ...read, result: "throwing-response" }
    : read;
}

/** Whether the SDK's own method for any path gives the response: `client.get(path, { __binaryResponse: true })`, `client.get(path).asResponse()`. */
function givesResponse(
  context: Context,
  { parent, optional }: TSESTree.CallExpression,
  options: Bound | undefined,
): boolean {
  if (parent.type === "MemberExpression" && !optional && memberName(parent) === "asResponse") return true;
  return (
    options !== undefined &&
    context.shapes.shapeOf(options).entries.some(({ name }) => name === "__binaryResponse")
  );
}

function readBindingRead(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
  names: readonly string[],
): RawReadCall {
  const { args, isComplete } = invocationOf(context.resolver, call, callContext);
  const [key, options] = args;
  const type = options === undefined ? undefined : optionNamed(context, options, ["type"]);
  const isJson =
    type !== undefined &&
    patternsOf(context.resolver, type).some((pattern) => flatten(pattern, "") === "json");
  const isSeen =
    type !== undefined || (options === undefined ? isComplete : !context.shapes.shapeOf(options).isOpen);
  return {
    call,
    result: isJson ? "binding-json" : "text",
    store: storeOfBinding(context, names, key),
    isCertain: true,
    limit: isSeen ? undefined : UNSEEN_OPTIONS,
  };
}

/** A binding's read gives parsed JSON where its options ask for that. */
const UNSEEN_OPTIONS: Reason = {
  why: "what its options ask for is not seen, which can be a text or JSON",
  remedy: 'write `{ type: "json" }` in the call itself, or leave it out',
};

function readHttpRead(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawReadCall | undefined {
  const request = keyRequestAt(context, call, callContext);
  if (request === undefined || isStepOfWrite(call)) return undefined;
  if (request.methods.includes("HEAD"))
    return { call, result: "existence", store: request.store, isCertain: true };
  const isCertain = request.methods.includes("GET");
  // A method that is not visible (`request(key, init)`) is GET where there is no body, or none that callers pass.
  if (!isCertain && (request.methods.length > 0 || isSent(context, request))) return undefined;
  const { result, store, limits } = request;
  return { call, result, store, isCertain, limit: limits.answer };
}

/** Whether a request sends something that is seen: `data && JSON.stringify(data)` of a caller that passes data. */
const isSent = (context: Context, { body }: KeyRequest): boolean =>
  body !== undefined && readPayload(context, body.bound, body.encoding).kind !== "opaque";
