import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberName, peel, contains } from "../../syntax/nodes.js";
import type { KvKeyUrl } from "./kv-url.js";
import type { Bound, AbstractValue } from "../../eval/call-context.js";
import { usesOfMade } from "../../eval/holders.js";
import type { HeldUse } from "../../eval/holders.js";
import { originsOf } from "../../eval/origin.js";
import { urlArgumentsOf } from "../../eval/text/url-pattern.js";
import { readSetParameter } from "../../eval/text/parameter-helpers.js";
import { isText, synthetic } from "../../eval/text/static-text.js";
import type { StaticText } from "../../eval/text/static-text.js";
import type { Pattern } from "../../eval/text/pattern.js";

/** A parameter of a key URL's query, with the narrowest node that puts it there. */
export interface QueryField {
  readonly name: string;
  readonly node: TSESTree.Node;
  /** What it is set to: an expression, or the text itself; `undefined` where that can't be told. */
  readonly value: Bound | StaticText | undefined;
}

/** What the query of a key URL says: in its text, through `URLSearchParams`, through `url.searchParams`. */
export function queryOfUrl(context: Context, url: Bound, address: KvKeyUrl): QueryField[] {
  const found = [
    ...inText(context, url, address),
    ...address.queryHoles.flatMap((hole) => inParams(context, hole)),
    ...inUrl(context, url),
  ];
  return found.filter(
    ({ node, name }, position) =>
      found.findIndex((other) => other.node === node && other.name === name) === position,
  );
}

/** What a client is given for the query, in whatever form: an object, pairs, `URLSearchParams`, a text. */
export function queryOf(context: Context, given: Bound): QueryField[] {
  return [
    ...inList(context, given),
    ...context.resolver
      .follow(given)
      .flatMap((value) => (value.node.type === "Literal" ? inLiteral(value) : inParams(context, value))),
  ];
}

/** `searchParams: "expiration_ttl=60"` */
const inLiteral = ({ node }: AbstractValue): QueryField[] =>
  node.type === "Literal" && typeof node.value === "string"
    ? [...new URLSearchParams(node.value)].map(([name, text]) => ({ name, node, value: synthetic(text) }))
    : [];

/** The text of a URL that holds a parameter is the node to change. */
function inText(context: Context, url: Bound, address: KvKeyUrl): QueryField[] {
  return address.query.map(({ name, value, text }) => {
    const holder = urlsGiven(context, url, follow).find((value) =>
      context.index.textOf(value.node).includes(`${name}=`),
    );
    return {
      name,
      node: holder?.node ?? (text === undefined ? url.node : wholeText(text)),
      value: valueAfter(value),
    };
  });
}

type Follow = (context: Context, url: Bound) => readonly AbstractValue[];

const follow: Follow = ({ resolver }, url) => resolver.follow(url);

/** What a URL can be, before functions set parameters in it: of `withTtl(url, 60)` what `url` is. */
function urlsGiven(context: Context, url: Bound, valuesOf: Follow): AbstractValue[] {
  return valuesOf(context, url).flatMap((value) => {
    const set = readSetParameter(context.resolver, value);
    if (set === undefined) return [value];
    // `url = withTtl(url, 60)`
    return context.resolver.once(value, [], () => urlsGiven(context, set.url, valuesOf));
  });
}

/** What a parameter in a text is set to: the text behind its name, or the expression that stands there. */
function valueAfter([text, ...others]: Pattern): QueryField["value"] {
  if (text === undefined || !isText(text)) return undefined;
  if (others.length === 0) return text;
  if (text.text !== "" || text.source === undefined) return undefined;
  const { node: before, callContext } = text.source;
  const [next] = others;
  const isGiven = next !== undefined && !isText(next) && next.node.parent === before;
  // `withTtl(url, 60)` says no text of its own: what stands behind the name is what it is given.
  const node = isGiven ? next.node : expressionAfter(before);
  const whole = wholeText(before);
  // `?ttl_secs=${minutes}0`: what follows in the same text belongs to the value, too.
  const isMore = (part: TSESTree.Node | undefined): boolean =>
    part !== undefined && node !== undefined && contains(whole, part) && !contains(node, part);
  if (node === undefined || others.some((part) => isMore(isText(part) ? part.source?.node : part.node)))
    return undefined;
  return { node, callContext };
}

/** The template literal or the concatenation that a text is part of. */
function wholeText(part: TSESTree.Node): TSESTree.Node {
  const { parent } = part;
  return parent?.type === "TemplateLiteral" ||
    (parent?.type === "BinaryExpression" && parent.operator === "+")
    ? wholeText(parent)
    : part;
}

/** The expression that follows a text in a template literal or a concatenation. */
function expressionAfter(text: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = text;
  if (parent?.type === "TemplateLiteral" && text.type === "TemplateElement")
    return parent.expressions[parent.quasis.indexOf(text)];
  if (parent?.type !== "BinaryExpression" || parent.operator !== "+") return undefined;
  return parent.left === text ? parent.right : expressionAfter(parent);
}

