import type { Context } from "../context.js";
import { merge } from "../../eval/objects/shape.js";
import type { Entry } from "../../eval/objects/shape.js";
import type { SentBody } from "../requests/key-request.js";
import { VALUE_FIELD } from "../vocabulary.js";
import { readPayload } from "./payload.js";
import type { Payload } from "./payload.js";

/** Reads the body of a write: one expression, or several objects that the client puts together. */
export function readBody(context: Context, { bound, encoding, further = [] }: SentBody): Payload {
  const first = readPayload(context, bound, encoding);
  const [next] = further;
  if (next === undefined) return first;
  const parts = [bound, ...further.map(({ data }) => data)];
  const shapes = parts.map((part) => context.shapes.shapeOf(part));
  if (shapes.every(({ entries }) => entries.length === 0)) return first;
  // The object that holds the value is the one that becomes the envelope.
  const holder = shapes.findLastIndex(({ entries }) => entries.some(({ name }) => name === VALUE_FIELD));
  const site = parts[holder] ?? bound;
  return {
    kind: "object",
    site,
    form: "object",
    object: site,
    shape: { ...merge(shapes), entries: shapes.reduce<readonly Entry[]>(withLater, []) },
    closedType: false,
    stringify: undefined,
    sending: further.map(({ call }) => call),
  };
}

/** A later object's property takes the place of an earlier one's, unless it is only there sometimes. */
const withLater = (
  before: readonly Entry[],
  { entries }: { readonly entries: readonly Entry[] },
): Entry[] => [
  ...before.filter(
    ({ name }) => !entries.some((entry) => entry.name === name && entry.conditions.length === 0),
  ),
  ...entries,
];
