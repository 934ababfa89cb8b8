import type { Context } from "../context.js";
import { peel } from "../../syntax/nodes.js";
import type { Bound } from "../../eval/call-context.js";
import type { Entry } from "../../eval/objects/shape.js";
import type { RawWrite } from "../operations/raw-writes.js";
import { isText } from "../../eval/text/static-text.js";
import { BINDING_TTL_OPTION, TTL_PARAMETER } from "../vocabulary.js";
import { unitOf } from "./amount.js";
import { amountsOf } from "./amounts.js";
import type { EnvelopeCall } from "./envelope-helpers.js";
import type { KvExpiry } from "./kv-call.js";

type Taker = Pick<KvExpiry, "target" | "name" | "callee" | "measure">;

/** What a call of an envelope helper is told about expiry. */
export function expiriesOfEnvelope(
  context: Context,
  { name, operation, ttl, end, options }: EnvelopeCall,
): KvExpiry[] {
  const entries = options === undefined ? [] : context.shapes.shapeOf(options).entries;
  const taker = (option: "ttlSeconds" | "expiresAtMs"): Taker => ({
    target: operation === "reckon" ? "seconds" : "envelope",
    name: option,
    callee: name,
    measure: option,
  });
  // With a clock of its own a program (a test) lives in whatever time it likes.
  const hasClock = entries.some((other) => other.name === "now");
  const inOptions = entries.flatMap((entry) => {
    if (entry.name === "ttlSeconds") return ofEntry(context, taker("ttlSeconds"), entry);
    return entry.name === "expiresAtMs" && !hasClock ? ofEntry(context, taker("expiresAtMs"), entry) : [];
  });
  return [
    ...(ttl === undefined ? [] : [ofBound(context, taker("ttlSeconds"), ttl)]),
    ...(end === undefined || hasClock ? [] : [ofBound(context, taker("expiresAtMs"), end)]),
    ...inOptions,
  ];
}

/** What a raw write tells the service about expiry. (An envelope that is made by hand is read by who made it, in whatever unit.) */
export const expiriesOfWrite = (context: Context, write: RawWrite): KvExpiry[] => [
  ...inQuery(context, write),
  ...inOptions(context, write),
];

const TTL_IN_QUERY: Taker = { target: "rest", name: TTL_PARAMETER, callee: "", measure: "ttlSeconds" };

function inQuery(context: Context, { query }: RawWrite): KvExpiry[] {
  return query.flatMap(({ name, node, value }): KvExpiry[] => {
    if (name !== TTL_PARAMETER || value === undefined) return [];
    if (!isText(value)) return [ofBound(context, TTL_IN_QUERY, value)];
    return [
      {
        ...TTL_IN_QUERY,
        node: value.source?.node ?? node,
        text: value,
        amounts: [{ value: value.text, isText: true }],
      },
    ];
  });
}

function inOptions(context: Context, { kind, options }: RawWrite): KvExpiry[] {
  const [target, name] =
    kind === "sdk" ? (["sdk", TTL_PARAMETER] as const) : (["binding", BINDING_TTL_OPTION] as const);
  if (options === undefined || (kind !== "sdk" && kind !== "binding")) return [];
  const taker: Taker = { target, name, callee: "", measure: "ttlSeconds" };
  return context.shapes
    .shapeOf(options)
    .entries.flatMap((entry) => (entry.name === name ? ofEntry(context, taker, entry) : []));
}

function ofEntry(
  context: Context,
  taker: Taker,
  { value, conditions, isLater, spreadFrom }: Entry,
): KvExpiry[] {
  if (value === undefined) return [];
  const expiry = ofBound(context, taker, value);
  // Where a condition decides whether it is given at all, a size that comes from elsewhere may be what is kept out.
  const isCertain = conditions.length === 0 && !isLater && spreadFrom === undefined;
  return [isCertain ? expiry : { ...expiry, amounts: expiry.amounts.map(unitOf) }];
}

function ofBound(context: Context, taker: Taker, bound: Bound): KvExpiry {
  return { ...taker, node: handedIn(context, bound), amounts: amountsOf(context, bound) };
}

/** The expression that is handed in for a parameter, through the calls that lead here. */
function handedIn(context: Context, bound: Bound): Bound["node"] {
  const node = peel(bound.node);
  const variable = node.type === "Identifier" ? context.index.variableOf(node) : undefined;
  const argument =
    variable === undefined ? undefined : context.resolver.parameters.argumentOf(variable, bound.callContext);
  return argument?.path.length === 0 ? handedIn(context, argument.value) : node;
}
