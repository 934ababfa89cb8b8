import {
  DEFAULT_CONTENT_TYPE,
  INVALID_KEY,
  INVALID_LIST_PARAMETER,
  INVALID_TTL,
  KEY_PATTERN,
  LIST_LIMIT,
  MAX_KEY_LENGTH,
  MAX_VALUE_BYTES,
  MISSING_KEY,
  TTL_NOT_SUPPORTED,
  TTL_SECONDS_RANGE,
  UNKNOWN_METHOD,
  VALUE_TOO_LARGE,
  type ApiError,
} from "./facts.js";
import type { TtlSupport } from "./generations.js";
import type { NamespaceStore } from "./store.js";

export interface Reply {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: Buffer;
}

const json = (status: number, content: unknown): Reply => ({
  status,
  contentType: "application/json",
  body: Buffer.from(JSON.stringify(content)),
});

/** The API's error form: a list of `{ code, title, detail, meta.url }`. */
export const errorReply = ({ status, code, title, detail }: ApiError): Reply =>
  json(status, {
    errors: [
      { code, title, detail, meta: { url: `https://developers.telnyx.com/docs/overview/errors/${code}` } },
    ],
  });

/** A key's own endpoint. Names that start with `_` are "reserved for system use", but no page says that they fail. */
export const respondToKey = (
  store: NamespaceStore,
  key: string,
  request: {
    method: string;
    query: URLSearchParams;
    contentType: string | undefined;
    body: Buffer;
    ttl: TtlSupport;
    olderKeys: boolean;
  },
): Reply => {
  const isTaken = KEY_PATTERN.test(key) && key.length <= MAX_KEY_LENGTH;
  if (!isTaken && (request.method === "PUT" || !request.olderKeys)) return errorReply(INVALID_KEY);
  switch (request.method) {
    case "GET": {
      const entry = store.get(key);
      return entry
        ? { status: 200, contentType: entry.contentType, body: entry.bytes }
        : errorReply(MISSING_KEY);
    }
    case "PUT": {
      if (request.body.length > MAX_VALUE_BYTES) return errorReply(VALUE_TOO_LARGE);
      const ttl = request.ttl === "ignored" ? null : request.query.get("ttl_secs");
      if (ttl !== null && request.ttl === "refused") return errorReply(TTL_NOT_SUPPORTED);
      if (ttl !== null && !isTtl(ttl)) return errorReply(INVALID_TTL);
      // The body is the value: nothing in it is interpreted, whatever it looks like; nor is any other parameter.
      const contentType = request.contentType ?? DEFAULT_CONTENT_TYPE;
      const created = store.put(key, request.body, contentType, ttl === null ? undefined : Number(ttl));
      return { status: created ? 201 : 200 };
    }
    case "DELETE":
      // "Key deleted (returned even if the key did not exist)"; the exact 2xx is not on the pages read.
      store.delete(key);
      return { status: 204 };
    default:
      return errorReply(UNKNOWN_METHOD);
  }
};

const isTtl = (text: string): boolean =>
  /^\d+$/.test(text) && BigInt(text) >= TTL_SECONDS_RANGE.min && BigInt(text) <= TTL_SECONDS_RANGE.max;

/** The list endpoint: names, sizes and times, never values or expiries. The cursor is opaque: the last key, encoded. */
export const respondToList = (
  store: NamespaceStore,
  method: string,
  query: URLSearchParams,
  olderKeys: boolean,
): Reply => {
  if (method !== "GET") return errorReply(UNKNOWN_METHOD);
  const limit = readLimit(query.get("limit"));
  const after = readCursor(query.get("cursor"), olderKeys);
  if (limit === undefined || after === undefined) return errorReply(INVALID_LIST_PARAMETER);
  const prefix = query.get("prefix") ?? "";
  const rest = [...store.live()].filter(([key]) => key.startsWith(prefix) && key > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rest.length > page.length;
  return json(200, {
    data: page.map(([key, entry]) => ({
      record_type: "storage_kv_key",
      key,
      size_bytes: entry.bytes.length,
      updated_at: new Date(entry.updatedAtMs).toISOString(),
    })),
    meta: {
      has_more: hasMore,
      ...(hasMore && last ? { cursor: Buffer.from(last[0]).toString("base64url") } : {}),
    },
  });
};

const readLimit = (text: string | null): number | undefined => {
  if (text === null) return LIST_LIMIT.default;
  if (!/^\d+$/.test(text) || Number(text) < LIST_LIMIT.min) return undefined;
  return Math.min(Number(text), LIST_LIMIT.max);
};

const readCursor = (text: string | null, olderKeys: boolean): string | undefined => {
  if (text === null || text === "") return "";
  const key = Buffer.from(text, "base64url").toString();
  return (olderKeys || KEY_PATTERN.test(key)) && Buffer.from(key).toString("base64url") === text
    ? key
    : undefined;
};
