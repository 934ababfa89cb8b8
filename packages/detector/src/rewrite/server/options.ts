import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { honoursBindingTtl } from "../../kv/operations/fields.js";
import {
  BINDING_TTL_OPTION,
  BINDING_TTL_SINCE,
  EDGE_RUNTIME_MODULE,
  TTL_PARAMETER,
} from "../../kv/vocabulary.js";
import { peel } from "../../syntax/nodes.js";
import { isPure, operandText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";
import { withProperty } from "./added-property.js";
import { besideTtl, checkMove } from "./moving.js";
import { secondsOf } from "./seconds.js";
import type { Placed, Target } from "./target.js";

/** Says the ttl in the options of a binding's `put`, or in the parameters of the SDK's `update`. */
export function intoOptions(context: Context, target: Target): Placed {
  const { helpers, write, parts, moved, given } = target;
  const isBinding = write.kind === "binding";
  if (isBinding && honoursBindingTtl(context, write.call) === false)
    throw new Unsafe(
      `the installed ${EDGE_RUNTIME_MODULE} ignores \`${BINDING_TTL_OPTION}\``,
      `version ${BINDING_TTL_SINCE.join(".")} is the first that honours it`,
    );
  const name = isBinding ? BINDING_TTL_OPTION : TTL_PARAMETER;
  const [first, ...others] = given;
  const says =
    write.options !== undefined &&
    context.shapes.shapeOf(write.options).entries.some((entry) => entry.name === name);
  if (says && first?.entry.name !== name)
    throw new Unsafe(`the options say \`${name}\` already`, `take the other expiry out by hand`);
  const place = optionsPlace(context, target);
  if (first === undefined) checkMove(context, moved, place);
  const seconds = secondsOf(context, helpers, place, parts);
  const needed = seconds.helpers.map((each) => helpers.needed(place, each));
  const property = `${name}: ${seconds.text}`;
  if (first !== undefined) {
    // `{ id, expiration_ttl: 60 }`: under the name that counts, in the same place.
    const { node } = first.entry;
    if (others.length > 0) throw new Unsafe("the options say an expiry twice", "keep one of them");
    const [start, end] = node.range;
    return { edits: [context.index.edit(node, { start, end, text: property })], needed };
  }
  const [start, end] = place.range;
  const inner = peel(place);
  if (inner.type === "ObjectExpression") return { edits: [withProperty(context, inner, property)], needed };
  if (write.options === undefined) {
    // Behind the last argument of the call so far.
    const text = `, { ${property} }`;
    return { edits: [context.index.edit(place, { start: end, end, text })], needed };
  }
  if (!isPure(context, place)) throw new Unsafe("the options come from a call", "add the ttl there by hand");
  const text = `{ ...${operandText(context, place)}, ${property} }`;
  return { edits: [context.index.edit(place, { start, end, text })], needed };
}

/** The options of the call; where it has none, the argument behind which they come. */
function optionsPlace(context: Context, { write, moved, given }: Target): TSESTree.Node {
  const { options, call } = write;
  const [first] = given;
  if (first !== undefined) return first.entry.node;
  if (options !== undefined) return besideTtl(context, options, moved, "the options");
  const last = call.arguments.at(-1);
  if (last === undefined || last.type === "SpreadElement" || call.arguments.length !== 2)
    throw new Unsafe("the arguments of the call are spread", "add the ttl by hand");
  return besideTtl(context, { node: last, callContext: write.callContext }, moved, "the call");
}
