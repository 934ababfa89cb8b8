import type { TSESTree } from "@typescript-eslint/utils";
import { getStaticValue } from "@typescript-eslint/utils/ast-utils";
import { globalPath, rowsOfMethod } from "../../flow/steps/built-ins.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { Bound, AbstractValue } from "../call-context.js";
import { cut, isText, synthetic, written } from "./static-text.js";
import type { StaticText } from "./static-text.js";
import type { Resolver } from "../resolver.js";
import { formsOfUrl } from "./changed-url.js";
import { partOfUrl, isAbsolute, resolveAgainst, urlArgumentsOf } from "./url-pattern.js";
import type { Pattern } from "./pattern.js";
import { readSetParameter, withParameter } from "./parameter-helpers.js";
import { partsPutTogether } from "./put-together.js";

/** How many alternatives are kept. */
const MAX_PATTERNS = 16;

/** The strings that an expression can evaluate to. */
export function patternsOf(resolver: Resolver, bound: Bound): Pattern[] {
  return resolver.bounded([], () => appendedTo(resolver, bound) ?? patternsOfValues(resolver, bound));
}

function patternsOfValues(resolver: Resolver, bound: Bound): Pattern[] {
  return (
    resolver
      .follow(bound)
      // A text that is made from itself says nothing where it stands in itself.
      .flatMap((value) => resolver.once(value, [[value]], () => settledPatternsOf(resolver, value)))
      .slice(0, MAX_PATTERNS)
  );
}

/** The texts of an abstract value; where it is only one of several that may be meant, no one wrote this key or URL. */
const settledPatternsOf = (resolver: Resolver, value: AbstractValue): Pattern[] =>
  value.isUnsure === true
    ? patternsOfValue(resolver, value).map(withoutSources)
    : patternsOfValue(resolver, value);

const withoutSources = (pattern: Pattern): Pattern =>
  pattern.map((part) => (isText(part) ? synthetic(part.text) : part));

/** A variable that `text += …` completes after it was made. */
function appendedTo(resolver: Resolver, { node, callContext }: Bound): Pattern[] | undefined {
  const use = peel(node);
  const variable = use.type === "Identifier" ? resolver.index.variableOf(use) : undefined;
  if (variable === undefined || variable.defs[0]?.type !== "Variable") return undefined;
  const appended = variable.references.flatMap(({ identifier: { parent }, writeExpr }) =>
    parent.type === "AssignmentExpression" && parent.operator === "+=" && writeExpr ? [writeExpr] : [],
  );
  if (appended.length === 0) return undefined;
  return resolver.once({ node: use, callContext }, undefined, () => {
    const tails = concatenate(resolver, appended, callContext);
    return patternsOfValues(resolver, { node: use, callContext })
      .flatMap((head) => tails.map((tail) => [...head, ...tail]))
      .slice(0, MAX_PATTERNS);
  });
}

function patternsOfValue(resolver: Resolver, value: AbstractValue): Pattern[] {
  const { node, callContext, path } = value;
  if (path.length > 0) return partsOfUrl(resolver, value);
  switch (node.type) {
    case "Literal":
      return [[written(String(node.value), value)]];
    case "TemplateLiteral":
      return concatenate(resolver, interleave(node, callContext), callContext);
    case "TaggedTemplateExpression":
      // `String.raw` and user tags alike: the text of a URL survives, though not surely as it was.
      return concatenate(resolver, interleave(node.quasi, callContext), callContext).map(withoutSources);
    case "BinaryExpression":
      if (node.operator === "+") return concatenate(resolver, termsOf(node), callContext);
      return [[value]];
    case "NewExpression":
      return urlsMadeBy(resolver, value) ?? [[value]];
    case "CallExpression":
      return (
        urlsMadeBy(resolver, value) ??
        urlsWithParameter(resolver, value) ??
        textsPutTogether(resolver, node, value) ??
        callPatterns(resolver, node, value)
      );
    default: {
      const text = staticText(resolver, node);
      return [[text === undefined ? value : written(text, value)]];
    }
  }
}

function staticText(resolver: Resolver, node: TSESTree.Node): string | undefined {
  const known = getStaticValue(node, resolver.index.scopeOf(node) ?? undefined);
  return typeof known?.value === "string" || typeof known?.value === "number"
    ? String(known.value)
    : undefined;
}

function interleave(
  template: TSESTree.TemplateLiteral,
  callContext: Bound["callContext"],
): (StaticText | TSESTree.Node)[] {
  return template.quasis.flatMap((quasi, position) => {
    const text: (StaticText | TSESTree.Node)[] = [
      written(quasi.value.cooked ?? quasi.value.raw, { node: quasi, callContext }),
    ];
    const expression = template.expressions[position];
    return expression === undefined ? text : [...text, expression];
  });
}

function concatenate(
  resolver: Resolver,
  parts: readonly (StaticText | TSESTree.Node)[],
  callContext: Bound["callContext"],
): Pattern[] {
  let patterns: Pattern[] = [[]];
  for (const part of parts) {
    const tails = isText(part) ? [[part]] : patternsOf(resolver, { node: part, callContext });
    patterns = patterns.flatMap((head) => tails.map((tail) => [...head, ...tail])).slice(0, MAX_PATTERNS);
  }
  return patterns;
}

