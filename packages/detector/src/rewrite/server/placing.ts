import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { NeededHelper } from "../imports/helper-names.js";
import { checkMove } from "./moving.js";
import type { Spot } from "./moving.js";
import { secondsOf } from "./seconds.js";
import type { Seconds } from "./seconds.js";
import type { Placed, Target } from "./target.js";

/** How a ttl gets to its place: where it is taken up, and the edits that hand it on to there. */
type Way = Pick<Placed, "edits" | "shared" | "spot" | "through">;

/**
 * The seconds as they are said at a spot: the ttl itself, or the parameter by which it comes there.
 * @param isSaid whether the ttl stands there already, under a name that does nothing
 */
export function secondsAt(
  context: Context,
  { helpers, parts, moved }: Target,
  { node, handed }: Spot,
  isSaid = false,
): Way & { readonly seconds: Seconds; readonly needed: readonly NeededHelper[] } {
  const spot = handed?.call ?? node;
  if (!isSaid) checkMove(context, moved, spot, handed !== undefined);
  const seconds = secondsOf(context, helpers, spot, parts);
  const needed = seconds.helpers.map((name) => helpers.needed(spot, name));
  if (handed === undefined) return { edits: [], shared: [], spot, through: [], seconds, needed };
  const { name, give, shared, through } = handed;
  return {
    edits: [give(seconds.text)],
    shared,
    spot,
    through,
    seconds: { ...seconds, text: name, number: undefined, isWhole: false, isGiven: `${name} !== undefined` },
    needed,
  };
}

/** A ttl that is said by an edit at its place, which others that are handed on share. */
export const placed = (
  context: Context,
  way: Way,
  edit: PlacedEdit,
  needed: readonly NeededHelper[],
): Placed => {
  const { edits, shared, spot, through } = way;
  const places = through.map((fn) => placeOf(context, fn, spot));
  const notes =
    places.length === 0
      ? []
      : [
          `the ttl goes to where the request is made: one argument more of what is at ${places.join(" and ")}`,
        ];
  const common = { spot, through, needed, notes };
  return through.length === 0
    ? { ...common, edits: [...edits, edit], shared }
    : { ...common, edits, shared: [...shared, edit] };
};
