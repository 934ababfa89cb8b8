import type { Reason } from "../../http/reason.js";
import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { bindingNames } from "../evidence/bindings.js";
import { keptBindingAt } from "../evidence/kept-bindings.js";
import type { KeptBinding } from "../evidence/kept-bindings.js";
import { placeOf } from "../place.js";
import { memberName, peel } from "../../syntax/nodes.js";
import { declaredHelper, isQuickStartHelper, sdkPath } from "../evidence/callees.js";
import { ALSO_ELSEWHERE } from "../requests/foreign-callee.js";
import { readFluentCalls } from "../../http/fluent-request.js";
import { optionNamed } from "../../http/arguments.js";
import { contentTypesOf } from "../../http/body-format.js";
import type { BodyFaults } from "../../http/body-format.js";
import { AS_EXPORTED } from "../../http/http-call.js";
import type { HttpCall } from "../../http/http-call.js";
import type { BodyEncoding } from "../../http/styles.js";
import { isFullPayload, readPayload } from "./payload.js";
import { readKeyRequest } from "../requests/key-request.js";
import type { KeyRequest, SentBody } from "../requests/key-request.js";
import { queryOf } from "../requests/query.js";
import type { QueryField } from "../requests/query.js";
import { keyRequestAt } from "../requests/requests.js";
import type { UrlPlace } from "../requests/url-place.js";
import { remembered } from "../remembered.js";
import { invocationOf } from "../../eval/calls/invocation.js";
import type { Bound, CallContext } from "../../eval/call-context.js";
import { storeOfBinding, storeOfPattern } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { originsOf } from "../../eval/origin.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { BINDING_METHOD, QUICK_START_WRITER, SDK_KEYS_PATH } from "../vocabulary.js";

/** Which way a write reaches the service. */
export type WriteKind = "http" | "helper" | "sdk" | "binding";

/** A call that reaches the service's write endpoint, whatever it writes. */
export interface RawWrite {
  readonly kind: WriteKind;
  readonly call: TSESTree.CallExpression;
  readonly callContext: CallContext | null;
  readonly value: SentBody | undefined;
  /** An options argument whose verbatim fields the callee drops. */
  readonly options: Bound | undefined;
  /** What a key URL's query says, with the node that says it. */
  readonly query: readonly QueryField[];
  /** Where its URL stands, of one that a URL says and that writes whatever comes. */
  readonly urlPlace: UrlPlace | undefined;
  readonly store: StoreKey;
  /** Why such a write can't be mended by changing its value. */
  readonly unmendable: Reason | undefined;
  /** Why a body would not be stored as its JSON. */
  readonly bodyFaults: BodyFaults;
  /** Whether the evidence is a name and the full shape of a write request, no more. */
  readonly needsFullShape: boolean;
  /** Over what a store of ours stands that takes the text, where one does: it is told of a ttl as a binding is. */
  readonly rawStore?: "binding" | "service";
  /** Whether a call describes it for others to send: it is one unless the call that sends it is seen. */
  readonly isDescribed?: boolean;
  /** Whether its method is not in the source: what it sends shows that it is a write. */
  readonly isMethodUnseen?: boolean;
}

/** Finds the raw writes that a call makes, looked at in the given call context. */
export const readRawWrite = remembered<RawWrite>(
  (context, call, callContext) =>
    readSdkWrite(context, call, callContext) ??
    readBindingWrite(context, call, callContext) ??
    readHelperWrite(context, call, callContext) ??
    readHttpWrite(context, call, callContext),
);

/** What a call passes at a position, `write(...args)` included, as far as that is known. */
const argumentAt = (
  context: Context,
  call: TSESTree.CallExpression,
  position: number,
  callContext: CallContext | null,
): Bound | undefined => invocationOf(context.resolver, call, callContext).args[position];

const valueOf = (bound: Bound | undefined, encoding: BodyEncoding): SentBody | undefined =>
  bound === undefined ? undefined : { bound, node: bound.node, encoding };