/** What a sum is made of: `a + b + c` is as deep as it has parts, and is followed as one. */
function termsOf(sum: TSESTree.BinaryExpression): TSESTree.Node[] {
  const terms: TSESTree.Node[] = [];
  let rest: TSESTree.Node = sum;
  for (; rest.type === "BinaryExpression" && rest.operator === "+"; rest = peel(rest.left))
    terms.push(rest.right);
  return [rest, ...terms.reverse()];
}

/** The same of `a.concat(b).concat(c, d)`. */
function piecesOf(call: TSESTree.CallExpression): TSESTree.Node[] {
  const calls: TSESTree.CallExpression[] = [];
  let rest: TSESTree.Node = call;
  for (let joined = concatOf(rest); joined !== undefined; joined = concatOf(rest)) {
    calls.push(joined.call);
    rest = peel(joined.receiver);
  }
  return [rest, ...calls.reverse().flatMap((each) => each.arguments)];
}

function concatOf(
  node: TSESTree.Node,
): { readonly call: TSESTree.CallExpression; readonly receiver: TSESTree.Node } | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
  return memberName(node.callee) === "concat" ? { call: node, receiver: node.callee.object } : undefined;
}

const encoded = (pattern: Pattern): Pattern =>
  pattern.map((part) => (isText(part) ? { ...part, isEncoded: true } : part));

/** `path.posix.join("/v2", name)`, `format("/v2/%s", name)`: nobody wrote the text as it is. */
function textsPutTogether(
  resolver: Resolver,
  call: TSESTree.CallExpression,
  { callContext }: AbstractValue,
): Pattern[] | undefined {
  const made = partsPutTogether(resolver, call, callContext, (node) =>
    patternsOf(resolver, { node, callContext }),
  );
  return made === undefined
    ? undefined
    : concatenate(resolver, made.parts, callContext).map((whole) => withoutSources(made.finish(whole)));
}

/** `withTtl(url, 60)`: the URL, with `ttl_secs` in its query. */
function urlsWithParameter(resolver: Resolver, made: AbstractValue): Pattern[] | undefined {
  const set = readSetParameter(resolver, made);
  if (set === undefined) return undefined;
  const { name, url, value } = set;
  const urls = patternsOf(resolver, url);
  return value === undefined ? urls : urls.map((each) => withParameter(each, name, made, value));
}

/** Calls that keep (the beginning of) their text: encoders, `String(x)`, `x.toString()`, `x.concat(y)`, `[…].join("/")`. */
function callPatterns(resolver: Resolver, call: TSESTree.CallExpression, value: AbstractValue): Pattern[] {
  const { callee } = call;
  const { callContext } = value;
  const [first] = call.arguments;
  if (
    callee.type === "Identifier" &&
    first !== undefined &&
    resolver.index.variableOf(callee) === undefined
  ) {
    if (callee.name === "String") return patternsOf(resolver, { node: first, callContext });
    if (callee.name === "encodeURIComponent" || callee.name === "encodeURI")
      return patternsOf(resolver, { node: first, callContext }).map(encoded);
  }
  if (callee.type !== "MemberExpression") return [[value]];
  const name = memberName(callee);
  const receiver: Bound = { node: callee.object, callContext };
  // They say the same, but for white space.
  if (name !== undefined && rowsOfMethod("text", name) !== undefined) return patternsOf(resolver, receiver);
  const changed = /^to(?:Locale)?(Upper|Lower)Case$/.exec(name ?? "")?.[1];
  if (changed !== undefined)
    return patternsOf(resolver, receiver).map((pattern) =>
      inCase(pattern, changed === "Upper" ? "toUpperCase" : "toLowerCase"),
    );
  if (name === "replace" || name === "replaceAll") {
    const [search, replacement] = call.arguments;
    return patternsOf(resolver, receiver).map((pattern) =>
      replaceIn(
        pattern,
        search,
        replacement === undefined ? value : { node: replacement, callContext, path: [] },
      ),
    );
  }
  if (name === "concat") return concatenate(resolver, piecesOf(call), callContext);
  if (name === "join") {
    const separator = separatorOf(resolver, first, callContext);
    const lists = separator === undefined ? [] : listsOf(resolver, receiver);
    const joined = lists.flatMap(({ array, callContext: home, spelling }) =>
      concatenate(resolver, joinParts(array, separator ?? synthetic("")), home).map((pattern) =>
        spelling === undefined || separator === undefined ? pattern : spelling(pattern, separator.text),
      ),
    );
    if (joined.length > 0) return joined;
  }
  return [[value]];
}

interface List {
  readonly array: TSESTree.ArrayExpression;
  readonly callContext: Bound["callContext"];
  /** What becomes of the elements' texts, between the separators. */
  readonly spelling?: (pattern: Pattern, separator: string) => Pattern;
}

