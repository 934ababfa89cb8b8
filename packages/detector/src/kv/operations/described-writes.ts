import type { TSESTree } from "@typescript-eslint/utils";
import type { Reason } from "../../http/reason.js";
import type { Bound } from "../../eval/call-context.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { isText } from "../../eval/text/static-text.js";
import { readHttpCall } from "../../http/clients.js";
import { isFunction, memberName } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { methodsOf } from "../requests/key-request.js";
import { keyUrlAt } from "../requests/kv-url.js";
import { storeOfUrls } from "../stores/store.js";
import { isFullPayload, readPayload } from "./payload.js";
import type { RawWrite } from "./raw-writes.js";

const NOT_FOLLOWED: Reason = {
  why: "it describes a request that other functions of the program complete and send, in a way that can't be followed",
  remedy:
    "build the envelope here, with `encodeEnvelope` or `toEnvelope`, as the functions that send it need it",
};

/** What says the method of a request in the object that describes it. */
const METHOD_OPTIONS = ["method", "verb"];

/**
 * A write that a call describes and hands to the program's own functions, through which it can't be followed:
 * `run({ url: urlOf(key), method: "PUT", json: { value, expiration_ttl } })` of middleware. It takes all of it: a key's
 * URL, the method, the full shape of a payload, and somewhere a request whose address is what it is handed.
 */
export const readDescribedWrite = (context: Context, call: TSESTree.CallExpression): RawWrite | undefined =>
  // What its callers could add changes nothing.
  context.resolver.contentWith(() => describedAt(context, call));

function describedAt(context: Context, call: TSESTree.CallExpression): RawWrite | undefined {
  if (!isPut(context, call)) return undefined;
  const parts = partsOf(context, call);
  const url = parts.map((part) => keyUrlAt(context, part)).find((each) => each !== undefined);
  const value = parts.find((part) => isFullPayload(readPayload(context, part, "either")));
  if (url === undefined || value === undefined) return undefined;
  if (context.calleesOf(call).length === 0 || !hasOpenRequest(context)) return undefined;
  return {
    kind: "helper",
    call,
    callContext: null,
    value: { bound: value, node: value.node, encoding: "either" },
    options: undefined,
    query: [],
    urlPlace: undefined,
    store: storeOfUrls(context, [url]),
    unmendable: NOT_FOLLOWED,
    bodyFaults: {},
    needsFullShape: true,
    isDescribed: true,
  };
}

function isPut(context: Context, { callee, arguments: given }: TSESTree.CallExpression): boolean {
  if (callee.type === "MemberExpression" && memberName(callee)?.toLowerCase() === "put") return true;
  return given.some(
    (argument) =>
      argument.type === "ObjectExpression" &&
      context.shapes
        .shapeOf({ node: argument, callContext: null })
        .entries.some(
          ({ name, value }) =>
            METHOD_OPTIONS.includes(name) && value !== undefined && methodsOf(context, value).includes("PUT"),
        ),
  );
}

/** What a call is given, and the members of that. */
const partsOf = (context: Context, call: TSESTree.CallExpression): Bound[] =>
  call.arguments.flatMap((node): Bound[] => {
    if (node.type === "SpreadElement" || isFunction(node)) return [];
    const argument: Bound = { node, callContext: null };
    const members =
      node.type === "ObjectExpression"
        ? context.shapes.shapeOf(argument).entries.flatMap(({ value }) => value ?? [])
        : [];
    return [argument, ...members];
  });

/** Whether the program makes a request of whose address it says nothing where it is made. */
const hasOpenRequest = (context: Context): boolean =>
  context.candidates.some((call) => {
    if (context.tracker.evidenceAt(call) === undefined) return false;
    const url = readHttpCall(context, call, null)?.url;
    return (
      url !== undefined &&
      patternsOf(context.resolver, url).every((pattern) => pattern.every((part) => !isText(part)))
    );
  });
