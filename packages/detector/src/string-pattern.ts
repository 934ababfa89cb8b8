import type { TSESTree } from "@typescript-eslint/utils";
import { getStaticValue } from "@typescript-eslint/utils/ast-utils";
import { memberName, peel } from "./file-index.js";
import type { Bound, Leaf } from "./frames.js";
import type { Resolver } from "./resolver.js";

/** A string with holes: static text, and what is only known when the program runs. */
export type Pattern = readonly (string | Leaf)[];

const MAX_PATTERNS = 16;

/** The strings that an expression can evaluate to. */
export function patternsOf(resolver: Resolver, bound: Bound): Pattern[] {
  return resolver.bounded([], () => builtInSteps(resolver, bound) ?? patternsOfLeaves(resolver, bound));
}

function patternsOfLeaves(resolver: Resolver, bound: Bound): Pattern[] {
  return (
    resolver
      .follow(bound)
      // A text that is made from itself says nothing where it stands in itself.
      .flatMap((leaf) => resolver.once(leaf, [[leaf]], () => patternsOfLeaf(resolver, leaf)))
      .slice(0, MAX_PATTERNS)
  );
}

/** A variable that `text += …` or `url.pathname = …` completes after it was made. */
function builtInSteps(resolver: Resolver, { node, frame }: Bound): Pattern[] | undefined {
  const use = peel(node);
  const variable = use.type === "Identifier" ? resolver.index.variableOf(use) : undefined;
  if (variable === undefined || variable.defs[0]?.type !== "Variable") return undefined;
  const appended: TSESTree.Node[] = [];
  const paths: TSESTree.Node[] = [];
  for (const { identifier, writeExpr } of variable.references) {
    const holder = identifier.parent;
    if (holder.type === "AssignmentExpression" && holder.operator === "+=" && writeExpr) appended.push(writeExpr);
    const target = holder.type === "MemberExpression" && memberName(holder) === "pathname" ? holder.parent : undefined;
    if (target?.type === "AssignmentExpression" && target.left === holder) paths.push(target.right);
  }
  if (appended.length === 0 && paths.length === 0) return undefined;
  return resolver.once({ node: use, frame }, undefined, () => {
    const starts = patternsOfLeaves(resolver, { node: use, frame });
    if (paths.length > 0) return paths.flatMap((path) => patternsOf(resolver, { node: path, frame }).flatMap((text) => starts.map((start) => resolveAgainst(text, start))));
    const tails = concatenate(resolver, appended, frame);
    return starts.flatMap((head) => tails.map((tail) => [...head, ...tail])).slice(0, MAX_PATTERNS);
  });
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
  if (name === "toString" || name === "trim") return patternsOf(resolver, receiver);
  if (name === "toUpperCase" || name === "toLowerCase") return patternsOf(resolver, receiver).map((pattern) => inCase(pattern, name));
  if (name === "replace" || name === "replaceAll") {
    const [search, replacement] = call.arguments;
    return patternsOf(resolver, receiver).map((pattern) => replaceIn(pattern, search, replacement === undefined ? leaf : { node: replacement, frame, path: [] }));
  }
  if (name === "concat") return concatenate(resolver, [callee.object, ...call.arguments], frame);
  if (name === "join") {
    const separator = first === undefined ? "," : staticText(resolver, first);
    const arrays = separator === undefined ? [] : resolver.follow(receiver);
    const joined = arrays.flatMap(({ node, frame: home }) => (node.type === "ArrayExpression" ? concatenate(resolver, joinParts(node, separator ?? ""), home) : []));
    if (joined.length > 0) return joined;
  }
  return [[leaf]];
}

/** An array's elements with the separator between them; a spread is a hole. */
const joinParts = (array: TSESTree.ArrayExpression, separator: string): (string | TSESTree.Node)[] =>
  array.elements.flatMap((element, position) => (element === null ? [] : position === 0 ? [element] : [separator, element]));

const inCase = (pattern: Pattern, method: "toUpperCase" | "toLowerCase"): Pattern => pattern.map((part) => (typeof part === "string" ? part[method]() : part));

/** `text.replace("{id}", id)`, `base.replace(/\/+$/, "")`: the first match in the static parts. */
function replaceIn(pattern: Pattern, search: TSESTree.Node | undefined, replacement: Leaf): Pattern {
  if (search?.type !== "Literal") return pattern;
  for (const [position, part] of pattern.entries()) {
    const match = typeof part === "string" ? matchIn(part, search, position === 0, position === pattern.length - 1) : undefined;
    if (typeof part !== "string" || match === undefined) continue;
    const { node } = replacement;
    const filled = node.type === "Literal" && typeof node.value === "string" ? node.value : replacement;
    const parts = [part.slice(0, match.start), filled, part.slice(match.end)].filter((piece) => piece !== "");
    return [...pattern.slice(0, position), ...parts, ...pattern.slice(position + 1)];
  }
  return pattern;
}

function matchIn(text: string, search: TSESTree.Literal, isFirst: boolean, isLast: boolean): { start: number; end: number } | undefined {
  if (typeof search.value === "string") {
    const start = text.indexOf(search.value);
    return start < 0 ? undefined : { start, end: start + search.value.length };
  }
  if (!(search.value instanceof RegExp)) return undefined;
  // An anchor means the end of the whole text, not of a part of it.
  if ((search.value.source.startsWith("^") && !isFirst) || (search.value.source.endsWith("$") && !isLast)) return undefined;
  const match = new RegExp(search.value.source, search.value.flags.replace(/[gy]/g, "")).exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
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
  const relative = typeof path[0] === "string" ? [path[0].replace(/^(\.\/)+/, ""), ...path.slice(1)] : path;
  const end = base.at(-1);
  return typeof end === "string" && end.endsWith("/") ? [...base, ...relative] : [...base, "/", ...relative];
}

/** One text for a pattern, every hole being the given character: for matching with regular expressions. */
export const flatten = (pattern: Pattern, hole: string): string =>
  pattern.map((part) => (typeof part === "string" ? part : hole)).join("");
