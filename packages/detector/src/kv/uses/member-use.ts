import type { Kind, Use } from "./uses.js";
import { EXPIRES_AT_FIELD, VALUE_FIELD, isTtlName } from "../vocabulary.js";

/** What reading a member of a read means: a use, what flows on from there, or nothing. */
export type MemberUse = { readonly use: Use } | { readonly next: Kind } | undefined;

/** What lay beside the value: whoever looks there goes on seeing the entry as it was. */
const BESIDES_VALUE = new Set(["metadata", "expiration", "key"]);

/** What else a `Response` has: asking for it opens nothing. */
const RESPONSE_MEMBERS = new Set([
  "ok",
  "status",
  "statusText",
  "statusCode",
  "headers",
  "url",
  "redirected",
  "type",
  "clone",
  "json",
  "text",
  "data",
  "bodyUsed",
]);
/** Ways to hand a body on as it is: who opens it is not seen. */
const WHOLE_BODY = new Set(["arrayBuffer", "blob", "body", "bytes"]);

/** @param name `undefined` for a member that is not named in the source. */
export function memberUse(kind: Kind, name: string | undefined): MemberUse {
  switch (kind) {
    case "result":
    case "response":
    case "axios":
      if (name === "data" && kind !== "response") return { next: "json" };
      if (kind === "result" && name === VALUE_FIELD) return { use: "payload" };
      if (name !== undefined && WHOLE_BODY.has(name)) return { use: "lost" };
      return kind === "response" && !RESPONSE_MEMBERS.has(name ?? "") ? { use: "lost" } : undefined;
    case "text":
      return { use: "value" };
    case "json":
    case "data":
      if (name === undefined) return { use: "lost" };
      if (name === VALUE_FIELD) return { use: kind === "json" ? "payload" : "data" };
      if (name === EXPIRES_AT_FIELD) return { use: "tolerant" };
      if (name === "data" && kind === "json") return { next: "data" };
      if (isTtlName(name)) return { use: "ttl" };
      return { use: BESIDES_VALUE.has(name) ? "lost" : "value" };
  }
}
