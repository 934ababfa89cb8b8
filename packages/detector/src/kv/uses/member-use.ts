import type { TSESTree } from "@typescript-eslint/utils";
import type { Kind, Use } from "./uses.js";
import { END_OF_ENTRY, EXPIRATION_FIELD, EXPIRES_AT_FIELD, VALUE_FIELD, isTtlName } from "../vocabulary.js";

/** What reading a member of a read means: a use, what flows on from there, or nothing. */
export type MemberUse = { readonly use: Use } | { readonly next: Kind } | undefined;

const BESIDES_VALUE = new Set(["metadata", "key"]);

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
/** What is asked of a response of `ofetch.raw` besides its `_data`. */
const RAW_MEMBERS = new Set(["ok", "status", "statusText", "headers", "url", "redirected", "type"]);
/** What the body that is put in the place of undici's has too. */
const UNDICI_BODY = new Set(["json", "text", "dump", "bodyUsed"]);
/** How got and superagent give bytes or a stream. */
const READ_BYTES = new Set(["buffer", "arrayBuffer", "blob", "bytes", "pipe", "on", "once"]);
/** How the whole of a `Blob`, or of a body that a client read, is taken. */
const BYTES = new Set(["text", "arrayBuffer", "stream", "bytes", "slice", "size"]);
/** What else is asked of a response of `node:http`. */
export const MESSAGE_MEMBERS: ReadonlySet<string> = new Set([
  ..."statusCode statusMessage headers rawHeaders headersDistinct httpVersion complete aborted req socket".split(
    " ",
  ),
  ..."url method destroyed readableEnded readableFlowing errored closed trailers".split(" "),
]);
/** Ways to take a body as it is. */
const WHOLE_BODY = new Set(["arrayBuffer", "blob", "body", "bytes"]);

/** Methods of a text that leave what JSON is in it as it is. */
const SAME_TEXT: ReadonlySet<string> = new Set(
  "trim trimStart trimEnd normalize toWellFormed toString valueOf".split(" "),
);

/** Methods that give a part of a text, or search it; `map` of an option that holds one is none of a text's. */
const OTHER_TEXT: ReadonlySet<string> = new Set(
  "at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf match matchAll replace replaceAll search slice split startsWith substr substring".split(
    " ",
  ),
);

/** Whether a method of a text gives what is JSON in it: `text.trim()`, `text.replace(/^\uFEFF/, "")`. */
export const givesSameText = (name: string | undefined, given: TSESTree.Node | undefined): boolean =>
  SAME_TEXT.has(name ?? "") ||
  (name === "replace" &&
    given?.type === "Literal" &&
    "regex" in given &&
    /^\^?(?:\\uFEFF|\uFEFF|\\s)[+*?]?\$?$/i.test(given.regex.pattern));

const UNKNOWN: MemberUse = { use: "unknown" };

/** @param name `undefined` for a member that is not named in the source. */
export function memberUse(kind: Kind, name: string | undefined): MemberUse {
  switch (kind) {
    case "axios-bytes":
      return name === "data" ? { next: "chunk" } : memberUse("axios", name);
    case "result":
    case "response":
    case "axios":
      if (name === "data" && kind !== "response") return { next: "json" };
      if (kind === "result" && name === VALUE_FIELD) return { use: "payload" };
      if (name !== undefined && WHOLE_BODY.has(name)) return kind === "response" ? { next: "body" } : UNKNOWN;
      return name !== undefined && ANSWER_MEMBERS.has(name) ? undefined : UNKNOWN;
    case "body":
      return UNKNOWN;
    case "ofetch-raw":
      if (name === "_data") return { next: "ofetch" };
      return name !== undefined && RAW_MEMBERS.has(name) ? undefined : { use: "raw" };
    case "read":
      if (name === "rawBody") return { next: "chunk" };
      if (name === "body") return { next: "json" };
      if (name === "text") return { next: "text" };
      return name === undefined || READ_BYTES.has(name) ? { use: "raw" } : undefined;
    case "undici":
      if (name === "body") return { next: "undici-body" };
      return name === undefined ? { use: "raw" } : undefined;
    case "undici-body":
      if (name !== undefined && WHOLE_BODY.has(name)) return UNKNOWN;
      return UNDICI_BODY.has(name ?? "") ? undefined : { use: "raw" };
    case "called-back":
      return UNKNOWN;
    case "message":
      return name !== undefined && MESSAGE_MEMBERS.has(name) ? undefined : { use: "raw" };
    case "chunk":
      return UNKNOWN;
    case "entry":
      if (name === undefined) return UNKNOWN;
      return name === END_OF_ENTRY ? { use: "tolerant" } : undefined;
    case "text":
      return { use: name === undefined || OTHER_TEXT.has(name) ? "apart" : "value" };
    case "ofetch":
      return name !== undefined && BYTES.has(name) ? { use: "raw" } : memberUse("json", name);
    case "json":
    case "data":
      if (name === undefined) return UNKNOWN;
      if (name === VALUE_FIELD) return { use: kind === "json" ? "payload" : "data" };
      if (name === EXPIRES_AT_FIELD) return { use: "tolerant" };
      if (name === "data" && kind === "json") return { next: "data" };
      if (isTtlName(name)) return { use: "ttl" };
      // The answers of the earliest API are given with it.
      if (name === EXPIRATION_FIELD) return { use: kind === "json" ? "expiration" : "beside" };
      return { use: BESIDES_VALUE.has(name) ? "beside" : "value" };
  }
}