const COMMON = {
  options: undefined,
  query: [],
  urlPlace: undefined,
  unmendable: undefined,
  bodyFaults: {},
  needsFullShape: false,
};

function readHttpWrite(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawWrite | undefined {
  const request = keyRequestAt(context, call, callContext) ?? readFluentRequest(context, call, callContext);
  if (request === undefined || isCached(context, request)) return undefined;
  const kind = callContext === null ? "http" : "helper";
  if (request.methods.includes("PUT")) return fromRequest(request, call, callContext, kind);
  return request.methods.length === 0 && sendsFullPayload(context, request)
    ? {
        ...fromRequest(request, call, callContext, kind),
        needsFullShape: true,
        isMethodUnseen: true,
        unmendable: UNSEEN_METHOD,
      }
    : undefined;
}

const UNSEEN_METHOD: Reason = {
  why: "the method of the request is not seen, so neither are the reads that the same call makes",
  remedy: "name the method where the request is made, or build the envelope by hand with `encodeEnvelope`",
};

/** Whether what a request sends is a payload beyond doubt: nothing but a write takes one at a key's URL. */
function sendsFullPayload(context: Context, { body }: KeyRequest): boolean {
  return body !== undefined && isFullPayload(readPayload(context, body.bound, body.encoding));
}

/** `cache.put(url, new Response(text))`: no HTTP client takes a response for a body, the platform's cache does. */
const isCached = (context: Context, { body }: KeyRequest): boolean =>
  body !== undefined &&
  originsOf(context.resolver, body.bound).some(
    (origin) =>
      origin.kind === "instance" &&
      origin.of.kind === "global" &&
      origin.of.name === "Response" &&
      origin.path.length === 0,
  );

function readFluentRequest(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): KeyRequest | undefined {
  for (const http of readFluentCalls(context, call, callContext)) {
    const request = readKeyRequest(context, http);
    if (request !== undefined) return request;
  }
  return undefined;
}

function fromRequest(
  request: KeyRequest,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
  kind: WriteKind,
): RawWrite {
  const unmendable = request.isMixed ? ALSO_ELSEWHERE : request.limits.request;
  return {
    ...COMMON,
    kind,
    call,
    callContext,
    value: request.body,
    query: request.query,
    urlPlace: request.methods.length === 1 ? request.urlPlace : undefined,
    store: request.store,
    unmendable,
    bodyFaults: request.bodyFaults,
  };
}

/** The SDK's own `client.put(path, { body })` makes JSON of a text too, unless the call names a content type. */
function withTextFault(context: Context, request: KeyRequest, http: HttpCall): KeyRequest {
  if (contentTypesOf(context, http).length > 0) return request;
  const text: Reason = {
    why: "the SDK makes JSON of this text once more, as the call names no `Content-Type`",
    remedy: "give it the object of `toEnvelope`, and read its values as JSON once",
  };
  return { ...request, bodyFaults: { text, ...request.bodyFaults } };
}

function readSdkWrite(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawWrite | undefined {
  const path = sdkPath(context, { node: call.callee, callContext });
  if (path === undefined) return undefined;
  const [first, second, third] = [0, 1, 2].map((position) =>
    argumentAt(context, call, position, callContext),
  );
  if (path.length === 1 && path[0] === "put" && first !== undefined) {
    const http: HttpCall = {
      call,
      callContext,
      style: {
        result: "unsupported",
        bodies: { body: "either" },
        queries: ["query"],
        leavesOutUndefined: true,
        bases: [],
        takesData: false,
      },
      url: first,
      base: undefined,
      making: AS_EXPORTED,
      verb: "put",
      options: second,
      data: undefined,
    };
    const request = readKeyRequest(context, http);
    return request === undefined
      ? undefined
      : fromRequest(withTextFault(context, request, http), call, callContext, "sdk");
  }
  if (
    path.length !== SDK_KEYS_PATH.length + 1 ||
    !SDK_KEYS_PATH.every((name, position) => path[position] === name)
  )
    return undefined;
  const common = { ...COMMON, kind: "sdk" as const, call, callContext };
  switch (path.at(-1)) {
    case "update": {
      if (second === undefined) return undefined;
      // 7.5.0: update(key, { id, body, ttl_secs }); since 7.6.0: update(key, body, { id, ttl_secs }).
      const params = context.shapes.shapeOf(second).entries;
      const hasId = params.some((entry) => entry.name === "id");
      const bodyEntry = params.find((entry) => entry.name === "body");
      const isOldForm = bodyEntry !== undefined && (hasId || third === undefined);
      const body =
        isOldForm && bodyEntry.value !== undefined
          ? { bound: bodyEntry.value, node: bodyEntry.node, encoding: "either" as const }
          : undefined;
      const options = isOldForm ? second : third;
      const id =
        options === undefined
          ? undefined
          : context.shapes.shapeOf(options).entries.find((entry) => entry.name === "id")?.value;
      const store = storeOfPattern(
        context,
        "id",
        id === undefined ? [] : patternsOf(context.resolver, id),
        first,
      );
      const request = argumentAt(context, call, isOldForm ? 2 : 3, callContext);
      const query = request === undefined ? undefined : optionNamed(context, request, ["query"]);
      return {
        ...common,
        value: isOldForm ? body : valueOf(second, "either"),
        options,
        query: query === undefined ? [] : queryOf(context, query),
        store,
      };
    }
    case "put": {
      const store = storeOfPattern(
        context,
        "id",
        first === undefined ? [] : patternsOf(context.resolver, first),
        second,
      );
      const unmendable: Reason = {
        why: "no released version of the telnyx SDK has `keys.put`",
        remedy: "call `keys.update` with an envelope",
      };
      return { ...common, value: valueOf(third, "json"), options: undefined, store, unmendable };
    }
    default:
      return undefined;
  }
}

function readBindingWrite(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawWrite | undefined {
  if (call.arguments.length < 2 && call.arguments[0]?.type !== "SpreadElement") return undefined;
  const known = bindingNames(context, { node: call.callee, callContext }, BINDING_METHOD);
  const kept = known.length > 0 ? undefined : keptBindingOf(context, call);
  const names = kept === undefined ? known : [kept.binding];
  if (names.length === 0) return undefined;
  const value = valueOf(argumentAt(context, call, 1, callContext), "text");
  const store = storeOfBinding(context, names, argumentAt(context, call, 0, callContext));
  return {
    ...COMMON,
    kind: "binding",
    call,
    callContext,
    value,
    options: argumentAt(context, call, 2, callContext),
    store,
    unmendable: kept === undefined ? undefined : takenByName(placeOf(context, kept.at, call)),
  };
}

/** `context.kv.put(key, text, options)` of a binding that a framework's context was given under that name. */
function keptBindingOf(context: Context, { callee }: TSESTree.CallExpression): KeptBinding | undefined {
  const method = peel(callee);
  return method.type === "MemberExpression" && memberName(method) === BINDING_METHOD
    ? keptBindingAt(context, method.object)
    : undefined;
}

const takenByName = (place: string): Reason => ({
  why: `the binding is taken out by the name under which it is kept at ${place}, and nothing says whether it is the same`,
  remedy: "give it a type from the edge runtime, or build the envelope by hand with `encodeEnvelope`",
});

function readHelperWrite(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): RawWrite | undefined {
  const declared = declaredHelper(context, call.callee, context.settings.writers);
  if (declared === undefined && !isQuickStartHelper(context, call.callee, QUICK_START_WRITER))
    return undefined;
  const value = argumentAt(context, call, declared?.valueArgument ?? 1, callContext);
  if (value === undefined) return undefined;
  return {
    ...COMMON,
    kind: "helper",
    call,
    callContext,
    value: valueOf(value, declared === undefined ? "text" : "either"),
    options: argumentAt(context, call, declared?.optionsArgument ?? 2, callContext),
    store: storeOfPattern(
      context,
      "id",
      [],
      argumentAt(context, call, declared?.keyArgument ?? 0, callContext),
    ),
    needsFullShape: declared === undefined,
  };
}
