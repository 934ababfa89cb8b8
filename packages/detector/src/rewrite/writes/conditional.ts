import type { Context } from "../../kv/context.js";
import type { Entry } from "../../eval/objects/shape.js";
import type { FieldPart, Part } from "./parts.js";
import { testText } from "../source-text.js";

/** The conditions under which a field is there, from the outermost to the innermost. */
export const conditionsOf = (entry: Entry, { guard }: FieldPart): Entry["conditions"] => [
  ...entry.conditions,
  ...(guard === undefined ? [] : [{ test: guard, when: true }]),
];

/**
 * A field that is only there sometimes stays so.
 * @param text what the part gives where the field is there
 */
export function conditional(context: Context, entry: Entry, given: FieldPart, text = given.text): Part {
  // A member of the object that a spread takes apart is `undefined` by itself where it is not there.
  if (given.node === undefined) return { text, node: undefined };
  let all = text;
  for (const { test, when } of conditionsOf(entry, given).toReversed()) {
    const condition = testText(context, test);
    if (asksForPresence(condition, when, all)) continue;
    if (when && condition === all) all = `${all} || undefined`;
    else all = when ? `${condition} ? ${all} : undefined` : `${condition} ? undefined : ${all}`;
  }
  return { text: all, node: given.node };
}

/**
 * Whether a condition only asks whether there is what a text gives anyway: an absent ttl or metadata is one that is
 * `undefined`, and `end == null ? undefined : end * 1000` looks by itself.
 */
function asksForPresence(condition: string, when: boolean, text: string): boolean {
  const [, looked, operator, nothing] = /^(.+) ([!=]==?) (undefined|null)$/.exec(condition) ?? [];
  if (looked === undefined || operator?.startsWith("!") !== when) return false;
  // `null` says that there is none where `undefined` is asked for too.
  const isItself = text === looked && (nothing === "undefined" || operator.length === 2);
  return isItself || text.startsWith(`${looked} == null ? undefined : `);
}
