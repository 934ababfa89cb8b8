import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { isFunction } from "./file-index.js";
import { originsOf, rootOrigin } from "./origin.js";
import type { Origin } from "./origin.js";
import type { Bound, Frame } from "./resolver.js";
import { isForeignVendorModule, isTestDoubleModule } from "./vocabulary.js";

/** What a body option takes: text only, anything that the client serialises, or both. */
export type BodyEncoding = "text" | "json" | "either";

/** How a client's result gives the body, and how it shows a missing key. */
export type ResultKind =
  /** A `Response`: `status` 404. */
  | "response"
  /** axios: `data`, parsed; a missing key throws unless `validateStatus` allows it. */
  | "axios"
  /** A promise with `.json()` and `.text()`; a missing key throws. */
  | "throwing"
  /** The parsed body itself; a missing key throws. */
  | "throwing-parsed"
  /** A client of the application's own: its use tells. */
  | "unknown"
  | "unsupported";

interface Style {
  readonly result: ResultKind;
  readonly bodies: Readonly<Record<string, BodyEncoding>>;
  readonly queries: readonly string[];
  readonly bases: readonly string[];
}

const FETCH: Style = { result: "response", bodies: { body: "text" }, queries: [], bases: [] };
const OFETCH: Style = { result: "throwing-parsed", bodies: { body: "either" }, queries: ["query", "params"], bases: ["baseURL"] };
const GOT: Style = { result: "throwing", bodies: { json: "json", body: "text" }, queries: ["searchParams"], bases: ["prefixUrl", "prefix"] };
const AXIOS: Style = { result: "axios", bodies: { data: "either" }, queries: ["params"], bases: ["baseURL"] };
const UNDICI: Style = { result: "unsupported", bodies: { body: "text" }, queries: ["query"], bases: ["origin"] };
/** A client of the application's own: it may serialise what it is given. */
const UNKNOWN: Style = {
  result: "unknown",
  bodies: { body: "either", json: "json", data: "either" },
  queries: ["query", "params", "searchParams"],
  bases: ["baseURL", "prefixUrl"],
};

/** Exports that are called like `fetch(url, init)`. */
const FETCH_EXPORTS: Readonly<Record<string, readonly string[]>> = {
  "node-fetch": ["default", "*"],
  "cross-fetch": ["default", "fetch", "*"],
  "isomorphic-fetch": ["default", "*"],
  "isomorphic-unfetch": ["default", "*"],
  "@whatwg-node/fetch": ["fetch"],
  undici: ["fetch"],
  ofetch: ["ofetch", "$fetch", "default"],
};

const CLIENTS: Readonly<Record<string, Style>> = { axios: AXIOS, got: GOT, ky: GOT, ofetch: OFETCH };
const FACTORIES = new Set(["create", "extend"]);
const VERBS = new Set(["get", "put", "post", "patch", "delete", "head", "options", "request", "raw"]);
/** Calls that describe a request to a test double. */
const DESCRIBING = /^(to[A-Z]\w*|\w*[cC]alledWith\w*|withArgs|intercept\w*|mock\w*|stub\w*|reply\w*|route|on[A-Z]\w*|when\w*|expect\w*|verify\w*)$/;
const TEST_GLOBALS = new Set(["expect", "assert", "nock", "jest", "vi", "sinon", "cy", "describe", "it", "test", "chai"]);

/** A call as an HTTP client's: where its arguments are, before anything is known of its URL. */
export interface HttpCall {
  readonly call: TSESTree.CallExpression;
  readonly frame: Frame | null;
  readonly style: Style;
  readonly url: Bound | undefined;
  /** A base given to the client when it was created. */
  readonly base: Bound | undefined;
  /** The method where the call's own name says it. */
  readonly verb: string | undefined;
  /** The options (`init`, `config`) in which method, body and query stand. */
  readonly options: Bound | undefined;
  /** The body where it is an argument of its own. */
  readonly data: Bound | undefined;
}

/** Reads a call as that of an HTTP client; `undefined` if it is none. */
export function readHttpCall(context: Context, call: TSESTree.CallExpression, frame: Frame | null): HttpCall | undefined {
  for (const origin of originsOf(context.resolver, { node: call.callee, frame })) {
    const client = classify(context, origin);
    if (client !== undefined) return place(context, call, frame, client);
  }
  return undefined;
}

interface Client {
  readonly style: Style;
  readonly verb: string | undefined;
  readonly base: Bound | undefined;
  readonly isKnown: boolean;
}

function classify(context: Context, origin: Origin): Client | undefined {
  // A function of this file is judged by what its body calls; one that only passes on (`...args`) has no say.
  if (isFunction(origin.leaf.node) && origin.path.length === 0 && origin.leaf.node.params.some((parameter) => parameter.type !== "RestElement")) {
    return undefined;
  }
  if (origin.kind === "global") {
    if (origin.name === "fetch" && origin.path.length === 0) return known(FETCH);
    if (origin.name === "$fetch" && origin.path.length === 0) return known(OFETCH);
    // A global that the file does not define: `axios` from a script tag, a test's `expect`.
    if (origin.name === "axios") return ofModule("axios", origin.path, undefined);
    return TEST_GLOBALS.has(origin.name) ? undefined : ofOwnApplication(origin);
  }
  if (origin.kind === "import") {
    const { module, name, path } = origin;
    if (FETCH_EXPORTS[module]?.includes(name) === true && path.length === 0) return known(CLIENTS[module] ?? FETCH);
    if (module === "undici" && name === "request") return known(UNDICI, "request");
    if (Object.hasOwn(CLIENTS, module)) return ofModule(module, ["default", "*", "axios", "got", "ky", "ofetch", "$fetch"].includes(name) ? path : [name, ...path], undefined);
    return isTestDoubleModule(module) || isForeignVendorModule(module) ? undefined : ofOwnApplication(origin);
  }
  const root = rootOrigin(origin);
  if (origin.kind === "result") {
    const created = createdClient(context, origin);
    if (created !== undefined) return created;
  }
  if (root.kind === "global" && TEST_GLOBALS.has(root.name)) return undefined;
  if (root.kind === "import" && (isTestDoubleModule(root.module) || isForeignVendorModule(root.module))) return undefined;
  return ofOwnApplication(origin);
}

