import type { AbstractValue } from "../call-context.js";
import { originsOf } from "../origin.js";
import type { Resolver } from "../resolver.js";
import { cut, cutEnds, HOLE, isText, synthetic } from "./static-text.js";
import { flatten, slicePattern } from "./pattern.js";
import type { Pattern } from "./pattern.js";
import type { TSESTree } from "@typescript-eslint/utils";

export const SLASH = synthetic("/");

/** What `new URL(…)`, `URL.parse(…)` or Node's `url.parse(…)` is given; `undefined` for every other construction or call. */
export function urlArgumentsOf(
  resolver: Resolver,
  value: AbstractValue,
): { readonly address: TSESTree.Node; readonly base: TSESTree.Node | undefined } | undefined {
  const { node } = value;
  if ((node.type !== "NewExpression" && node.type !== "CallExpression") || !isUrlMaker(resolver, value))
    return undefined;
  const [address, base] = node.arguments;
  if (address === undefined) return undefined;
  // The second argument of Node's old `parse` is no base.
  const isBase = base !== undefined && !(base.type === "Literal" && typeof base.value === "boolean");
  return { address, base: isBase ? base : undefined };
}

function isUrlMaker(resolver: Resolver, { node, callContext }: AbstractValue): boolean {
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return false;
  const { callee } = node;
  const mayBe = callee.type === "Identifier" || callee.type === "MemberExpression";
  return (
    mayBe &&
    originsOf(resolver, { node: callee, callContext }).some((origin) => {
      if (origin.kind !== "global" && !(origin.kind === "import" && origin.module === "url")) return false;
      const name = [origin.name, ...origin.path].filter((each) => each !== "default").join(".");
      return node.type === "NewExpression"
        ? name === "URL"
        : name === "URL.parse" || (name === "parse" && origin.kind === "import");
    })
  );
}

export const ORIGIN = /^(?<scheme>[a-z]+:)\/\/(?<host>[^/?#]*)/i;

/** The part of a URL that is its member of that name; `value`, where the member is none of them. */
export function partOfUrl(url: Pattern, name: string, value: AbstractValue): Pattern {
  if (name === "href") return url;
  const text = flatten(url, HOLE);
  const origin = ORIGIN.exec(text);
  const host = origin?.groups?.["host"] ?? "";
  // Before a URL that begins with a hole may stand all that an origin consists of.
  const [end, hostStart] = [origin?.[0].length ?? 0, (origin?.[0].length ?? 0) - host.length];
  switch (name) {
    case "pathname":
      return slicePattern(url, end, text.slice(end).search(/[?#]|$/) + end);
    case "path":
      return slicePattern(url, end, text.slice(end).search(/#|$/) + end);
    case "origin":
      return origin === null ? [value] : slicePattern(url, 0, end);
    case "host":
      return origin === null ? [value] : slicePattern(url, hostStart, end);
    case "hostname":
      return origin === null ? [value] : slicePattern(url, hostStart, hostStart + host.search(/:\d*$|$/));
    default:
      return [value];
  }
}

const startsWith = (pattern: Pattern, start: RegExp): boolean =>
  pattern[0] !== undefined && isText(pattern[0]) && start.test(pattern[0].text);

/** Whether a URL begins with its origin, written out. */
export const isAbsolute = (pattern: Pattern): boolean => startsWith(pattern, /^https?:\/\//i);

/** A path under a base: an absolute path keeps only the base's origin. */
export function resolveAgainst(path: Pattern, base: Pattern): Pattern {
  const [head] = base;
  const rooted = startsWith(path, /^\//);
  if (head === undefined) return rooted ? path : [SLASH, ...path];
  if (rooted) {
    // A hole may be all that an origin consists of, and more.
    if (!isText(head)) return [head, ...path];
    const origin = /^https?:\/\/[^/]*/i.exec(head.text)?.[0] ?? head.text;
    // The host itself may be a hole: `https://${host}/v2`.
    return origin === head.text
      ? [head, ...base.slice(1, 2).filter((part) => !isText(part)), ...path]
      : [cut(head, 0, origin.length), ...path];
  }
  const relative = cutEnds(path, /^(?:\.\/)+/);
  const end = base.at(-1);
  return end !== undefined && isText(end) && end.text.endsWith("/")
    ? [...base, ...relative]
    : [...base, SLASH, ...relative];
}
