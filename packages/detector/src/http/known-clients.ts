/**
 * What is known of a client. Whatever else it is given (an option, a hook, a schema) may change
 * what its calls send and give, so that a read or write with it is left.
 */
export interface KnownClient {
  readonly name: string;
  /** Options that change neither what is stored nor what a call gives. */
  readonly inert: ReadonlySet<string>;
  /** Options that change what a call gives, and nothing of what is sent. */
  readonly answering: ReadonlySet<string>;
  /** Options that change what is sent, and nothing of what a read gives. */
  readonly sending: ReadonlySet<string>;
  /** The values with which an option changes nothing that matters. */
  readonly values: Readonly<Record<string, readonly (string | boolean)[]>>;
  /** Options that hold a function which parses the body: known if that is `JSON.parse`. */
  readonly parsing: ReadonlySet<string>;
  /** Options that hold functions which run before a request: known as far as they set headers, and no more. */
  readonly before: ReadonlySet<string>;
  /** Options that hold functions which run behind an answer: known as far as they log, and no more. */
  readonly after?: ReadonlySet<string>;
  /** The option that holds such functions by name. */
  readonly hooks?: string;
  /** Options that hold what makes the connections: known if that is an instance of the client's own, as `new Agent(…)`. */
  readonly connecting?: ReadonlySet<string>;
}

const FETCH_INIT = [
  "method",
  "headers",
  "body",
  "signal",
  "credentials",
  "mode",
  "cache",
  "redirect",
  "referrer",
  "referrerPolicy",
  "integrity",
  "keepalive",
  "window",
  "duplex",
  "priority",
  "dispatcher",
];

export const AXIOS_CLIENT: KnownClient = {
  name: "axios",
  inert: new Set([
    ..."url method baseURL allowAbsoluteUrls headers params paramsSerializer data timeout timeoutErrorMessage".split(
      " ",
    ),
    ..."withCredentials withXSRFToken auth xsrfCookieName xsrfHeaderName onUploadProgress onDownloadProgress".split(
      " ",
    ),
    ..."maxContentLength maxBodyLength maxRedirects beforeRedirect socketPath httpAgent httpsAgent proxy".split(
      " ",
    ),
    ..."cancelToken signal decompress insecureHTTPParser maxRate family lookup fetchOptions validateStatus".split(
      " ",
    ),
    "axios-retry",
    "raxConfig",
  ]),
  answering: new Set([
    "transformResponse",
    "responseType",
    "responseEncoding",
    "transitional",
    "parseReviver",
  ]),
  sending: new Set(["transformRequest", "formSerializer"]),
  values: {
    responseType: ["json", "text", "arraybuffer"],
    responseEncoding: ["utf8", "utf-8"],
    adapter: ["http", "xhr", "fetch"],
  },
  parsing: new Set(),
  before: new Set(),
};

export const KY_CLIENT: KnownClient = {
  name: "ky",
  inert: new Set([
    ...FETCH_INIT,
    ..."json searchParams prefixUrl prefix baseUrl retry timeout totalTimeout onDownloadProgress".split(" "),
    ..."onUploadProgress context".split(" "),
  ]),
  answering: new Set(["parseJson"]),
  sending: new Set(["stringifyJson"]),
  values: { throwHttpErrors: [true, false] },
  parsing: new Set(["parseJson"]),
  before: new Set(["beforeRequest", "beforeRetry", "init"]),
  after: new Set(["afterResponse"]),
  hooks: "hooks",
};