/** `?${new URLSearchParams({ … })}`, also with parameters that are set later. */
function inParams(context: Context, hole: AbstractValue): QueryField[] {
  const { node, callContext, path } = hole;
  if (path.length > 0 || (node.type !== "NewExpression" && node.type !== "CallExpression")) return [];
  if (!isParams(node) && !isStringified(context, hole)) return [];
  const [given] = node.arguments;
  return [
    ...(given === undefined || given.type === "SpreadElement"
      ? []
      : inList(context, { node: given, callContext })),
    ...(isParams(node)
      ? usesOfMade(context.resolver, hole).flatMap((use) => writesAt(context, use, []))
      : []),
  ];
}

const isParams = (node: TSESTree.Node): boolean =>
  node.type === "NewExpression" &&
  node.callee.type === "Identifier" &&
  node.callee.name === "URLSearchParams";

/** `querystring.stringify({ … })`, and what does the same. */
const isStringified = (context: Context, { node, callContext }: AbstractValue): boolean =>
  node.type === "CallExpression" &&
  originsOf(context.resolver, { node: node.callee, callContext }).some(
    (origin) =>
      origin.kind === "import" &&
      QUERY_MODULES.has(origin.module) &&
      [origin.name, ...origin.path].at(-1) === "stringify",
  );

const QUERY_MODULES = new Set(["querystring", "qs", "query-string", "fast-querystring", "picoquery"]);

/** What a query is made of: an object, or a list of pairs. */
function inList(context: Context, given: Bound): QueryField[] {
  const entries = context.shapes.shapeOf(given).entries;
  const pairs = context.resolver.follow(given).flatMap(({ node, callContext, path }) =>
    node.type === "ArrayExpression" && path.length === 0
      ? node.elements.flatMap((pair) => {
          const [name, value] = pair?.type === "ArrayExpression" ? pair.elements : [];
          return pair === null || name === null || name === undefined
            ? []
            : namesAt(context, { node: name, callContext }).map((each) => ({
                name: each,
                node: pair,
                value: value === null || value === undefined ? undefined : { node: value, callContext },
              }));
        })
      : [],
  );
  return [...entries.map(({ name, node, value }) => ({ name, node, value })), ...pairs];
}

const namesAt = (context: Context, name: Bound): readonly string[] =>
  context.resolver.staticNames(name) ?? [];

/** The parameters that are set on a URL after it was made, in the function that makes it or in another. */
function inUrl(context: Context, url: Bound): QueryField[] {
  const made = urlsGiven(context, url, (_, given) =>
    urlsRead(given).flatMap((each) => follow(context, each)),
  ).filter((value) => urlArgumentsOf(context.resolver, value) !== undefined);
  const uses = made.flatMap((value) => usesOfMade(context.resolver, value));
  return uses.flatMap((use) => writesAt(context, use, ["searchParams"]));
}

/** The expressions that are the URL itself: `url` of `url.href`, `url.toString()`, `String(url)`, `${url}`. */
function urlsRead({ node, callContext }: Bound): Bound[] {
  const inner = peel(node);
  const self = { node: inner, callContext };
  switch (inner.type) {
    case "MemberExpression":
      return [self, ...urlsRead({ node: inner.object, callContext })];
    case "CallExpression": {
      const [first] = inner.arguments;
      if (inner.callee.type === "MemberExpression")
        return [self, ...urlsRead({ node: inner.callee.object, callContext })];
      return inner.callee.type === "Identifier" && inner.callee.name === "String" && first !== undefined
        ? urlsRead({ node: first, callContext })
        : [self];
    }
    case "TemplateLiteral":
      return inner.expressions.flatMap((expression) => urlsRead({ node: expression, callContext }));
    default:
      return [self];
  }
}

/** `params.set("name", …)` and `append`, behind the given members of what is used. */
function writesAt(context: Context, { use, callContext }: HeldUse, members: readonly string[]): QueryField[] {
  const object = readThrough(use, members);
  const method = object === undefined ? undefined : memberOn(object);
  const call = method?.parent;
  if (method === undefined || call?.type !== "CallExpression" || call.callee !== method) return [];
  const [name, value] = call.arguments;
  const isWrite = memberName(method) === "set" || memberName(method) === "append";
  return !isWrite || name === undefined
    ? []
    : namesAt(context, { node: name, callContext }).map((each) => ({
        name: each,
        node: call,
        value: value === undefined ? undefined : { node: value, callContext },
      }));
}

/** The member expression that reads from an expression. */
function memberOn(object: TSESTree.Node): TSESTree.MemberExpression | undefined {
  const { parent } = object;
  return parent?.type === "MemberExpression" && parent.object === object ? parent : undefined;
}

/** The chain that reads the given members, one after the other, from an expression. */
function readThrough(object: TSESTree.Node, [name, ...others]: readonly string[]): TSESTree.Node | undefined {
  if (name === undefined) return object;
  const member = memberOn(object);
  return member === undefined || memberName(member) !== name ? undefined : readThrough(member, others);
}
