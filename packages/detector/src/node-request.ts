import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { memberName } from "./file-index.js";
import { optionNamed } from "./http-clients.js";
import type { KeyRequest } from "./key-request.js";
import { matchKvKeyUrl } from "./kv-url.js";
import { originsOf } from "./origin.js";
import type { Bound, Frame } from "./resolver.js";
import { namespaceId } from "./store.js";
import { patternsOf } from "./string-pattern.js";

/** `https.request({ hostname, path, method })` and what is written to the request it returns. */
export function readNodeRequest(context: Context, call: TSESTree.CallExpression, frame: Frame | null): KeyRequest | undefined {
  const isRequest = originsOf(context.resolver, { node: call.callee, frame }).some(
    (origin) =>
      origin.kind === "import" &&
      (origin.module === "https" || origin.module === "http") &&
      [origin.name, ...origin.path].filter((name) => name !== "default").join(".") === "request",
  );
  const [first] = call.arguments;
  if (!isRequest || first === undefined || first.type === "SpreadElement") return undefined;
  const options: Bound = { node: first, frame };
  const path = optionNamed(context, options, ["path"]);
  const host = optionNamed(context, options, ["hostname", "host"]);
  if (path === undefined) return undefined;
  const hosts = host === undefined ? [[]] : patternsOf(context.resolver, host);
  for (const authority of hosts) {
    for (const target of patternsOf(context.resolver, path)) {
      const full = authority.length === 0 ? target : ["https://", ...authority, ...target];
      const address = matchKvKeyUrl(full, context.settings.baseUrls ?? []);
      if (address === undefined) continue;
      const method = optionNamed(context, options, ["method"]);
      const methods = method === undefined ? ["GET"] : patternsOf(context.resolver, method).map((pattern) => pattern.join("").toUpperCase());
      return {
        methods,
        body: writtenBody(context, call, frame),
        query: [],
        store: { namespace: namespaceId(context, "http", [address.namespace]), keys: [address.key] },
        result: "unsupported",
      };
    }
  }
  return undefined;
}

/** The argument of `request.write(…)` or `request.end(…)`. */
function writtenBody(context: Context, call: TSESTree.CallExpression, frame: Frame | null): KeyRequest["body"] {
  const holder = call.parent;
  const variable = holder.type === "VariableDeclarator" && holder.id.type === "Identifier" ? context.index.variableOf(holder.id) : undefined;
  for (const reference of variable?.references ?? []) {
    const member = reference.identifier.parent;
    const written = member?.parent;
    if (member?.type !== "MemberExpression" || written?.type !== "CallExpression" || written.callee !== member) continue;
    const [argument] = written.arguments;
    const name = memberName(member);
    if ((name === "write" || name === "end") && argument !== undefined) {
      return { bound: { node: argument, frame }, node: argument, encoding: "text" };
    }
  }
  return undefined;
}
