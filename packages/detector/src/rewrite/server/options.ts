import type { Context } from "../../kv/context.js";
import { honoursBindingTtl } from "../../kv/operations/fields.js";
import { BINDING_TTL_OPTION, TTL_PARAMETER } from "../../kv/vocabulary.js";
import { peel } from "../../syntax/nodes.js";
import { isPure, operandText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";
import { withProperty } from "./added-property.js";
import { ignoredByBinding } from "./binding-version.js";
import { refuseUndeclared } from "./declared-options.js";
import { besideTtl } from "./moving.js";
import type { Spot } from "./moving.js";
import { placed, secondsAt } from "./placing.js";
import type { Placed, Target } from "./target.js";

/** Says the ttl in the options of a binding's `put`, or in the parameters of the SDK's `update`. */
export function intoOptions(context: Context, target: Target): Placed {
  const { write, given } = target;
  const isBinding = write.kind === "binding";
  if (isBinding && honoursBindingTtl(context, write.call) === false) throw ignoredByBinding();
  const name = isBinding ? BINDING_TTL_OPTION : TTL_PARAMETER;
  const [first, ...others] = given;
  const says =
    write.options !== undefined &&
    context.shapes.shapeOf(write.options).entries.some((entry) => entry.name === name);
  if (says && first?.entry.name !== name)
    throw new Unsafe(`the options say \`${name}\` already`, `take the other expiry out by hand`);
  refuseUndeclared(context, write.call, positionOf(target), name);
  const found = optionsPlace(context, target);
  const { node: place } = found;
  const { seconds, needed, ...way } = secondsAt(context, target, found, first !== undefined);
  const property = `${name}: ${seconds.text}`;
  const [start, end] = place.range;
  if (first !== undefined) {
    // `{ id, expiration_ttl: 60 }`: under the name that counts, in the same place.
    if (others.length > 0) throw new Unsafe("the options say an expiry twice", "keep one of them");
    return placed(context, way, context.index.edit(place, { start, end, text: property }), needed);
  }
  const inner = peel(place);
  if (inner.type === "ObjectExpression")
    return placed(context, way, withProperty(context, inner, property), needed);
  if (write.options === undefined) {
    // Behind the last argument of the call so far.
    const text = `, { ${property} }`;
    return placed(context, way, context.index.edit(place, { start: end, end, text }), needed);
  }
  if (!isPure(context, place)) throw new Unsafe("the options come from a call", "add the ttl there by hand");
  const text = `{ ...${operandText(context, place)}, ${property} }`;
  return placed(context, way, context.index.edit(place, { start, end, text }), needed);
}

/** Where the options stand among the arguments, or would: they are the last. */
const positionOf = ({ write: { options, call } }: Target): number =>
  options === undefined ? call.arguments.length : call.arguments.length - 1;

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