/** The lists that are joined: written out, or each text encoded, `parts.map(encodeURIComponent)`, `.filter(Boolean)`. */
function listsOf(resolver: Resolver, list: Bound): List[] {
  return resolver.follow(list).flatMap(({ node, callContext, path }): List[] => {
    if (path.length > 0) return [];
    if (node.type === "ArrayExpression") return [{ array: node, callContext }];
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
    const [callback, ...others] = node.arguments;
    if (callback === undefined || others.length > 0) return [];
    const by = globalPath(resolver.index, callback) ?? "";
    const how = `${memberName(node.callee) ?? ""}(${by})`;
    const inner: Bound = { node: node.callee.object, callContext };
    if (how === "filter(Boolean)" || how === "map(String)") return listsOf(resolver, inner);
    return how === "map(encodeURIComponent)"
      ? listsOf(resolver, inner).map((each) => ({ ...each, spelling: encodedBetween }))
      : [];
  });
}

/** Each text encoded but the separators between them. */
const encodedBetween = (pattern: Pattern, separator: string): Pattern =>
  pattern.map((part) => (isText(part) && part.text !== separator ? { ...part, isEncoded: true } : part));

/** What `join` puts between the elements. */
function separatorOf(
  resolver: Resolver,
  given: TSESTree.Node | undefined,
  callContext: Bound["callContext"],
): StaticText | undefined {
  if (given === undefined) return synthetic(",");
  const text = staticText(resolver, given);
  return text === undefined ? undefined : written(text, { node: given, callContext });
}

/** An array's elements with the separator between them; a spread is a hole. */
const joinParts = (array: TSESTree.ArrayExpression, separator: StaticText): (StaticText | TSESTree.Node)[] =>
  array.elements.flatMap((element, position) =>
    element === null ? [] : position === 0 ? [element] : [separator, element],
  );

const inCase = (pattern: Pattern, method: "toUpperCase" | "toLowerCase"): Pattern =>
  pattern.map((part) => (isText(part) ? synthetic(part.text[method]()) : part));

/** `text.replace("{id}", id)`, `base.replace(/\/+$/, "")`: the first match in the static parts. */
function replaceIn(pattern: Pattern, search: TSESTree.Node | undefined, replacement: AbstractValue): Pattern {
  // Whatever is replaced, and how often: of what comes out only the rough form is known.
  const rough = withoutSources(pattern);
  if (search?.type !== "Literal") return rough;
  for (const [position, part] of rough.entries()) {
    const match = isText(part)
      ? matchIn(part.text, search, position === 0, position === pattern.length - 1)
      : undefined;
    if (!isText(part) || match === undefined) continue;
    const { node } = replacement;
    const filled =
      node.type === "Literal" && typeof node.value === "string" ? synthetic(node.value) : replacement;
    const parts = [cut(part, 0, match.start), filled, cut(part, match.end)].filter(
      (piece) => !isText(piece) || piece.text !== "",
    );
    return [...rough.slice(0, position), ...parts, ...rough.slice(position + 1)];
  }
  return rough;
}

function matchIn(
  text: string,
  search: TSESTree.Literal,
  isFirst: boolean,
  isLast: boolean,
): { start: number; end: number } | undefined {
  if (typeof search.value === "string") {
    const start = text.indexOf(search.value);
    return start < 0 ? undefined : { start, end: start + search.value.length };
  }
  if (!(search.value instanceof RegExp)) return undefined;
  // An anchor means the end of the whole text, not of a part of it.
  if ((search.value.source.startsWith("^") && !isFirst) || (search.value.source.endsWith("$") && !isLast))
    return undefined;
  const match = new RegExp(search.value.source, search.value.flags.replace(/[gy]/g, "")).exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

/** What `new URL(…)` and its like make; `undefined` for every other construction or call. */
function urlsMadeBy(resolver: Resolver, value: AbstractValue): Pattern[] | undefined {
  const made = urlArgumentsOf(resolver, value);
  if (made === undefined) return undefined;
  const { callContext } = value;
  const addresses = patternsOf(resolver, { node: made.address, callContext });
  const bases = made.base === undefined ? undefined : patternsOf(resolver, { node: made.base, callContext });
  const urls = addresses.flatMap((path) =>
    bases === undefined || isAbsolute(path) ? [path] : bases.map((origin) => resolveAgainst(path, origin)),
  );
  const forms = urls.flatMap((url) =>
    formsOfUrl(resolver, value, url, (bound) => patternsOf(resolver, bound)),
  );
  // Of several forms no one wrote the one that is meant.
  return (forms.length > urls.length ? forms.map(withoutSources) : forms).slice(0, MAX_PATTERNS);
}

/** A member of a URL that was made, as `u.pathname`; a hole for every other member. */
function partsOfUrl(resolver: Resolver, value: AbstractValue): Pattern[] {
  const [name, ...deeper] = value.path;
  const urls =
    name === undefined || deeper.length > 0 ? undefined : urlsMadeBy(resolver, { ...value, path: [] });
  return urls === undefined || name === undefined
    ? [[value]]
    : urls.map((url) => partOfUrl(url, name, value));
}
