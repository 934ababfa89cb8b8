import type { TSESTree } from "@typescript-eslint/utils";
import type { AbstractValue, Bound } from "../../eval/call-context.js";
import type { Entry, Shape } from "../../eval/objects/shape.js";
import { isText } from "../../eval/text/static-text.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { peel } from "../../syntax/nodes.js";
import { readEnvelopeCall } from "../calls/envelope-helpers.js";
import type { Context } from "../context.js";
import type { QueryField } from "../requests/query.js";
import { SERVER_TTL_NAMES } from "../vocabulary.js";
import type { FieldRole } from "../vocabulary.js";
import { carriedBy } from "./carried-text.js";
import type { RawWrite } from "./raw-writes.js";

/** What says when an envelope ends. */
interface EndField {
  readonly role: FieldRole;
  readonly entry: Entry;
}

/** An envelope that a helper of ours makes for a write, whose end is to be the service's. */
export interface MadeEnvelope {
  /** The helper's call. */
  readonly call: TSESTree.CallExpression;
  /** What the helper is told, */
  readonly options: Bound;
  readonly shape: Shape;
  /** and what says the end there, at least one. */
  readonly fields: readonly EndField[];
  /** The clock that a ttl counts from, where it is given one. */
  readonly clock: TSESTree.Node | undefined;
}

/** The options of the helpers that say when an envelope ends. */
export const END_OPTIONS: ReadonlyMap<string, FieldRole> = new Map<string, FieldRole>([
  ["ttlSeconds", "ttl"],
  ["expiresAtMs", "expiration"],
]);

/** Whether a write tells the service when the entry ends. */
export const saysServerTtl = (context: Context, { options, query }: RawWrite): boolean =>
  [...query, ...(options === undefined ? [] : context.shapes.shapeOf(options).entries)].some(
    ({ name, value }) => SERVER_TTL_NAMES.has(name) && !isLeftOut(context, value),
  );

/** Whether a caller says no ttl by what it passes: `kvPut(key, text)` of a `kvPut(key, text, ttlSecs)`. */
function isLeftOut({ index, resolver }: Context, value: QueryField["value"]): boolean {
  if (value === undefined || isText(value)) return false;
  const node = peel(value.node);
  const variable = node.type === "Identifier" ? index.variableOf(node) : undefined;
  return variable === undefined
    ? isNothing(node)
    : resolver.parameters.isOmitted(variable, value.callContext);
}

/** `undefined` and `null`, as they are written. */
export const isNothing = (node: TSESTree.Node): boolean => {
  const inner = peel(node);
  return (
    (inner.type === "Identifier" && inner.name === "undefined") ||
    (inner.type === "Literal" && inner.value === null && inner.raw === "null")
  );
};

/** The envelopes that a write can store, where they are of our helpers' and end. */
export interface MadeEnvelopes {
  readonly made: readonly MadeEnvelope[];
  /** How many texts it can send in all: those that are no such envelope, too. */
  readonly ways: number;
}

/** The envelopes of our helpers' with an end that a write can store, in whatever carries their text. */
export function madeEnvelopes(context: Context, { value, needsFullShape }: RawWrite): MadeEnvelopes {
  const sent = value === undefined || needsFullShape ? [] : [value.bound, ...(value.others ?? [])];
  const ways = sent
    .flatMap((each) => context.resolver.follow(each))
    .filter(({ node, path }) => path.length > 0 || !isNothing(node));
  const calls = new Map(
    ways.flatMap((each) => helperCalls(context, each)).map((made) => [made.call, made] as const),
  );
  return { made: [...calls.values()].flatMap((each) => endOf(context, each) ?? []), ways: ways.length };
}

/** What a helper's call says of the end of its envelope. */
function endOf(context: Context, { call, options }: Made): MadeEnvelope | undefined {
  if (options === undefined) return undefined;
  const shape = context.shapes.shapeOf(options);
  const fields = shape.entries.flatMap((entry): EndField[] => {
    const role = END_OPTIONS.get(entry.name);
    return role === undefined || (entry.value !== undefined && isNothing(entry.value.node))
      ? []
      : [{ role, entry }];
  });
  const clock = shape.entries.find(({ name }) => name === "now")?.node;
  return fields.length === 0 ? undefined : { call, options, shape, fields, clock };
}

/** A helper's call that makes an envelope, with what it is told of it. */
interface Made {
  readonly call: TSESTree.CallExpression;
  readonly options: Bound | undefined;
}

/** Through how many calls a text goes on its way. */
const MAX_CARRIERS = 8;

/** `encodeEnvelope(…)`, `JSON.stringify(toEnvelope(…))`, `Buffer.from(encodeEnvelope(…))`: the calls that make the envelope. */
export function helperCalls(context: Context, value: AbstractValue, depth = 0): Made[] {
  const { node, callContext, path } = value;
  if (depth > MAX_CARRIERS) return [];
  const within = (text: Bound): Made[] =>
    context.resolver.follow(text).flatMap((each) => helperCalls(context, each, depth + 1));
  // `v1:${encodeEnvelope(…)}`, `encodeEnvelope(…) + "\n"`
  if (node.type === "TemplateLiteral")
    return node.expressions.flatMap((part) => within({ node: part, callContext }));
  if (node.type === "BinaryExpression")
    return [node.left, node.right].flatMap((part) => within({ node: part, callContext }));
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return [];
  if (node.type === "CallExpression" && path.length === 0) {
    const helper = readEnvelopeCall(context, node, callContext);
    if (helper?.operation === "encode") return [{ call: node, options: helper.options }];
    const [first] = node.arguments;
    if (globalPath(context.index, node.callee) === "JSON.stringify")
      return first === undefined || first.type === "SpreadElement"
        ? []
        : within({ node: first, callContext });
  }
  const { text } = carriedBy(context, value, node);
  return text === undefined ? [] : within(text);
}
