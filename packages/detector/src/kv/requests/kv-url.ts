import type { TSESTree } from "@typescript-eslint/utils";
import { HOLE, isText } from "../../eval/text/static-text.js";
import { flatten, slicePattern } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import type { Context } from "../context.js";
import type { Bound, AbstractValue } from "../../eval/call-context.js";
import type { Pattern } from "../../eval/text/pattern.js";

const TELNYX_HOST = "api.telnyx.com";

/** A URL that addresses one key: `…/storage/kvs/{id}/keys/{key}`. */
export interface KvKeyUrl {
  readonly namespace: Pattern;
  readonly key: Pattern;
  /** Query parameters, as far as their names are static, each with what follows its `=` and the text that it stands in. */
  readonly query: readonly {
    readonly name: string;
    readonly value: Pattern;
    readonly text: TSESTree.Node | undefined;
  }[];
  /** What stands for (a part of) the query and is only known when the program runs. */
  readonly queryHoles: readonly AbstractValue[];
  /** Whether its segments are placeholders: the route of a server, a line of documentation. */
  readonly isTemplate: boolean;
}

/**
 * The path of the key endpoint, at the URL's start, after an origin, after a hole (which may hold
 * origin and base path), or after `/v2`. A sentence or a piece of code that names one is no URL. Atlassian Forge's `/forge/storage/kvs/…` is none of these.
 */
const KEY_PATH = new RegExp(
  `^(?<origin>(?:(?:https?|${HOLE})://)?[^/?#\\s"'\`()<>,;]*)(?:/{0,2}v2)?/{0,2}(?<=^|/|${HOLE}/?)storage/kvs/(?<namespace>[^/?#]+)/keys/(?<key>[^?#]+)(?:\\?(?<query>[^#]*))?`,
);

/** The same of a namespace: what its keys are read through. */
const NAMESPACE_PATH = new RegExp(
  `^(?<origin>(?:(?:https?|${HOLE})://)?[^/?#\\s"'\`()<>,;]*)(?:/{0,2}v2)?/{0,2}(?<=^|/|${HOLE}/?)storage/kvs/(?<namespace>[^/?#]+)`,
);

const PLACEHOLDER = /^(:\w+|\{\w+\}|\[\w+\]|<\w+>)$/;

/**
 * Reads a URL pattern as a Telnyx KV key URL.
 * @param origins further origins that serve the API, beside the service's own
 * @returns `undefined` if the path is another one, or a literal host is foreign
 */
export function matchKvKeyUrl(pattern: Pattern, origins: readonly string[]): KvKeyUrl | undefined {
  const text = flatten(pattern, HOLE);
  const groups = KEY_PATH.exec(text)?.groups;
  if (groups === undefined || !isOwnOrigin(groups["origin"] ?? "", origins)) return undefined;
  const namespaceStart = text.indexOf("/kvs/") + "/kvs/".length;
  const namespace = groups["namespace"] ?? "";
  const key = groups["key"] ?? "";
  const keyStart = namespaceStart + namespace.length + "/keys/".length;
  const queryStart = keyStart + key.length;
  return {
    isTemplate: PLACEHOLDER.test(namespace) || PLACEHOLDER.test(key),
    queryHoles: slicePattern(pattern, queryStart, text.length).flatMap((part) =>
      isText(part) ? [] : [part],
    ),
    namespace: slicePattern(pattern, namespaceStart, namespaceStart + namespace.length),
    key: slicePattern(pattern, keyStart, keyStart + key.length),
    query: [...(groups["query"] ?? "").matchAll(/(?:^|&)([\w.~-]+)=([^&]*)/g)].map((match) => {
      const [whole, name = "", value = ""] = match;
      const end = queryStart + "?".length + match.index + whole.length;
      const [named] = slicePattern(pattern, end - value.length - "=".length - name.length, end);
      const text = named !== undefined && isText(named) ? named.source?.node : undefined;
      return { name, value: slicePattern(pattern, end - value.length, end, true), text };
    }),
  };
}

/** The namespace that a URL is of, whatever it addresses there; `undefined` where it is no such URL, or a route's pattern. */
export function namespaceInUrl(pattern: Pattern, origins: readonly string[]): Pattern | undefined {
  const groups = NAMESPACE_PATH.exec(flatten(pattern, HOLE))?.groups;
  const namespace = groups?.["namespace"] ?? "";
  if (namespace === "" || PLACEHOLDER.test(namespace) || !isOwnOrigin(groups?.["origin"] ?? "", origins))
    return undefined;
  const start = flatten(pattern, HOLE).indexOf("/kvs/") + "/kvs/".length;
  return slicePattern(pattern, start, start + namespace.length);
}

/** Whether a pattern begins with another service's origin, written out. */
export function isForeignUrl(pattern: Pattern, origins: readonly string[]): boolean {
  const origin = /^https?:\/\/[^/?#]+/i.exec(flatten(pattern, HOLE))?.[0];
  return origin !== undefined && !isOwnOrigin(origin, origins);
}

/** A host from a variable is trusted (inside edge functions it is `${TELNYX_BASE_URL}`), a literal one must be known. */
function isOwnOrigin(origin: string, known: readonly string[]): boolean {
  // A relative URL: whoever calls the client has given it its base.
  if (origin === "" || origin === "v2") return true;
  if (known.some((other) => other.toLowerCase() === origin.toLowerCase())) return true;
  const [host = ""] = origin
    .replace(/^[^/]*:\/\//, "")
    .replace(/^[^@]*@/, "")
    .split(":");
  if (!host.includes(HOLE)) return host.toLowerCase() === TELNYX_HOST;
  // `https://${region}.example.com` names a foreign host however the hole is filled.
  const tail = host.slice(host.lastIndexOf(HOLE) + 1);
  return !/[a-z0-9-]+\.[a-z]{2,}$/i.test(tail) || /(^|\.)telnyx\.com$/i.test(tail);
}

/** The key URL that an expression can be. */
export function keyUrlAt(context: Context, url: Bound): KvKeyUrl | undefined {
  for (const pattern of patternsOf(context.resolver, url)) {
    const address = matchKvKeyUrl(pattern, context.settings.baseUrls ?? []);
    if (address !== undefined) return address;
  }
  return undefined;
}
