import type { Context } from "../../kv/context.js";
import type { Entry } from "../../eval/objects/shape.js";
import type { Part } from "./parts.js";
import { testText } from "../source-text.js";

/** A field that is only there sometimes stays so. */
export function conditional(context: Context, entry: Entry, part: Part): Part {
  // A member of the object that a spread takes apart is `undefined` by itself where it is not there.
  if (part.node === undefined) return part;
  let { text } = part;
  for (const { test, when } of entry.conditions.toReversed()) {
    const condition = testText(context, test);
    // An absent ttl or metadata is one that is `undefined`.
    if (when && condition === `${text} !== undefined`) continue;
    if (when && condition === text) text = `${text} || undefined`;
    else text = when ? `${condition} ? ${text} : undefined` : `${condition} ? undefined : ${text}`;
  }
  return { text, node: part.node };
}