const known = (style: Style, verb?: string, base?: Bound): Client => ({ style, verb, base, isKnown: true });

function ofModule(module: string, path: readonly string[], base: Bound | undefined): Client | undefined {
  const style = CLIENTS[module];
  const [verb, ...rest] = path;
  if (style === undefined || rest.length > 0) return undefined;
  if (verb === undefined) return known(style, undefined, base);
  return VERBS.has(verb) ? known(style, verb, base) : undefined;
}

/** `axios.create({ baseURL })`, `ky.create({ prefixUrl })`, `got.extend(…)`, `ofetch.create(…)`. */
function createdClient(context: Context, origin: Origin & { kind: "result" }): Client | undefined {
  const { of, call } = origin;
  const factory = of.path.at(-1) ?? (of.kind === "import" ? of.name : undefined);
  const root = rootOrigin(of);
  const module = root.kind === "import" ? root.module : root.kind === "global" ? root.name : "";
  const style = CLIENTS[module];
  if (style === undefined || factory === undefined || !FACTORIES.has(factory)) return undefined;
  const [config] = call.arguments;
  const base = config === undefined ? undefined : optionNamed(context, { node: config, frame: origin.leaf.frame }, style.bases);
  return ofModule(module, origin.path, base ?? (of.kind === "result" ? createdClient(context, of)?.base : undefined));
}

/** A client that is not known: `api.fetch(url, init)`, `this.http.put(url, data)`, `request("PUT", url, body)`. */
function ofOwnApplication(origin: Origin): Client | undefined {
  const name = origin.path.at(-1) ?? (origin.kind === "global" || origin.kind === "import" ? origin.name : "");
  if (DESCRIBING.test(name)) return undefined;
  const verb = name.toLowerCase();
  return { style: UNKNOWN, verb: VERBS.has(verb) ? verb : undefined, base: undefined, isKnown: false };
}

/** The first option of one of the given names. */
export function optionNamed(context: Context, options: Bound, names: readonly string[]): Bound | undefined {
  for (const name of names) {
    const value = context.shapes.shapeOf(options).entries.find((entry) => entry.name === name)?.value;
    if (value !== undefined) return value;
  }
  return undefined;
}

function place(context: Context, call: TSESTree.CallExpression, frame: Frame | null, client: Client): HttpCall | undefined {
  const args = call.arguments.flatMap((node) => (node.type === "SpreadElement" ? [] : [{ node, frame }]));
  if (args.length < call.arguments.length) return undefined;
  const { style, base, isKnown } = client;
  const [first, second, third] = args;
  if (first === undefined) return undefined;
  const verb = client.verb === "request" || client.verb === "raw" ? undefined : client.verb;
  const common = { call, frame, style, base, verb };
  // axios(config), axios.request(config), got({ url, … }), fetch(new Request(url, init))
  const request = requestObject(context, first);
  if (request !== undefined) return { ...common, url: request.url, options: request.options ?? second, data: undefined };
  if (second === undefined && isKnown) {
    const url = optionNamed(context, first, ["url", "path"]);
    if (url !== undefined) return { ...common, url, options: first, data: undefined };
  }
  if (style === AXIOS && (verb === "put" || verb === "post" || verb === "patch")) {
    return { ...common, url: first, data: second, options: third };
  }
  if (isKnown) return { ...common, url: first, options: second, data: undefined };
  return placeUnknown(context, common, args);
}

/** The arguments of a client of the application's own, by what they are. */
function placeUnknown(context: Context, common: Omit<HttpCall, "url" | "options" | "data">, args: readonly Bound[]): HttpCall | undefined {
  const [first, second, third] = args;
  const spelled = args.findIndex(({ node }) => node.type === "Literal" && typeof node.value === "string" && VERBS.has(node.value.toLowerCase()));
  if (spelled >= 0 && common.verb === undefined) {
    // request("PUT", url, body)
    const rest = args.filter((_, position) => position !== spelled);
    const method = args[spelled]?.node;
    const verb = method?.type === "Literal" ? String(method.value).toLowerCase() : undefined;
    return { ...common, verb, url: rest[0], data: rest[1], options: rest[2] };
  }
  if (second === undefined) return { ...common, url: first, options: undefined, data: undefined };
  const names = new Set(context.shapes.shapeOf(second).entries.map((entry) => entry.name));
  const isOptions = !names.has("value") && ["method", "body", "json", "data", "headers"].some((name) => names.has(name));
  if (isOptions || common.verb === undefined) return { ...common, url: first, options: second, data: undefined };
  return { ...common, url: first, data: second, options: third };
}

/** `new Request(url, init)`. */
function requestObject(context: Context, bound: Bound): { url: Bound; options: Bound | undefined } | undefined {
  for (const { node, frame } of context.resolver.follow(bound)) {
    if (node.type !== "NewExpression" || node.callee.type !== "Identifier" || node.callee.name !== "Request") continue;
    const [url, options] = node.arguments;
    if (url !== undefined) return { url: { node: url, frame }, options: options === undefined ? undefined : { node: options, frame } };
  }
  return undefined;
}
