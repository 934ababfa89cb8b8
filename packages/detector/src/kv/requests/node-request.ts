import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberName } from "../../syntax/nodes.js";
import { optionNamed } from "../../http/arguments.js";
import { NO_LIMITS } from "./client-limits.js";
import type { KeyRequest } from "./key-request.js";
import { methodsOf } from "./key-request.js";
import { keyUrlAt, matchKvKeyUrl } from "./kv-url.js";
import type { KvKeyUrl } from "./kv-url.js";
import { originsOf } from "../../eval/origin.js";
import type { Bound, Frame } from "../../eval/frames.js";
import { placeOfBareUrl } from "./url-place.js";
import type { UrlPlace } from "./url-place.js";
import { synthetic } from "../../eval/text/static-text.js";
import { storeOfUrl } from "../stores/store.js";
import { patternsOf } from "../../eval/text/string-pattern.js";

/** `https.request({ hostname, path, method })` or `(url, { method })`, and what is written to the request it returns. */
export function readNodeRequest(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): KeyRequest | undefined {
  const isRequest = originsOf(context.resolver, { node: call.callee, frame }).some(
    (origin) =>
      origin.kind === "import" &&
      (origin.module === "https" || origin.module === "http") &&
      /^(request|get)$/.test([origin.name, ...origin.path].filter((name) => name !== "default").join(".")),
  );
  const [first, second] = call.arguments;
  if (!isRequest || first === undefined || first.type === "SpreadElement") return undefined;
  const target: Bound = { node: first, frame };
  const byUrl = keyUrlAt(context, target);
  const options: Bound = byUrl === undefined || second === undefined ? target : { node: second, frame };
  const byOptions = byUrl === undefined ? addressInOptions(context, options) : undefined;
  const address = byUrl ?? byOptions;
  if (address === undefined) return undefined;
  return {
    methods: methodsOf(context, optionNamed(context, options, ["method"])),
    body: writtenBody(context, call, frame),
    query: [],
    urlPlace: placeOf(context, { target, options, byUrl, byOptions }),
    store: storeOfUrl(context, address),
    result: "unsupported",
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

/** The argument of `write(…)` or `end(…)` on the request, at once or on the variable that holds it. */
function writtenBody(
  context: Context,
  call: TSESTree.CallExpression,
  frame: Frame | null,
): KeyRequest["body"] {
  for (const request of [call, ...usesOf(context, call)]) {
    const member = request.parent;
    const written = member?.parent;
    if (
      member?.type !== "MemberExpression" ||
      written?.type !== "CallExpression" ||
      written.callee !== member
    )
      continue;
    const [argument] = written.arguments;
    const name = memberName(member);
    if ((name === "write" || name === "end") && argument !== undefined) {
      return { bound: { node: argument, frame }, node: argument, encoding: "text" };
    }
  }
  return undefined;
}

/** The uses of the variable that a request is put into. */
function usesOf(context: Context, call: TSESTree.CallExpression): TSESTree.Node[] {
  const holder = call.parent;
  const target =
    holder.type === "VariableDeclarator"
      ? holder.id
      : holder.type === "AssignmentExpression" && holder.right === call
        ? holder.left
        : undefined;
  const variable = target?.type === "Identifier" ? context.index.variableOf(target) : undefined;
  return (variable?.references ?? []).map(({ identifier }) => identifier);
}
