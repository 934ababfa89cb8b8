import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound, CallContext } from "../../eval/call-context.js";
import { isReassigned } from "../../eval/unsure-values.js";
import type { Context } from "../../kv/context.js";
import { defaultsOfParameter, parameterPlace } from "../../syntax/binding-pattern.js";
import { contains, enclosingFunction, peel } from "../../syntax/nodes.js";
import type { FunctionNode, Variable } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { isPure, operandText } from "../source-text.js";
import type { EnvelopeParts } from "../writes/parts.js";
import { namesIn } from "./moving.js";
import type { Target } from "./target.js";

type Option = EnvelopeParts["options"][number];

/** A ttl as the caller of the function that says it would say it. */
export interface Lifted {
  readonly target: Target;
  /** The function that said it, and says it no more. */
  readonly from: FunctionNode;
  /** The call that passes it. */
  readonly by: TSESTree.CallExpression;
  /** The edits that take out what that function needs no more: its last parameters, with what its calls pass for them. */
  readonly unused: readonly PlacedEdit[];
}

/**
 * The ttl of a function that makes what is written and sends nothing: `const payload = (value, ttl) => ({ value,
 * expiration_ttl: ttl })` says the ttl that its call is given, `send(key, payload(value, 60))`.
 * @returns `undefined` where the caller can't say the same
 */
export function liftedToCaller(context: Context, target: Target): Lifted | undefined {
  const { moved, parts, said, write } = target;
  const [first] = moved.from;
  const home = first === undefined ? undefined : enclosingFunction(first);
  const entered = home === undefined ? undefined : contextOf(home, said ?? null);
  const call = entered?.call;
  if (home === undefined || call?.type !== "CallExpression" || !isRunBy(context, home, call))
    return undefined;
  // One that sends what it makes has other callers, maybe, than those that are seen.
  if (contains(home, write.call) || contextOf(home, write.callContext) !== undefined) return undefined;
  const sent = write.value;
  if (sent === undefined || (sent.others ?? []).length > 0 || !isSole(context, sent.bound, home))
    return undefined;
  const options: Option[] = [];
  const nodes: TSESTree.Node[] = [];
  for (const part of parts.options) {
    const said = saidBy(context, part, home, entered);
    if (said === undefined) return undefined;
    options.push(said.part);
    nodes.push(...said.nodes);
  }
  return {
    target: {
      ...target,
      parts: { ...parts, options },
      moved: { from: [call], nodes },
      said: entered?.outer ?? null,
    },
    from: home,
    by: call,
    unused: unusedIn(context, home, moved.from),
  };
}

/** The last parameters of a function that nothing but the parts that go asks for. */
function unusedIn(context: Context, fn: FunctionNode, going: readonly TSESTree.Node[]): PlacedEdit[] {
  const calls = context.callersOf(fn);
  const isPlain = ({ arguments: given }: TSESTree.CallExpression): boolean =>
    given.length <= fn.params.length && given.every(({ type }) => type !== "SpreadElement");
  if (!calls.every(isPlain)) return [];
  const edits: PlacedEdit[] = [];
  for (let position = fn.params.length - 1; position > 0; position--) {
    const parameter = fn.params[position];
    const variable = parameter?.type === "Identifier" ? context.index.variableOf(parameter) : undefined;
    const passed = calls.flatMap((call) => call.arguments[position] ?? []);
    if (
      parameter === undefined ||
      variable === undefined ||
      !variable.references.every(({ identifier }) => going.some((node) => contains(node, identifier))) ||
      !passed.every((node) => isPure(context, node))
    )
      break;
    const found = [
      takenOut(context, fn, fn.params[position - 1], parameter),
      ...calls.flatMap((call) => {
        const argument = call.arguments[position];
        return argument === undefined
          ? []
          : [takenOut(context, call, call.arguments[position - 1], argument)];
      }),
    ];
    if (!found.every((edit) => edit !== undefined)) break;
    edits.push(...found);
  }
  return edits;
}

