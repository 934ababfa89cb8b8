import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { isFunction } from "../../syntax/nodes.js";
import { optionNamed } from "../../http/arguments.js";
import { NO_LIMITS } from "./client-limits.js";
import type { KeyRequest } from "./key-request.js";
import { methodsOf } from "./key-request.js";
import { requestUses } from "./request-uses.js";
import { keyUrlAt, matchKvKeyUrl } from "./kv-url.js";
import type { KvKeyUrl } from "./kv-url.js";
import { originsOf } from "../../eval/origin.js";
import type { Bound, CallContext } from "../../eval/call-context.js";
import { placeOfBareUrl } from "./url-place.js";
import type { UrlPlace } from "./url-place.js";
import { synthetic } from "../../eval/text/static-text.js";
import { storeOfUrl } from "../stores/store.js";
import { patternsOf } from "../../eval/text/string-pattern.js";

/** `https.request({ hostname, path, method })` or `(url, { method })`, and what is written to the request it returns. */
export function readNodeRequest(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): KeyRequest | undefined {
  const isRequest = originsOf(context.resolver, { node: call.callee, callContext }).some(
    (origin) =>
      origin.kind === "import" &&
      (origin.module === "https" || origin.module === "http") &&
      /^(request|get)$/.test([origin.name, ...origin.path].filter((name) => name !== "default").join(".")),
  );
  const [first, second] = call.arguments;
  if (!isRequest || first === undefined || first.type === "SpreadElement") return undefined;
  const target: Bound = { node: first, callContext };
  const byUrl = keyUrlAt(context, target);
  const options: Bound = byUrl === undefined || second === undefined ? target : { node: second, callContext };
  const byOptions = byUrl === undefined ? addressInOptions(context, options) : undefined;
  const address = byUrl ?? byOptions;
  if (address === undefined) return undefined;
  return {
    methods: methodsOf(context, optionNamed(context, options, ["method"])),
    body: writtenBody(context, call, callContext),
    query: [],
    urlPlace: placeOf(context, { target, options, byUrl, byOptions }),
    store: storeOfUrl(context, address),
    result: "message",
    limits: NO_LIMITS,
    isMixed: false,
    bodyFaults: {},
  };
}

/** `https.request(url, …)`, or `{ hostname, path }`. */
function placeOf(
  context: Context,
  {
    target,
    options,
    byUrl,
    byOptions,
  }: Record<"target" | "options", Bound> & Record<"byUrl" | "byOptions", KvKeyUrl | undefined>,
): UrlPlace | undefined {
  if (byUrl !== undefined) return placeOfBareUrl(target, byUrl);
  const path = optionNamed(context, options, ["path"]);
  return path === undefined || byOptions === undefined ? undefined : placeOfBareUrl(path, byOptions);
}

function addressInOptions(context: Context, options: Bound): KvKeyUrl | undefined {
  const path = optionNamed(context, options, ["path"]);
  const host = optionNamed(context, options, ["hostname", "host"]);
  if (path === undefined) return undefined;
  for (const authority of host === undefined ? [[]] : patternsOf(context.resolver, host)) {
    for (const target of patternsOf(context.resolver, path)) {
      const full = authority.length === 0 ? target : [synthetic("https://"), ...authority, ...target];
      const address = matchKvKeyUrl(full, context.settings.baseUrls ?? []);
      if (address !== undefined) return address;
    }
  }
  return undefined;
}

/** The argument of `write(…)` or `end(…)` on the request, in its chain or on a variable that holds it. */
function writtenBody(
  context: Context,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): KeyRequest["body"] {
  for (const { name, call: written } of requestUses(context, call).methods) {
    const [argument] = written.arguments;
    if ((name === "write" || name === "end") && argument !== undefined && !isFunction(argument))
      return { bound: { node: argument, callContext }, node: argument, encoding: "text" };
  }
  return undefined;
}
