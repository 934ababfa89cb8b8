import type { Context } from "../../kv/context.js";
import { honoursBindingTtl } from "../../kv/operations/fields.js";
import type { FieldEntry, VerbatimWrite } from "../../kv/operations/fields.js";
import { saysServerTtl } from "../../kv/operations/made-envelope.js";
import type { Helpers } from "../imports/helper-names.js";
import { Unsafe } from "../unsafe.js";
import { gatherParts, inlineReader } from "../writes/envelope-parts.js";
import { keepExpectedErrors } from "../writes/expected-errors.js";
import type { FieldReader } from "../writes/parts.js";
import type { WriteRewrite } from "../writes/write-rewrite.js";
import { unknownVersionNote } from "./binding-version.js";
import { fromBody } from "./from-body.js";
import type { Taken } from "./from-body.js";
import { liftedToCaller } from "./lifted.js";
import { intoOptions, isBinding } from "./options.js";
import { refuseOtherBodies } from "./other-bodies.js";
import { intoUrl } from "./url.js";
import type { Moved } from "./moving.js";
import type { Placed, Target } from "./target.js";
import { NO_EXPIRY, TOLD_ALREADY } from "./seconds.js";

/**
 * Moves a write's ttl to where the service honours it, and changes nothing else: what is stored keeps its shape, so that
 * no read changes.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function moveToServer(context: Context, helpers: Helpers, verbatim: VerbatimWrite): WriteRewrite {
  const { taken, placed } = tellServer(context, helpers, verbatim);
  const all = [...taken.removed, ...placed.edits];
  keepExpectedErrors(context, all, taken.parts.options);
  const notes = [...taken.parts.notes, ...metadataNote(verbatim), ...placed.notes];
  const isPartial = verbatim.optionFields.some(isMetadata);
  const told = withoutUnused(placed);
  return { edits: all, helpers: placed.needed, pair: undefined, notes, told, isPartial };
}

/** Of a function that says the ttl no more, what it needs no more goes as well. */
export const withoutUnused = (placed: Placed): Placed =>
  placed.lifted === undefined ? placed : { ...placed, shared: [...placed.shared, ...placed.lifted] };

/** What a write says of its expiry, and the edits that tell the service the same. */
export interface Told {
  readonly taken: Taken;
  readonly placed: Placed;
}

/** A value that is not looked at: the body keeps it. */
const KEPT = { text: "", node: undefined };

const isMetadata = ({ role }: FieldEntry): boolean => role === "metadata";
const isExpiry = (field: FieldEntry): boolean => !isMetadata(field);

/** Whether a write says an expiry at all. */
export const saysExpiry = ({ bodyFields, optionFields }: VerbatimWrite): boolean =>
  [...bodyFields, ...optionFields].some(isExpiry);

/**
 * Tells the service of a write's expiry.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function tellServer(context: Context, helpers: Helpers, verbatim: VerbatimWrite): Told {
  const { write, payload, bodyFields, optionFields } = verbatim;
  const inBody = bodyFields.filter(isExpiry);
  const inOptions = optionFields.filter(isExpiry);
  if (inBody.length === 0 && inOptions.length === 0) {
    if (saysServerTtl(context, write)) throw new Unsafe(...TOLD_ALREADY);
    throw new Unsafe(...NO_EXPIRY);
  }
  if (inBody.length > 0 && inOptions.length > 0)
    throw new Unsafe("the body and the options both say an expiry", "keep one of them");
  if (payload.kind === "object") refuseOtherBodies(context, write, payload);
  const taken =
    payload.kind === "object" && inBody.length > 0
      ? fromBody(
          context,
          payload,
          inBody.map(({ entry }) => entry),
          (read) => gatherParts(context, KEPT, inBody, read),
        )
      : fromOptions(context, inOptions);
  const moved: Moved = { from: taken.from, nodes: taken.parts.options.flatMap(({ node }) => node ?? []) };
  const said = inBody[0]?.entry.value?.callContext ?? null;
  const target = { helpers, write, parts: taken.parts, moved, said, given: inOptions };
  return { taken, placed: placeTtl(context, target) };
}

/**
 * Says a ttl where the service honours it for the way of the write: in the function that says it so far, or in one that
 * it calls; else in the one that calls it.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function placeTtl(context: Context, target: Target): Placed {
  try {
    return placeAt(context, target);
  } catch (error) {
    const lifted = error instanceof Unsafe ? liftedToCaller(context, target) : undefined;
    const found = lifted === undefined ? undefined : attempted(() => placeTtl(context, lifted.target));
    if (lifted === undefined || found === undefined) throw error;
    return {
      ...found,
      through: [...found.through, lifted.from],
      lifted: [...(found.lifted ?? []), ...lifted.unused],
      liftedBy: lifted.by,
    };
  }
}

function attempted(place: () => Placed): Placed | undefined {
  try {
    return place();
  } catch (error) {
    if (error instanceof Unsafe) return undefined;
    throw error;
  }
}

const placeAt = (context: Context, target: Target): Placed =>
  target.write.kind === "binding" ||
  target.write.rawStore !== undefined ||
  (target.write.kind === "sdk" && target.write.urlPlace === undefined)
    ? withVersionNote(context, target, intoOptions(context, target))
    : intoUrl(context, target);

/** Says of a binding what nobody can see: that the runtime which is deployed takes its option. */
const withVersionNote = (context: Context, { write }: Target, placed: Placed): Placed =>
  isBinding(write) && honoursBindingTtl(context, write.call) === undefined
    ? { ...placed, notes: [...placed.notes, unknownVersionNote] }
    : placed;

const metadataNote = ({ bodyFields, optionFields }: VerbatimWrite): string[] => [
  ...(bodyFields.some(isMetadata) ? ["`metadata` stays in what is stored, as the service keeps none"] : []),
  ...(optionFields.some(isMetadata)
    ? ["`metadata` goes on doing nothing: the service keeps none on any version"]
    : []),
];

function fromOptions(context: Context, fields: readonly FieldEntry[]): Taken {
  const parts = gatherParts(context, KEPT, fields.map(unconditionalField), literalReader(context));
  return { parts, removed: [], from: fields.map(({ entry }) => entry.node) };
}

/** An option is said anew where it stands, under the conditions of that place. */
const unconditionalField = ({ role, entry }: FieldEntry): FieldEntry => ({
  role,
  entry: { ...entry, conditions: [], spreadFrom: undefined },
});

/** An option's value, where the option stands in a literal. */
const literalReader =
  (context: Context): FieldReader =>
  (entry) => {
    const value = entry.value?.node;
    if (value === undefined || entry.node.type !== "Property")
      throw new Unsafe("the options are put together elsewhere", "add the ttl there by hand");
    return inlineReader(context, entry.node)(entry);
  };
