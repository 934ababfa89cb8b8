import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./context.js";
import { memberName, peel } from "./file-index.js";
import type { Variable } from "./file-index.js";
import type { KvKeyUrl } from "./kv-url.js";
import type { Bound, Leaf } from "./frames.js";

/** A parameter of a key URL's query, with the narrowest node that puts it there. */
export interface QueryField {
  readonly name: string;
  readonly node: TSESTree.Node;
}

/** What the query of a key URL says: in its text, through `URLSearchParams`, through `url.searchParams`. */
export function queryOfUrl(context: Context, url: Bound, address: KvKeyUrl): QueryField[] {
  const byUrl = urlVariables(context, url).flatMap((variable) => writesThrough(variable, ["searchParams"]));
  return [...inText(context, url, address), ...address.queryHoles.flatMap((hole) => inParams(context, hole)), ...byUrl];
}

/** The text of a URL that holds a parameter is the node to change. */
function inText(context: Context, url: Bound, address: KvKeyUrl): QueryField[] {
  return address.query.map((name) => {
    const holder = context.resolver.follow(url).find((leaf) => context.index.textOf(leaf.node).includes(`${name}=`));
    return { name, node: holder?.node ?? url.node };
  });
}

/** `?${new URLSearchParams({ … })}`, also with parameters that are set later. */
function inParams(context: Context, { node, frame, path }: Leaf): QueryField[] {
  const isParams = node.type === "NewExpression" && node.callee.type === "Identifier" && node.callee.name === "URLSearchParams" && path.length === 0;
  if (!isParams) return [];
  const [given] = node.arguments;
  const entries = given === undefined || given.type === "SpreadElement" ? [] : context.shapes.shapeOf({ node: given, frame }).entries;
  const holder = node.parent;
  const variable = holder.type === "VariableDeclarator" && holder.id.type === "Identifier" ? context.index.variableOf(holder.id) : undefined;
  return [...entries.map((entry) => ({ name: entry.name, node: entry.node })), ...(variable === undefined ? [] : writesThrough(variable, []))];
}

/** The variables that a URL expression reads: `url`, `url.href`, `url.toString()`, `String(url)`, `${url}`. */
function urlVariables(context: Context, { node, frame }: Bound): Variable[] {
  const inner = peel(node);
  switch (inner.type) {
    case "Identifier": {
      const variable = context.index.variableOf(inner);
      if (variable === undefined) return [];
      const argument = context.resolver.argumentOf(variable, frame);
      return argument?.path.length === 0 ? [variable, ...urlVariables(context, argument.value)] : [variable];
    }
    case "MemberExpression":
      return urlVariables(context, { node: inner.object, frame });
    case "CallExpression": {
      const [first] = inner.arguments;
      if (inner.callee.type === "MemberExpression") return urlVariables(context, { node: inner.callee.object, frame });
      return inner.callee.type === "Identifier" && inner.callee.name === "String" && first !== undefined ? urlVariables(context, { node: first, frame }) : [];
    }
    case "TemplateLiteral":
      return inner.expressions.flatMap((expression) => urlVariables(context, { node: expression, frame }));
    default:
      return [];
  }
}

/** `variable.set("name", …)` and `append`, behind the given members. */
function writesThrough(variable: Variable, members: readonly string[]): QueryField[] {
  return variable.references.flatMap(({ identifier }): QueryField[] => {
    const object = readThrough(identifier, members);
    const method = object === undefined ? undefined : memberOn(object);
    const call = method?.parent;
    if (method === undefined || call?.type !== "CallExpression" || call.callee !== method) return [];
    const [name] = call.arguments;
    const isWrite = memberName(method) === "set" || memberName(method) === "append";
    return isWrite && name?.type === "Literal" && typeof name.value === "string" ? [{ name: name.value, node: call }] : [];
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
