import type { Kind, Use } from "./uses.js";
import { EXPIRES_AT_FIELD, VALUE_FIELD, isTtlName } from "../vocabulary.js";

/** What reading a member of a read means: a use, what flows on from there, or nothing. */
export type MemberUse = { readonly use: Use } | { readonly next: Kind } | undefined;

const BESIDES_VALUE = new Set(["metadata", "expiration", "key"]);

/** What else the answers of clients have: asking for it opens nothing. */
const ANSWER_MEMBERS = new Set([
  "ok",
  "status",
  "statusText",
  "statusCode",
  "statusMessage",
  "headers",
  "url",
  "redirected",
  "type",
  "json",
  "text",
  "data",
  "bodyUsed",
  "config",
  "request",
]);
/** Ways to take a body as it is. */
const WHOLE_BODY = new Set(["arrayBuffer", "blob", "body", "bytes"]);

const UNKNOWN: MemberUse = { use: "unknown" };

/** @param name `undefined` for a member that is not named in the source. */
export function memberUse(kind: Kind, name: string | undefined): MemberUse {
  switch (kind) {
    case "result":
    case "response":
    case "axios":
      if (name === "data" && kind !== "response") return { next: "json" };
      if (kind === "result" && name === VALUE_FIELD) return { use: "payload" };
      if (name !== undefined && WHOLE_BODY.has(name)) return kind === "response" ? { next: "body" } : UNKNOWN;
      return name !== undefined && ANSWER_MEMBERS.has(name) ? undefined : UNKNOWN;
    case "body":
      return UNKNOWN;
    case "text":
      return { use: "value" };
    case "json":
    case "data":
      if (name === undefined) return UNKNOWN;
      if (name === VALUE_FIELD) return { use: kind === "json" ? "payload" : "data" };
      if (name === EXPIRES_AT_FIELD) return { use: "tolerant" };
      if (name === "data" && kind === "json") return { next: "data" };
      if (isTtlName(name)) return { use: "ttl" };
      return { use: BESIDES_VALUE.has(name) ? "beside" : "value" };
  }
}
