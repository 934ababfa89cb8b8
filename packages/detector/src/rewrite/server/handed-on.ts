import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound, CallContext } from "../../eval/call-context.js";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import { contains, enclosingFunction, memberChain, staticName } from "../../syntax/nodes.js";
import type { CallScope, FunctionNode, Variable } from "../../syntax/nodes.js";
import { docCommentOf } from "../../syntax/js-doc.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers } from "../imports/helper-names.js";
import { behindLast } from "./added-property.js";

/** A ttl that goes from the function that says it to the one that makes the request, as a further argument of each call. */
export interface HandedOn {
  /** The call in the function that says the ttl, which gets it. */
  readonly call: TSESTree.CallExpression;
  /** The name of the parameter in the function that makes the request. */
  readonly name: string;
  /** The edit that gives the call the ttl. */
  readonly give: (seconds: string) => PlacedEdit;
  /** The edits of the functions and calls in between: the same for every write that goes through them. */
  readonly shared: readonly PlacedEdit[];
  /** The functions in between, which get a parameter. */
  readonly through: readonly FunctionNode[];
}

/** A call of a function of the program that can be given one argument more. */
interface Link {
  readonly call: TSESTree.CallExpression;
  readonly fn: FunctionNode;
}

/** How the new parameter is called. */
const PARAMETER = "ttlSecs";

/**
 * How a ttl gets from the function that says it to an expression that a function called by it has.
 * @param home the function that says the ttl; `undefined` where that is no function
 * @returns why it can't be handed on, where a function on the way may be called otherwise than is seen
 */
export function handOn(
  context: Context,
  helpers: Helpers,
  { node, callContext }: Bound,
  home: FunctionNode | undefined,
): HandedOn | string {
  const links: Link[] = [];
  let inner = node;
  for (let current = callContext; ; current = outerOf(current)) {
    const link = linkAt(inner, current);
    if (link === undefined) return leadsNowhere(current);
    const fault = faultOf(context, link);
    if (fault !== undefined) return fault;
    links.push(link);
    inner = link.call;
    const around = enclosingFunction(inner);
    if (around === home || (home !== undefined && contains(home, inner))) break;
  }
  const [first] = links;
  const last = links.at(-1);
  if (first === undefined || last === undefined) return leadsNowhere(null);
  const nameIn = (fn: FunctionNode): string => helpers.at(fn).localFor(fn, fn, PARAMETER);
  return {
    call: last.call,
    name: nameIn(first.fn),
    give: (seconds) => argumentEdit(context, last, seconds),
    through: links.map(({ fn }) => fn),
    shared: links.flatMap((link, position) => {
      const outer = links[position + 1];
      return [
        ...parameterEdits(context, link.fn, nameIn(link.fn)),
        // What the call before has got, it passes on.
        ...(outer === undefined ? [] : [argumentEdit(context, link, nameIn(outer.fn))]),
      ];
    }),
  };
}

/** Why there is no call that could be given the ttl. */
const leadsNowhere = (callContext: CallContext | null): string =>
  callContext?.call?.type === "NewExpression"
    ? "that is where an object is made, which others may use too"
    : "no call leads there from the function that says the ttl";

const outerOf = (callContext: CallContext | null): CallContext | null => callContext?.outer ?? null;

/** The call that a call context is entered by, where the function it enters is around a node. */
function linkAt(node: TSESTree.Node, callContext: CallContext | null): Link | undefined {
  if (callContext?.call?.type !== "CallExpression") return undefined;
  const { call, fn } = callContext;
  return isFunctionScope(fn) && contains(fn, node) ? { call, fn } : undefined;
}

const isFunctionScope = (scope: CallScope): scope is FunctionNode => scope.type !== "ClassBody";

