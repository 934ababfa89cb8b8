import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { honoursBindingTtl } from "../../kv/operations/fields.js";
import { placeOf } from "../../kv/place.js";
import type { RawWrite } from "../../kv/operations/raw-writes.js";
import { BINDING_TTL_OPTION, TTL_PARAMETER } from "../../kv/vocabulary.js";
import { peel } from "../../syntax/nodes.js";
import { isPure, operandText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";
import { behindSpread, spreadIn, withProperty } from "./added-property.js";
import { ignoredByBinding } from "./binding-version.js";
import { refuseUndeclared } from "./declared-options.js";
import { besideTtl } from "./moving.js";
import type { Spot } from "./moving.js";
import { placed, secondsAt } from "./placing.js";
import type { Placed, Target } from "./target.js";

/** Whether it is for the runtime of a binding, which may be an older one, to tell the service. */
export const isBinding = ({ kind, rawStore }: RawWrite): boolean =>
  kind === "binding" || rawStore === "binding";

/** Says the ttl in the options of a binding's `put`, or in the parameters of the SDK's `update`. */
export function intoOptions(context: Context, target: Target): Placed {
  const { write, given } = target;
  if (isBinding(write) && honoursBindingTtl(context, write.call) === false) throw ignoredByBinding();
  const name = isBinding(write) || write.rawStore !== undefined ? BINDING_TTL_OPTION : TTL_PARAMETER;
  const [first, ...others] = given;
  const says =
    write.options !== undefined &&
    context.shapes.shapeOf(write.options).entries.some((entry) => entry.name === name);
  if (says && first?.entry.name !== name)
    throw new Unsafe(`the options say \`${name}\` already`, `take the other expiry out by hand`);
  refuseUndeclared(context, write.call, positionOf(target), name);
  if (name === TTL_PARAMETER) refuseOwnQuery(context, target);
  const found = optionsPlace(context, target);
  const { node: place } = found;
  const { seconds, needed, ...way } = secondsAt(context, target, found, first !== undefined);
  const property = (spread: readonly TSESTree.Node[]): string => behindSpread(context, name, seconds, spread);
  const [start, end] = place.range;
  if (first !== undefined) {
    // `{ id, expiration_ttl: 60 }`: under the name that counts, in the same place.
    if (others.length > 0) throw new Unsafe("the options say an expiry twice", "keep one of them");
    const literal = place.parent?.type === "ObjectExpression" ? spreadIn(place.parent) : [];
    return placed(context, way, context.index.edit(place, { start, end, text: property(literal) }), needed);
  }
  const inner = peel(place);
  if (inner.type === "ObjectExpression")
    return placed(context, way, withProperty(context, inner, property(spreadIn(inner))), needed);
  if (write.options === undefined) {
    // Behind the last argument of the call so far.
    const text = `, { ${property([])} }`;
    return placed(context, way, context.index.edit(place, { start: end, end, text }), needed);
  }
  if (!isPure(context, place)) throw new Unsafe("the options come from a call", "add the ttl there by hand");
  const text = `{ ...${operandText(context, place)}, ${property([place])} }`;
  return placed(context, way, context.index.edit(place, { start, end, text }), needed);
}

/** Where the options stand among the arguments, or would: they are the last. */
function positionOf({ write: { options, call } }: Target): number {
  if (options === undefined) return call.arguments.length;
  const position = call.arguments.findIndex((argument) => argument === options.node);
  return position >= 0 ? position : call.arguments.length - 1;
}

/**
 * Refuses the SDK's parameters where the request has a query of its own, `update(key, text, { id }, { query })`: the SDK
 * sends that in the place of the one that it makes of its parameters.
 * @throws {Unsafe} with the place of that query
 */
function refuseOwnQuery(context: Context, target: Target): void {
  const { call, callContext } = target.write;
  const request = call.arguments[positionOf(target) + 1];
  if (request === undefined) return;
  const { entries, isOpen } = context.shapes.shapeOf({ node: request, callContext });
  const query = entries.find(({ name }) => name === "query");
  if (query === undefined && !isOpen) return;
  throw new Unsafe(
    `the request ${query === undefined ? "may have" : "has"} a \`query\` of its own (${placeOf(context, query?.node ?? request, call)}), which takes the place of \`${TTL_PARAMETER}\``,
    `add \`${TTL_PARAMETER}\` to that query by hand`,
  );
}

/** The options of the call; where it has none, the argument behind which they come. */
function optionsPlace(context: Context, { helpers, write, moved, given }: Target): Spot {
  const { options, call } = write;
  const [first] = given;
  if (first !== undefined) return { node: first.entry.node, handed: undefined };
  if (options !== undefined) return besideTtl(context, helpers, options, moved, "the options");
  const last = call.arguments.at(-1);
  if (last === undefined || last.type === "SpreadElement" || call.arguments.length !== 2)
    throw new Unsafe("the arguments of the call are spread", "add the ttl by hand");
  // The argument itself may be what a caller passes: the options come behind it in this call.
  const { handed } = besideTtl(
    context,
    helpers,
    { node: call, callContext: write.callContext },
    moved,
    "the call",
  );
  return { node: last, handed };
}