export const GOT_CLIENT: KnownClient = {
  name: "got",
  inert: new Set([
    ..."url prefixUrl method headers searchParams timeout retry signal followRedirect maxRedirects agent".split(
      " ",
    ),
    ..."methodRewriting http2 https dnsCache dnsLookup dnsLookupIpVersion cookieJar decompress username".split(
      " ",
    ),
    ..."password localAddress json body allowGetBody context copyPipedHeaders enableUnixSockets".split(" "),
    ..."mutableDefaults setHost strictContentLength maxHeaderSize ignoreInvalidCookies pagination".split(" "),
  ]),
  answering: new Set(["parseJson", "responseType", "resolveBodyOnly", "encoding", "isStream"]),
  sending: new Set(["stringifyJson", "form"]),
  values: {
    responseType: ["json", "text"],
    resolveBodyOnly: [true, false],
    isStream: [false],
    encoding: ["utf8", "utf-8"],
    throwHttpErrors: [true, false],
  },
  parsing: new Set(["parseJson"]),
  before: new Set(["beforeRequest", "beforeRetry", "beforeRedirect", "init"]),
  hooks: "hooks",
};

export const OFETCH_CLIENT: KnownClient = {
  name: "ofetch",
  inert: new Set([
    ...FETCH_INIT,
    ..."query params baseURL retry retryDelay retryStatusCodes timeout agent onRequestError".split(" "),
  ]),
  answering: new Set([
    "parseResponse",
    "responseType",
    "ignoreResponseError",
    "onResponse",
    "onResponseError",
  ]),
  sending: new Set(),
  // With "text" the error's `data` is text too, which the helper can't know from what is there.
  values: { responseType: ["json"], ignoreResponseError: [false] },
  parsing: new Set(["parseResponse"]),
  before: new Set(["onRequest"]),
  after: new Set(["onResponse", "onResponseError"]),
};

/** Of `ofetch.raw`, whose response has a status. */
export const OFETCH_RAW_CLIENT: KnownClient = {
  ...OFETCH_CLIENT,
  values: { ...OFETCH_CLIENT.values, ignoreResponseError: [true, false] },
};

/** Of undici's `request`, and of its dispatchers. */
export const UNDICI_CLIENT: KnownClient = {
  name: "undici",
  inert: new Set([
    ..."method headers body query signal path origin idempotent blocking reset bodyTimeout headersTimeout".split(
      " ",
    ),
    ..."highWaterMark opaque onInfo maxRedirections connections keepAliveTimeout keepAliveMaxTimeout".split(
      " ",
    ),
    ..."keepAliveTimeoutThreshold pipelining connect connectTimeout maxHeaderSize maxResponseSize".split(" "),
    ..."autoSelectFamily autoSelectFamilyAttemptTimeout strictContentLength allowH2 localAddress".split(" "),
    ..."maxConcurrentStreams maxCachedSessions socketPath tls maxRequestsPerClient clientTtl maxOrigins".split(
      " ",
    ),
  ]),
  answering: new Set(["throwOnError", "responseHeaders", "dispatcher", "interceptors", "factory"]),
  sending: new Set(),
  values: { throwOnError: [false] },
  parsing: new Set(),
  before: new Set(),
  connecting: new Set(["dispatcher"]),
};

/** Of superagent these are the calls of its chain. */
export const SUPERAGENT_CLIENT: KnownClient = {
  name: "superagent",
  inert: new Set([
    ..."set query sortQuery auth accept timeout retry redirects withCredentials maxResponseSize http2".split(
      " ",
    ),
    ..."trustLocalhost disableTLSCerts ca key cert pfx connect lookup then catch finally agent".split(" "),
    ..."get put post patch delete del head send".split(" "),
  ]),
  answering: new Set(["parse", "buffer", "responseType", "ok", "end", "pipe", "on", "once"]),
  sending: new Set(["serialize", "attach", "field"]),
  values: { type: ["json", "application/json"] },
  parsing: new Set(),
  before: new Set(),
};

/** Clients of which no more is known than that they are HTTP clients. */
export const UNKNOWN_CLIENTS: ReadonlySet<string> = new Set([
  "wretch",
  "up-fetch",
  "@better-fetch/fetch",
  "needle",
  "unirest",
  "redaxios",
  "xior",
  "alova",
  "phin",
  "centra",
  "bent",
]);

/** Packages that are given an instance and change neither what its calls send nor what they give. */
export const HARMLESS_ADDITIONS: ReadonlySet<string> = new Set(["axios-retry", "retry-axios"]);