/** Why a function can't be given a further parameter without changing what another call of it does. */
function faultOf(context: Context, { call, fn }: Link): string | undefined {
  const at = placeOf(context, fn, call);
  const callees = context.calleesOf(call);
  if (callees.length !== 1 || callees[0]?.node !== fn)
    return `the call (${placeOf(context, call, fn)}) can run another function`;
  const last = fn.params.at(-1);
  if (last === undefined || last.type === "RestElement" || last.type === "TSParameterProperty")
    return `the function (${at}) takes any number of arguments, or none`;
  if (readsArguments(context, fn)) return `the function (${at}) asks for its \`arguments\``;
  const holderFault = isNamedAlone(fn) ? faultOfName(context, fn) : faultOfMember(context, call, fn);
  if (holderFault !== undefined) return holderFault;
  if (context.isFunctionInMarkup(fn)) return `a component's markup may call the function (${at})`;
  const calls = new Set([call, ...context.callersOf(fn)]);
  for (const each of calls) {
    const place = placeOf(context, each, fn);
    if (contains(fn, each)) return `the function (${at}) calls itself (${place})`;
    const isPlain = each.arguments.every(({ type }) => type !== "SpreadElement");
    if (!isPlain || each.arguments.length > fn.params.length || each.arguments.length === 0)
      return `how many arguments the call at ${place} passes is not what the function (${at}) says`;
  }
  return undefined;
}

function readsArguments(context: Context, fn: FunctionNode): boolean {
  if (fn.type === "ArrowFunctionExpression") return false;
  const own = context.index.scopeOf(fn)?.set.get("arguments");
  return own !== undefined && own.references.length > 0;
}

/** A function that is declared by its name, or kept in a constant. */
const isNamedAlone = (fn: FunctionNode): boolean =>
  fn.type === "FunctionDeclaration" || fn.parent.type === "VariableDeclarator";

function faultOfName(context: Context, fn: FunctionNode): string | undefined {
  const name = fn.type === "FunctionDeclaration" ? fn.id : declaredName(fn);
  const variable = name === undefined || name === null ? undefined : context.index.variableOf(name);
  const at = placeOf(context, fn, fn);
  if (name === undefined || name === null || variable === undefined)
    return `the function (${at}) has no name that its calls could be told by`;
  if (variable.defs.length > 1 || variable.references.some((each) => each.isWrite() && each.init !== true))
    return `the function's name (${at}) stands for another function, too`;
  if (name.typeAnnotation) return `the function's type (${at}) is declared elsewhere`;
  const mention = taken(variable)[0] ?? context.mentionsOf(fn)[0] ?? takenByName(context, name.name);
  return mention === undefined
    ? undefined
    : `the function is handed on at ${placeOf(context, mention, fn)}, where others may call it`;
}

/** Where what has a member of that name gives it away: `keys.map(kv.put)`, `const { put } = kv` that is handed on. */
const takenByName = (context: Context, name: string): TSESTree.Node | undefined =>
  context.index.membersNamed(name).flatMap((member): readonly TSESTree.Node[] => {
    if (member.type === "MemberExpression") return isCalledOrSet(member) ? [] : [member];
    const bound = member.value.type === "AssignmentPattern" ? member.value.left : member.value;
    const variable = bound.type === "Identifier" ? context.index.variableOf(bound) : undefined;
    return variable === undefined ? [member] : taken(variable);
  })[0];

/** Where a variable's value is taken, and neither called nor exported under its name. */
const taken = ({ references }: Variable): readonly TSESTree.Node[] =>
  references.flatMap((reference) =>
    reference.isRead() && !isCalledOrSet(reference.identifier) && !isExported(reference.identifier)
      ? [reference.identifier]
      : [],
  );

const isCalledOrSet = (node: TSESTree.Node): boolean =>
  (node.parent?.type === "CallExpression" && node.parent.callee === node) ||
  (node.parent?.type === "AssignmentExpression" && node.parent.left === node);

/** `export { put }`, `exports.put = put`, `module.exports = { put }`; of a type nothing is taken. */
function isExported(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  if (parent.type === "Property" && parent.parent.type === "ObjectExpression")
    return isExported(parent.parent);
  const target = parent.type === "AssignmentExpression" && parent.right === node ? parent.left : undefined;
  const chain = target === undefined ? undefined : memberChain(target);
  return (
    /^(?:ExportSpecifier|ExportDefaultDeclaration|TSTypeQuery)$/.test(parent.type) ||
    (chain?.root.type === "Identifier" &&
      (chain.root.name === "exports" || (chain.root.name === "module" && chain.path[0] === "exports")))
  );
}

