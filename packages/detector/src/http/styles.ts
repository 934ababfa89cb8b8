import {
  AXIOS_CLIENT,
  GOT_CLIENT,
  KY_CLIENT,
  OFETCH_CLIENT,
  OFETCH_RAW_CLIENT,
  SUPERAGENT_CLIENT,
  UNDICI_CLIENT,
} from "./known-clients.js";
import type { KnownClient } from "./known-clients.js";

/** What a body option takes: text only, anything that the client serialises, both, or what it sends as a form. */
export type BodyEncoding = "text" | "json" | "either" | "form";

/** How a client's result gives the body, and how it shows a missing key. */
export type ResultKind =
  /** A `Response`: `status` 404. */
  | "response"
  /** axios: `data`, parsed; a missing key throws unless `validateStatus` allows it. */
  | "axios"
  /** The same, in an observable of rxjs. */
  | "axios-observable"
  /** The same, with `data` as bytes. */
  | "axios-bytes"
  /** A promise with `.json()` and `.text()` of its own, for a `Response`; a missing key throws. */
  | "ky"
  /** A promise with `.json()` and `.text()` of its own, for a response that has a `body`; a missing key throws. */
  | "got"
  /** The same, told not to throw: `statusCode` 404. */
  | "got-lenient"
  /** The body itself, parsed or as text; a missing key throws. */
  | "got-body"
  /** The parsed body itself; a missing key throws. */
  | "ofetch"
  /** A `Response` whose parsed body is its `_data`; a missing key throws. */
  | "ofetch-raw"
  /** The same, told not to throw: `status` 404. */
  | "ofetch-raw-lenient"
  /** A response with `body` and `text`; a missing key throws. */
  | "superagent"
  /** The same, as the second argument of a callback: `.end((error, response) => …)`. */
  | "superagent-end"
  /** A response with a `body` that has `.json()` and `.text()`: `statusCode` 404. */
  | "undici"
  /** A request of `node:http`, whose answer comes by an event or callback: `statusCode` 404. */
  | "message"
  /** A client of the application's own: its use tells. */
  | "unknown"
  | "unsupported";

/** How a client is called: the names of its options, and what its result is. */
export interface Style {
  readonly result: ResultKind;
  /** The options that hold the body, the more specific first. */
  readonly bodies: Readonly<Record<string, BodyEncoding>>;
  readonly queries: readonly string[];
  /** Whether a parameter of the query that is `undefined` is left out of the URL, and not written as text. */
  readonly leavesOutUndefined?: boolean;
  readonly bases: readonly string[];
  /** That of the bases against which a path is resolved as a browser does it. */
  readonly resolvedBase?: string;
  /** Options that change the result: that a missing key throws no longer, that the body alone is given. */
  readonly variants?: readonly {
    readonly option: string;
    readonly value: boolean | string;
    readonly result: ResultKind;
  }[];
  /** The method whose result `result` is, where that is not what a call of the client gives as a rule. */
  readonly method?: string;
  /** Whether `put(url, data, config)` has the body as an argument of its own. */
  readonly takesData: boolean;
  /** What is known of the client's options; nothing for those whose options change no answer. */
  readonly client?: KnownClient;
}

