import type { TSESTree } from "@typescript-eslint/utils";
import { getStaticValue } from "@typescript-eslint/utils/ast-utils";
import { memberName } from "./file-index.js";
import type { Bound, Leaf, Resolver } from "./resolver.js";

/** A string with holes: static text, and what is only known when the program runs. */
export type Pattern = readonly (string | Leaf)[];

const MAX_PATTERNS = 16;

/** The strings that an expression can evaluate to. */
export function patternsOf(resolver: Resolver, bound: Bound): Pattern[] {
  return resolver.bounded([], () =>
    resolver
      .follow(bound)
      // A text that is made from itself says nothing where it stands in itself.
      .flatMap((leaf) => resolver.once(leaf, [[leaf]], () => patternsOfLeaf(resolver, leaf)))
      .slice(0, MAX_PATTERNS),
  );
}

function patternsOfLeaf(resolver: Resolver, leaf: Leaf): Pattern[] {
  const { node, frame, path } = leaf;
  if (path.length > 0) return node.type === "NewExpression" && isUrlPart(path) ? urlPatterns(resolver, node, leaf) : [[leaf]];
  switch (node.type) {
    case "Literal":
      return [[String(node.value)]];
    case "TemplateLiteral":
      return concatenate(resolver, interleave(node), frame);
    case "TaggedTemplateExpression":
      // `String.raw` and user tags alike: the text of a URL survives.
      return concatenate(resolver, interleave(node.quasi), frame);
    case "BinaryExpression":
      if (node.operator === "+") return concatenate(resolver, [node.left, node.right], frame);
      return [[leaf]];
    case "NewExpression":
      return urlPatterns(resolver, node, leaf);
    case "CallExpression":
      return callPatterns(resolver, node, leaf);
    default:
      return [[staticText(resolver, node) ?? leaf]];
  }
}

const isUrlPart = (path: readonly string[]): boolean => path.length === 1 && (path[0] === "href" || path[0] === "pathname");

function staticText(resolver: Resolver, node: TSESTree.Node): string | undefined {
  const known = getStaticValue(node, resolver.index.scopeOf(node) ?? undefined);
  return typeof known?.value === "string" || typeof known?.value === "number" ? String(known.value) : undefined;
}

function interleave(template: TSESTree.TemplateLiteral): (string | TSESTree.Node)[] {
  return template.quasis.flatMap((quasi, position) => {
    const text: (string | TSESTree.Node)[] = [quasi.value.cooked ?? quasi.value.raw];
    const expression = template.expressions[position];
    return expression === undefined ? text : [...text, expression];
  });
}

function concatenate(resolver: Resolver, parts: readonly (string | TSESTree.Node)[], frame: Bound["frame"]): Pattern[] {
  let patterns: Pattern[] = [[]];
  for (const part of parts) {
    const tails = typeof part === "string" ? [[part]] : patternsOf(resolver, { node: part, frame });
    patterns = patterns.flatMap((head) => tails.map((tail) => [...head, ...tail])).slice(0, MAX_PATTERNS);
  }
  return patterns;
}

/** Calls that keep (the beginning of) their text: encoders, `String(x)`, `x.toString()`, `x.concat(y)`, `[…].join("/")`. */
function callPatterns(resolver: Resolver, call: TSESTree.CallExpression, leaf: Leaf): Pattern[] {
  const { callee } = call;
  const { frame } = leaf;
  const [first] = call.arguments;
  if (callee.type === "Identifier" && first !== undefined && resolver.index.variableOf(callee) === undefined) {
    if (/^(encodeURIComponent|encodeURI|String)$/.test(callee.name)) return patternsOf(resolver, { node: first, frame });
  }
  if (callee.type !== "MemberExpression") return [[leaf]];
  const name = memberName(callee);
  const receiver: Bound = { node: callee.object, frame };
  if (name === "toString" || name === "trim" || name === "replace" || name === "replaceAll") return patternsOf(resolver, receiver);
  if (name === "concat") return concatenate(resolver, [callee.object, ...call.arguments], frame);
  if (name === "join" && callee.object.type === "ArrayExpression") {
    const separator = first === undefined ? "," : staticText(resolver, first);
    if (separator === undefined) return [[leaf]];
    const parts = callee.object.elements.flatMap((element, position) =>
      element === null ? [] : position === 0 ? [element] : [separator, element],
    );
    return concatenate(resolver, parts, frame);
  }
  return [[leaf]];
}

/** `new URL(path, base)`: an absolute path keeps only the base's origin. */
function urlPatterns(resolver: Resolver, node: TSESTree.NewExpression, leaf: Leaf): Pattern[] {
  const [address, base] = node.arguments;
  const isUrl = node.callee.type === "Identifier" && node.callee.name === "URL" && resolver.index.variableOf(node.callee) === undefined;
  if (!isUrl || address === undefined) return [[leaf]];
  const addresses = patternsOf(resolver, { node: address, frame: leaf.frame });
  if (base === undefined) return addresses;
  const bases = patternsOf(resolver, { node: base, frame: leaf.frame });
  return addresses
    .flatMap((path) => (isAbsolute(path) ? [path] : bases.map((origin) => resolveAgainst(path, origin))))
    .slice(0, MAX_PATTERNS);
}

const isAbsolute = (pattern: Pattern): boolean => typeof pattern[0] === "string" && /^https?:\/\//i.test(pattern[0]);

function resolveAgainst(path: Pattern, base: Pattern): Pattern {
  const [head] = base;
  const rooted = typeof path[0] === "string" && path[0].startsWith("/");
  if (typeof head !== "string") return [...base.slice(0, 1), ...(rooted ? path : ["/", ...path])];
  if (rooted) {
    const origin = /^https?:\/\/[^/]*/i.exec(head)?.[0] ?? head;
    // The host itself may be a hole: `https://${host}/v2`.
    return origin === head ? [head, ...base.slice(1, 2).filter((part) => typeof part !== "string"), ...path] : [origin, ...path];
  }
  return [...base, ...path];
}

/** One text for a pattern, every hole being the given character: for matching with regular expressions. */
export const flatten = (pattern: Pattern, hole: string): string =>
  pattern.map((part) => (typeof part === "string" ? part : hole)).join("");
