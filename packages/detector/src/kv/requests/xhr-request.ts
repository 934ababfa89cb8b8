import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberName } from "../../syntax/nodes.js";
import { NO_LIMITS } from "./client-limits.js";
import type { KeyRequest } from "./key-request.js";
import { methodsOf } from "./key-request.js";
import { keyUrlAt } from "./kv-url.js";
import { placeOfBareUrl } from "./url-place.js";
import { originsOf } from "../../eval/origin.js";
import type { CallContext } from "../../eval/call-context.js";
import { storeOfUrl } from "../stores/store.js";

/** `xhr.open("PUT", url)` of an `XMLHttpRequest`, and what is sent with it later. */
export function readXhrRequest(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): KeyRequest | undefined {
  const { callee } = call;
  const [method, url] = call.arguments;
  if (
    callee.type !== "MemberExpression" ||
    memberName(callee) !== "open" ||
    method === undefined ||
    method.type === "SpreadElement" ||
    url === undefined ||
    url.type === "SpreadElement"
  )
    return undefined;
  const isXhr = originsOf(context.resolver, { node: callee.object, callContext }).some(
    (origin) =>
      origin.kind === "instance" &&
      origin.path.length === 0 &&
      origin.of.kind === "global" &&
      origin.of.name === "XMLHttpRequest" &&
      origin.of.path.length === 0,
  );
  const address = isXhr ? keyUrlAt(context, { node: url, callContext }) : undefined;
  if (address === undefined) return undefined;
  return {
    methods: methodsOf(context, { node: method, callContext }),
    body: sentBody(context, callee.object, callContext),
    query: [],
    urlPlace: placeOfBareUrl({ node: url, callContext }, address),
    store: storeOfUrl(context, address),
    result: "unsupported",
    limits: NO_LIMITS,
    isMixed: false,
    bodyFaults: {},
  };
}

/** The argument of `send(…)` on the variable that holds the request. */
function sentBody(
  context: Context,
  holder: TSESTree.Node,
  callContext: CallContext | null,
): KeyRequest["body"] {
  const variable = holder.type === "Identifier" ? context.index.variableOf(holder) : undefined;
  for (const { identifier } of variable?.references ?? []) {
    const member = identifier.parent;
    const sent =
      member.type === "MemberExpression" && member.object === identifier && memberName(member) === "send"
        ? member.parent
        : undefined;
    const [argument] = sent?.type === "CallExpression" ? sent.arguments : [];
    if (argument !== undefined && argument.type !== "SpreadElement")
      return { bound: { node: argument, callContext }, node: argument, encoding: "text" };
  }
  return undefined;
}