const declaredName = ({ parent }: FunctionNode): TSESTree.Identifier | undefined =>
  parent.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id : undefined;

/** A method: it is called on the object itself, and nothing takes it off. */
function faultOfMember(
  context: Context,
  { callee }: TSESTree.CallExpression,
  fn: FunctionNode,
): string | undefined {
  const at = placeOf(context, fn, callee);
  const holder = fn.parent;
  const isMethod =
    (holder.type === "MethodDefinition" && holder.kind === "method") ||
    (holder.type === "Property" && holder.parent.type === "ObjectExpression" && holder.kind === "init");
  const name = isMethod ? staticName(holder) : undefined;
  if (!isMethod || name === undefined || holder.computed || callee.type !== "MemberExpression")
    return `the function (${at}) has no name that its calls could be told by`;
  if (context.index.childrenOf(holder).some(({ type }) => type === "Decorator"))
    return `a decorator stands in front of the method (${at})`;
  if (isTyped(context, fn) && callee.object.type !== "ThisExpression")
    return `the type of the object whose method it is (${at}) may be declared elsewhere`;
  const mention = takenByName(context, name);
  return mention === undefined
    ? undefined
    : `a method of that name is taken without being called (${placeOf(context, mention, fn)})`;
}

/** Whether a function stands in TypeScript that says types. */
export const isTyped = (context: Context, fn: FunctionNode): boolean =>
  context.index.fileOf(fn).nodes.some(({ type }) => type.startsWith("TS"));

function parameterEdits(context: Context, fn: FunctionNode, name: string): PlacedEdit[] {
  const last = fn.params.at(-1);
  const [first] = fn.params;
  if (last === undefined || first === undefined) return [];
  const text = isTyped(context, fn) ? `${name}?: number` : name;
  const { text: source } = context.index.fileOf(fn).file;
  const [start, end] = last.range;
  // `async body => …`
  const isBare = fn.type === "ArrowFunctionExpression" && !source.slice(fn.range[0], start).includes("(");
  const added = behindLast(context, fn, first, last, text);
  const parameter = isBare
    ? [
        context.index.edit(fn, { start, end: start, text: "(" }),
        context.index.edit(fn, { start: end, end, text: `, ${text})` }),
      ]
    : [added];
  return [...documented(context, fn, name), ...parameter];
}

/** The same in the JSDoc above a function, where that says its parameters: to `checkJs` those are all. */
function documented(context: Context, fn: FunctionNode, name: string): PlacedEdit[] {
  const comment = docCommentOf(context.index, fn);
  const tag = `@param {number} [${name}]`;
  const { text } = context.index.fileOf(fn).file;
  const found = comment === undefined ? -1 : text.lastIndexOf("@param {", comment.range[1]);
  if (comment === undefined || found < comment.range[0]) return [];
  const lineEnd = text.indexOf("\n", found);
  const [, lead = ""] = /([^\n]*)$/.exec(text.slice(0, found)) ?? [];
  // `/** @param {string} key */`
  if (lineEnd < 0 || lineEnd >= comment.range[1]) {
    const end = comment.range[1] - "*/".length;
    return [context.index.edit(fn, { start: end, end, text: `${text[end - 1] === " " ? "" : " "}${tag} ` })];
  }
  const end = text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  return [context.index.edit(fn, { start: end, end, text: `${text.slice(end, lineEnd + 1)}${lead}${tag}` })];
}

/** The ttl behind the arguments; what is left out between is `undefined`, as it was. */
function argumentEdit(context: Context, { call, fn }: Link, seconds: string): PlacedEdit {
  const last = call.arguments.at(-1) ?? call;
  const missing = fn.params.length - call.arguments.length;
  const text = [...Array<string>(missing).fill("undefined"), seconds].join(", ");
  return behindLast(context, call, call.arguments[0] ?? last, last, text);
}