/** One of several without the comma before it. */
function takenOut(
  context: Context,
  around: TSESTree.Node,
  before: TSESTree.Node | undefined,
  node: TSESTree.Node,
): PlacedEdit | undefined {
  const start = before?.range[1] ?? node.range[0];
  const between = context.index.fileOf(around).file.text.slice(start, node.range[0]);
  return /^\s*,\s*$/.test(between)
    ? context.index.edit(around, { start, end: node.range[1], text: "" })
    : undefined;
}

/** Whether a call runs a function for sure, and no other: nothing hands it on, no subclass has one of its own. */
function isRunBy(context: Context, fn: FunctionNode, call: TSESTree.CallExpression): boolean {
  const callees = context.calleesOf(call);
  return callees.length === 1 && callees[0]?.node === fn && context.mentionsOf(fn).length === 0;
}

/** Whether what is sent is made in one way: of `big ? payload(value, 60) : payload(value, 5)` the request would get one ttl. */
function isSole(context: Context, text: Bound, home: FunctionNode, depth = 0): boolean {
  const [way, ...others] = context.resolver.follow(text);
  if (way === undefined || others.length > 0 || depth > MAX_CARRIERS) return false;
  const { node, callContext } = way;
  if (contains(home, node)) return true;
  const [first] = node.type === "CallExpression" || node.type === "NewExpression" ? node.arguments : [];
  return (
    first !== undefined &&
    first.type !== "SpreadElement" &&
    isSole(context, { node: first, callContext }, home, depth + 1)
  );
}

/** Through how many calls a text goes on its way. */
const MAX_CARRIERS = 8;

function contextOf(fn: FunctionNode, callContext: CallContext | null): CallContext | undefined {
  for (let current = callContext; current !== null; current = current.outer)
    if (current.fn === fn) return current;
  return undefined;
}

/** A part with what the call passes in the place of the function's parameters. */
function saidBy(
  context: Context,
  part: Option,
  home: FunctionNode,
  entered: CallContext | undefined,
): { readonly part: Option; readonly nodes: readonly TSESTree.Node[] } | undefined {
  const { node, text } = part;
  if (node === undefined || entered === undefined) return undefined;
  const given = new Map<string, TSESTree.Node>();
  for (const name of namesIn(context, node)) {
    const variable = name.type === "Identifier" ? context.index.variableOf(name) : undefined;
    if (variable === undefined) {
      // A global; `this` of a method that is called on `this`.
      if (name.type === "Identifier" || isOnThis(entered)) continue;
      return undefined;
    }
    if (isSeenAround(variable, home)) continue;
    const passed = argumentOf(context, variable, home, entered);
    if (passed === undefined) return undefined;
    given.set(variable.name, passed);
  }
  if (given.size === 0) return { part, nodes: [] };
  const [only] = given.values();
  if (peel(node).type === "Identifier" && text === context.index.textOf(node) && only !== undefined)
    return { part: { ...part, text: context.index.textOf(only), node: only }, nodes: [only] };
  // In a text, or as a key, a name is none.
  if (/["'`{]|=>/.test(text)) return undefined;
  const names = new RegExp(`(?<![\\w$.])(?:${[...given.keys()].map(escaped).join("|")})(?![\\w$])`, "g");
  const replaced = text.replace(names, (name) => {
    const passed = given.get(name);
    return passed === undefined ? name : operandText(context, passed);
  });
  return { part: { ...part, text: replaced, node: undefined }, nodes: [...given.values()] };
}

const isOnThis = ({ call }: CallContext): boolean =>
  call?.callee.type === "MemberExpression" && call.callee.object.type === "ThisExpression";

const escaped = (name: string): string => name.replaceAll("$", String.raw`\$`);

/** Whether a name means the same outside of a function. */
const isSeenAround = ({ scope }: Variable, fn: FunctionNode): boolean =>
  scope.block !== fn && contains(scope.block, fn);

/** What the call passes for a parameter that is used as it came, where that may be said twice. */
function argumentOf(
  context: Context,
  variable: Variable,
  home: FunctionNode,
  { args, outer }: CallContext,
): TSESTree.Node | undefined {
  const place = parameterPlace(variable);
  if (place?.fn !== home || place.path.length > 0 || isReassigned(variable)) return undefined;
  if (defaultsOfParameter(variable).length > 0) return undefined;
  const passed = args[place.position];
  return passed?.callContext === outer && isPure(context, passed.node) ? passed.node : undefined;
}
