import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { memberName, peel, contains } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { KvKeyUrl } from "./kv-url.js";
import type { Bound, Leaf } from "../../eval/frames.js";
import { isText } from "../../eval/text/static-text.js";
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
  const byUrl = urlVariables(context, url).flatMap((each) => writesThrough(each, ["searchParams"]));
  return [
    ...inText(context, url, address),
    ...address.queryHoles.flatMap((hole) => inParams(context, hole)),
    ...byUrl,
  ];
}

/** The text of a URL that holds a parameter is the node to change. */
function inText(context: Context, url: Bound, address: KvKeyUrl): QueryField[] {
  return address.query.map(({ name, value }) => {
    const holder = context.resolver
      .follow(url)
      .find((leaf) => context.index.textOf(leaf.node).includes(`${name}=`));
    return { name, node: holder?.node ?? url.node, value: valueAfter(value) };
  });
}

/** What a parameter in a text is set to: the text behind its name, or the expression that stands there. */
function valueAfter([text, ...others]: Pattern): QueryField["value"] {
  if (text === undefined || !isText(text)) return undefined;
  if (others.length === 0) return text;
  if (text.text !== "" || text.source === undefined) return undefined;
  const { node: before, frame } = text.source;
  const node = expressionAfter(before);
  const whole = wholeText(before);
  // `?ttl_secs=${minutes}0`: what follows in the same text belongs to the value, too.
  const isMore = (part: TSESTree.Node | undefined): boolean =>
    part !== undefined && node !== undefined && contains(whole, part) && !contains(node, part);
  if (node === undefined || others.some((part) => isMore(isText(part) ? part.source?.node : part.node)))
    return undefined;
  return { node, frame };
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
function inParams(context: Context, { node, frame, path }: Leaf): QueryField[] {
  const isParams =
    node.type === "NewExpression" &&
    node.callee.type === "Identifier" &&
    node.callee.name === "URLSearchParams" &&
    path.length === 0;
  if (!isParams) return [];
  const [given] = node.arguments;
  const entries =
    given === undefined || given.type === "SpreadElement"
      ? []
      : context.shapes.shapeOf({ node: given, frame }).entries;
  const holder = node.parent;
  const variable =
    holder.type === "VariableDeclarator" && holder.id.type === "Identifier"
      ? context.index.variableOf(holder.id)
      : undefined;
  return [
    ...entries.map(({ name, node: property, value }) => ({ name, node: property, value })),
    ...(variable === undefined ? [] : writesThrough({ variable, frame }, [])),
  ];
}

/** A variable, and the calls through which what it is given is looked at. */
interface UrlVariable {
  readonly variable: Variable;
  readonly frame: Bound["frame"];
}

/** The variables that a URL expression reads: `url`, `url.href`, `url.toString()`, `String(url)`, `${url}`. */
function urlVariables(context: Context, { node, frame }: Bound): UrlVariable[] {
  const inner = peel(node);
  switch (inner.type) {
    case "Identifier": {
      const variable = context.index.variableOf(inner);
      if (variable === undefined) return [];
      const argument = context.resolver.parameters.argumentOf(variable, frame);
      return argument?.path.length === 0
        ? [{ variable, frame }, ...urlVariables(context, argument.value)]
        : [{ variable, frame }];
    }
    case "MemberExpression":
      return urlVariables(context, { node: inner.object, frame });
    case "CallExpression": {
      const [first] = inner.arguments;
      if (inner.callee.type === "MemberExpression")
        return urlVariables(context, { node: inner.callee.object, frame });
      return inner.callee.type === "Identifier" && inner.callee.name === "String" && first !== undefined
        ? urlVariables(context, { node: first, frame })
        : [];
    }
    case "TemplateLiteral":
      return inner.expressions.flatMap((expression) => urlVariables(context, { node: expression, frame }));
    default:
      return [];
  }
}

/** `variable.set("name", …)` and `append`, behind the given members. */
function writesThrough({ variable, frame }: UrlVariable, members: readonly string[]): QueryField[] {
  return variable.references.flatMap(({ identifier }): QueryField[] => {
    const object = readThrough(identifier, members);
    const method = object === undefined ? undefined : memberOn(object);
    const call = method?.parent;
    if (method === undefined || call?.type !== "CallExpression" || call.callee !== method) return [];
    const [name, value] = call.arguments;
    const isWrite = memberName(method) === "set" || memberName(method) === "append";
    return isWrite && name?.type === "Literal" && typeof name.value === "string"
      ? [{ name: name.value, node: call, value: value === undefined ? undefined : { node: value, frame } }]
      : [];
  });
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
