import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound } from "../../eval/call-context.js";
import type { Entry } from "../../eval/objects/shape.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { peel } from "../../syntax/nodes.js";
import { readEnvelopeCall } from "../calls/envelope-helpers.js";
import type { Context } from "../context.js";
import { SERVER_TTL_NAMES } from "../vocabulary.js";
import type { FieldRole } from "../vocabulary.js";
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
  /** The literal that says the end. */
  readonly options: TSESTree.ObjectExpression;
  /** What says it there, at least one. */
  readonly fields: readonly EndField[];
}

/** The options of the helpers that say when an envelope ends. */
export const END_OPTIONS: ReadonlyMap<string, FieldRole> = new Map<string, FieldRole>([
  ["ttlSeconds", "ttl"],
  ["expiresAtMs", "expiration"],
]);

/** Whether a write tells the service when the entry ends. */
export const saysServerTtl = (context: Context, { options, query }: RawWrite): boolean =>
  query.some(({ name }) => SERVER_TTL_NAMES.has(name)) ||
  (options !== undefined &&
    context.shapes.shapeOf(options).entries.some(({ name }) => SERVER_TTL_NAMES.has(name)));

/** The envelope that a write stores, where that is one of our helpers' with an end. */
export function madeEnvelope(
  context: Context,
  { value, needsFullShape }: RawWrite,
): MadeEnvelope | undefined {
  const made = value === undefined || needsFullShape ? undefined : helperCall(context, value.bound);
  const given = made?.options === undefined ? undefined : peel(made.options.node);
  if (made?.options === undefined || given?.type !== "ObjectExpression") return undefined;
  const fields = context.shapes.shapeOf(made.options).entries.flatMap((entry): EndField[] => {
    const role = END_OPTIONS.get(entry.name);
    return role === undefined ? [] : [{ role, entry }];
  });
  return fields.length === 0 ? undefined : { call: made.call, options: given, fields };
}

interface Made {
  readonly call: TSESTree.CallExpression;
  readonly options: Bound | undefined;
}

/** `encodeEnvelope(…)`, `toEnvelope(…)`, and the latter in `JSON.stringify`. */
function helperCall(context: Context, text: Bound): Made | undefined {
  const [value, ...others] = context.resolver.follow(text);
  if (value?.node.type !== "CallExpression" || others.length > 0 || value.path.length > 0) return undefined;
  const { node: call, callContext } = value;
  const helper = readEnvelopeCall(context, call, callContext);
  if (helper?.operation === "encode") return { call, options: helper.options };
  const [first] = call.arguments;
  return globalPath(context.index, call.callee) === "JSON.stringify" &&
    first !== undefined &&
    first.type !== "SpreadElement" &&
    call.arguments.length === 1
    ? helperCall(context, { node: first, callContext })
    : undefined;
}
