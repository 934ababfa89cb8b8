import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { memberName } from "./file-index.js";
import { optionNamed } from "./http-clients.js";
import type { BodyEncoding, HttpCall, ResultKind } from "./http-clients.js";
import { matchKvKeyUrl } from "./kv-url.js";
import type { KvKeyUrl } from "./kv-url.js";
import type { Bound } from "./resolver.js";
import { namespaceId } from "./store.js";
import type { StoreKey } from "./store.js";
import { flatten, patternsOf } from "./string-pattern.js";
import type { Pattern } from "./string-pattern.js";

/** An HTTP request that addresses one key of Telnyx KV. */
export interface KeyRequest {
  /** Upper case; empty where it can't be known. */
  readonly methods: readonly string[];
  readonly body: { readonly bound: Bound; readonly node: TSESTree.Node; readonly encoding: BodyEncoding } | undefined;
  readonly query: readonly { readonly name: string; readonly node: TSESTree.Node }[];
  readonly store: StoreKey;
  readonly result: ResultKind;
}

/** Reads an HTTP client's call as a request to a key URL. */
export function readKeyRequest(context: Context, http: HttpCall): KeyRequest | undefined {
  const { url, options } = http;
  if (url === undefined) return undefined;
  const address = keyUrlOf(context, http, url);
  if (address === undefined) return undefined;
  const shape = options === undefined ? undefined : context.shapes.shapeOf(options);
  const entries = shape?.entries ?? [];
  const method = entries.find((entry) => entry.name === "method");
  const isUnknown = method === undefined && shape?.isOpen === true;
  const methods = http.verb !== undefined ? [http.verb.toUpperCase()] : isUnknown ? [] : methodsOf(context, method?.value);
  return {
    methods,
    body: bodyOf(http, entries),
    query: [...queryInUrl(context, url, address), ...queryInOptions(context, http, entries), ...queryBySearchParams(context, url)],
    store: { namespace: namespaceId(context, "http", [address.namespace]), keys: [address.key] },
    result: http.style.result,
  };
}

type Entries = ReturnType<Context["shapes"]["shapeOf"]>["entries"];

function keyUrlOf(context: Context, http: HttpCall, url: Bound): KvKeyUrl | undefined {
  const base = http.base ?? (http.options === undefined ? undefined : optionNamed(context, http.options, http.style.bases));
  const bases = base === undefined ? [] : patternsOf(context.resolver, base);
  const origins = context.settings.baseUrls ?? [];
  for (const path of patternsOf(context.resolver, url)) {
    for (const full of bases.length === 0 ? [path] : bases.map((start) => join(start, path))) {
      const address = matchKvKeyUrl(full, origins);
      if (address !== undefined) return address;
    }
  }
  return undefined;
}

/** A client's base and a relative path meet in one slash. */
function join(base: Pattern, path: Pattern): Pattern {
  const [head] = path;
  if (typeof head === "string" && /^https?:\/\//i.test(head)) return path;
  const last = base.at(-1);
  const start = typeof last === "string" ? [...base.slice(0, -1), last.replace(/\/+$/, "")] : base;
  const rest = typeof head === "string" ? [head.replace(/^\/+/, ""), ...path.slice(1)] : path;
  return [...start, "/", ...rest];
}

function methodsOf(context: Context, method: Bound | undefined): string[] {
  if (method === undefined) return ["GET"];
  return patternsOf(context.resolver, method).flatMap((pattern) =>
    pattern.every((part) => typeof part === "string") ? [flatten(pattern, "").toUpperCase()] : [],
  );
}

function bodyOf(http: HttpCall, entries: Entries): KeyRequest["body"] {
  if (http.data !== undefined) return { bound: http.data, node: http.data.node, encoding: http.style.bodies["data"] ?? "either" };
  for (const [name, encoding] of Object.entries(http.style.bodies)) {
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry?.value !== undefined) return { bound: entry.value, node: entry.node, encoding };
  }
  return undefined;
}

/** The text of a URL that holds a parameter is the node to change. */
function queryInUrl(context: Context, url: Bound, address: KvKeyUrl): KeyRequest["query"] {
  return address.query.map((name) => {
    const holder = context.resolver.follow(url).find((leaf) => context.index.textOf(leaf.node).includes(`${name}=`));
    return { name, node: holder?.node ?? url.node };
  });
}

function queryInOptions(context: Context, http: HttpCall, entries: Entries): KeyRequest["query"] {
  return http.style.queries.flatMap((option) => {
    const value = entries.find((entry) => entry.name === option)?.value;
    if (value === undefined) return [];
    return context.shapes.shapeOf(value).entries.map((entry) => ({ name: entry.name, node: entry.node }));
  });
}

/** `url.searchParams.set("name", …)` on the variable that holds the URL. */
function queryBySearchParams(context: Context, url: Bound): KeyRequest["query"] {
  const variable = url.node.type === "Identifier" ? context.index.variableOf(url.node) : undefined;
  return (variable?.references ?? []).flatMap((reference) => {
    const params = reference.identifier.parent;
    if (params?.type !== "MemberExpression" || memberName(params) !== "searchParams") return [];
    const method = params.parent;
    const call = method.parent;
    if (method.type !== "MemberExpression" || call?.type !== "CallExpression" || call.callee !== method) return [];
    const [name] = call.arguments;
    const isWrite = memberName(method) === "set" || memberName(method) === "append";
    return isWrite && name?.type === "Literal" && typeof name.value === "string" ? [{ name: name.value, node: call }] : [];
  });
}