export const FETCH: Style = {
  result: "response",
  bodies: { body: "text" },
  queries: [],
  bases: [],
  takesData: false,
};
export const OFETCH: Style = {
  result: "ofetch",
  bodies: { body: "either" },
  queries: ["query", "params"],
  leavesOutUndefined: true,
  bases: ["baseURL"],
  takesData: false,
  client: OFETCH_CLIENT,
};
/** `ofetch.raw(…)` */
export const OFETCH_RAW: Style = {
  ...OFETCH,
  result: "ofetch-raw",
  method: "raw",
  variants: [{ option: "ignoreResponseError", value: true, result: "ofetch-raw-lenient" }],
  client: OFETCH_RAW_CLIENT,
};
const GOT: Style = {
  result: "got",
  bodies: { json: "json", body: "text" },
  queries: ["searchParams"],
  leavesOutUndefined: true,
  bases: ["prefixUrl", "prefix"],
  takesData: false,
  client: GOT_CLIENT,
  variants: [
    { option: "throwHttpErrors", value: false, result: "got-lenient" },
    { option: "resolveBodyOnly", value: true, result: "got-body" },
  ],
};
const KY: Style = {
  ...GOT,
  result: "ky",
  bases: ["prefixUrl", "prefix", "baseUrl"],
  resolvedBase: "baseUrl",
  leavesOutUndefined: false,
  client: KY_CLIENT,
  variants: [{ option: "throwHttpErrors", value: false, result: "response" }],
};
const AXIOS: Style = {
  result: "axios",
  bodies: { data: "either" },
  queries: ["params"],
  leavesOutUndefined: true,
  bases: ["baseURL"],
  takesData: true,
  client: AXIOS_CLIENT,
  variants: [{ option: "responseType", value: "arraybuffer", result: "axios-bytes" }],
};
/** The module of NestJS' `HttpService`: an instance of axios, whose calls give an observable of what axios gives. */
export const NEST_HTTP_MODULE = "@nestjs/axios";
const NEST: Style = {
  ...AXIOS,
  result: "axios-observable",
  variants: [{ option: "responseType", value: "arraybuffer", result: "unsupported" }],
};
const REQUEST: Style = {
  result: "unsupported",
  bodies: { json: "json", body: "either" },
  queries: ["qs"],
  bases: ["baseUrl"],
  takesData: false,
};
export const UNDICI: Style = {
  result: "undici",
  bodies: { body: "text" },
  queries: ["query"],
  bases: ["origin"],
  takesData: false,
  client: UNDICI_CLIENT,
};
/** Exports of undici whose instances make requests, and whether the first argument of `new` says where to. */
export const DISPATCHERS: Readonly<Record<string, { readonly hasOrigin: boolean }>> = {
  Client: { hasOrigin: true },
  Pool: { hasOrigin: true },
  BalancedPool: { hasOrigin: true },
  RoundRobinPool: { hasOrigin: true },
  Agent: { hasOrigin: false },
  EnvHttpProxyAgent: { hasOrigin: false },
};
/** A client of which no more is known than that it is one. */
export const UNFAMILIAR: Style = {
  result: "unsupported",
  bodies: { body: "either", json: "json", data: "either" },
  queries: ["query", "params"],
  bases: ["baseURL", "baseUrl", "prefixUrl"],
  takesData: false,
};
/** A client whose call is spread over a chain: `client.put(url).send(body)`. */
export const FLUENT: Style = { result: "unsupported", bodies: {}, queries: [], bases: [], takesData: true };
export const SUPERAGENT: Style = { ...FLUENT, result: "superagent", client: SUPERAGENT_CLIENT };
/** A chain that ends in `.end(callback)`. */
export const SUPERAGENT_END: Style = { ...SUPERAGENT, result: "superagent-end" };
/** A client of the application's own: it may serialise what it is given. */
export const UNKNOWN: Style = {
  result: "unknown",
  bodies: { body: "either", json: "json", data: "either" },
  queries: ["query", "params", "searchParams"],
  bases: ["baseURL", "prefixUrl"],
  takesData: false,
};

/** Exports that are called like `fetch(url, init)`. */
export const FETCH_EXPORTS: Readonly<Record<string, readonly string[]>> = {
  "node-fetch": ["default", "*"],
  "cross-fetch": ["default", "fetch", "*"],
  "isomorphic-fetch": ["default", "*"],
  "isomorphic-unfetch": ["default", "*"],
  "@whatwg-node/fetch": ["fetch"],
  undici: ["fetch"],
  ofetch: ["ofetch", "$fetch", "default"],
};

/** Clients with verbs, by the module that they come from. */
export const CLIENTS: Readonly<Record<string, Style>> = {
  axios: AXIOS,
  [NEST_HTTP_MODULE]: NEST,
  got: GOT,
  ky: KY,
  ofetch: OFETCH,
  request: REQUEST,
  "request-promise": REQUEST,
  "request-promise-native": REQUEST,
  "postman-request": REQUEST,
};

/** Exports of these modules that are the client itself. */
export const CLIENT_EXPORTS: ReadonlySet<string> = new Set([
  "default",
  "*",
  "axios",
  "got",
  "ky",
  "ofetch",
  "$fetch",
]);
/** Types of these modules that a client is declared with. */
export const CLIENT_TYPES: ReadonlySet<string> = new Set([
  "AxiosInstance",
  "AxiosStatic",
  "Axios",
  "KyInstance",
  "Got",
  "$Fetch",
  "HttpService",
]);
/** Verbs of axios's own that send an object as a form. */
export const FORM_VERBS: Readonly<Record<string, string>> = {
  putForm: "put",
  postForm: "post",
  patchForm: "patch",
};
/** Methods that make a client from a client. */
export const FACTORIES: ReadonlySet<string> = new Set(["create", "extend", "defaults"]);
export const VERBS: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "patch",
  "delete",
  "head",
  "options",
  "request",
  "raw",
]);

/** ofetch's member that is the platform's `fetch`. */
export const NATIVE = "native";
/** Methods of a client whose result is another than that of the client itself: a response, a stream. */
export const OTHER_RESULTS: ReadonlySet<string> = new Set(["raw", NATIVE, "stream", "pipeline", "paginate"]);
/** undici's calls that hand the body to a stream. */
export const STREAMING: ReadonlySet<string> = new Set(["stream", "pipeline"]);

/** Names of calls that describe a request (to a test double, a router, a log), or a route that serves one. */
export const DESCRIBING =
  /^(to[A-Z]\w*|\w*[cC]alledWith\w*|withArgs|intercept\w*|mock\w*|stub\w*|reply\w*|route|on[A-Z]\w*|when\w*|expect\w*|verify\w*|register\w*|log|debug|info|warn|error|trace|fatal|print)$/;
/** Names of calls that take a whole request as one object. */
export const REQUESTING = /request|fetch|send|call|http|dispatch|execute|invoke|perform|axios/i;
