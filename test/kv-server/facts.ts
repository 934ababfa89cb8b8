// The documented facts that the server plays, each with its source. Sources: [api] the KV API reference
// (developers.telnyx.com/docs/edge-compute/kv/api-reference.md), [put] and [delete] and [list] the OpenAPI pages
// developers.telnyx.com/api-reference/kv-keys/{set-a-keys-value,delete-a-key,list-keys}, [errors] the error
// examples on those pages and on developers.telnyx.com/development/api-fundamentals. INFER marks what no page
// says and a server has to decide.

/** [put] pattern of a key; [api] "a key with any other character (such as `:`) is rejected with 400". */
export const KEY_PATTERN = /^[-/_=.a-zA-Z0-9]+$/;

/** [put] "maximum 256 characters"; longer is a 400. */
export const MAX_KEY_LENGTH = 256;

/** [put] "Maximum size: 1 MiB (1048576 bytes)"; larger is a 413. */
export const MAX_VALUE_BYTES = 1_048_576;

/** [put] `ttl_secs`, an int64 with "Required range: 1 <= x <= 9223372036"; anything else is a 422 and no write. */
export const TTL_SECONDS_RANGE = { min: 1n, max: 9_223_372_036n } as const;

/** [api] "limit: maximum keys to return, 1–1000 (default 1000)"; [list] "values above 1000 are treated as 1000". */
export const LIST_LIMIT = { min: 1, max: 1000, default: 1000 } as const;

/** [api] a value that was stored without a Content-Type is read as this. */
export const DEFAULT_CONTENT_TYPE = "application/octet-stream";

/** An error of the API: its HTTP status and the code in the body. */
export interface ApiError {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

/** [errors] 401 with code 10009 when the bearer token is missing or wrong. */
export const UNAUTHENTICATED: ApiError = {
  status: 401,
  code: "10009",
  title: "Authentication failed",
  detail: "The authentication header is missing or its token is not valid.",
};

/** [errors] 404 with code 10005 for an id that is unknown or not the caller's. */
export const UNKNOWN_NAMESPACE: ApiError = {
  status: 404,
  code: "10005",
  title: "Namespace not found",
  detail: "The requested namespace does not exist or you don't have access to it.",
};

/** [api] reading a missing key is a 404. INFER: that it carries the same code as any missing resource. */
export const MISSING_KEY: ApiError = {
  status: 404,
  code: "10005",
  title: "Key not found",
  detail: "The requested key does not exist.",
};

/** INFER: a path that is none of the documented endpoints. */
export const UNKNOWN_PATH: ApiError = {
  status: 404,
  code: "10005",
  title: "Resource not found",
  detail: "The requested URL is not an endpoint of this service.",
};

/** INFER: the status is HTTP's own; no page lists other methods on these paths. */
export const UNKNOWN_METHOD: ApiError = {
  status: 405,
  code: "10005",
  title: "Method not allowed",
  detail: "This endpoint does not take this method.",
};

/** [api] "rejected with 400 (error code 10015)"; [put] longer than 256 characters is a 400 as well. */
export const INVALID_KEY: ApiError = {
  status: 400,
  code: "10015",
  title: "Bad Request",
  detail: "A key has 1 to 256 characters of a-z A-Z 0-9 - _ / = . only.",
};

/** [put] the value's limit. INFER: the code. */
export const VALUE_TOO_LARGE: ApiError = {
  status: 413,
  code: "10015",
  title: "Value too large",
  detail: `A value has at most ${MAX_VALUE_BYTES} bytes.`,
};

/** [put] a `ttl_secs` out of range. INFER: the code. */
export const INVALID_TTL: ApiError = {
  status: 422,
  code: "10015",
  title: "Invalid ttl_secs",
  detail: `ttl_secs is a whole number from ${TTL_SECONDS_RANGE.min} to ${TTL_SECONDS_RANGE.max}.`,
};

/** [put] "namespaces without [TTL support] return a 409". INFER: the code. */
export const TTL_NOT_SUPPORTED: ApiError = {
  status: 409,
  code: "10015",
  title: "TTL not supported",
  detail: "This namespace was not provisioned with TTL support.",
};

/** INFER: a list limit below 1 or not a number, and a cursor that this server did not give out. */
export const INVALID_LIST_PARAMETER: ApiError = {
  status: 422,
  code: "10015",
  title: "Invalid list parameter",
  detail: "limit is a whole number from 1, cursor is the meta.cursor of an earlier response.",
};
