import type { TSESTree } from "@typescript-eslint/utils";
import type { Entry, Shape } from "../../eval/objects/shape.js";
import type { Context } from "../../kv/context.js";
import { honoursBindingTtl } from "../../kv/operations/fields.js";
import type { FieldEntry, VerbatimWrite } from "../../kv/operations/fields.js";
import type { Payload } from "../../kv/operations/payload.js";
import { BINDING_TTL_OPTION, BINDING_TTL_SINCE, EDGE_RUNTIME_MODULE } from "../../kv/vocabulary.js";
import { contains, peel } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers } from "../imports/helper-names.js";
import { Unsafe } from "../unsafe.js";
import { carrierReader, gatherParts, inlineReader } from "../writes/envelope-parts.js";
import { keepExpectedErrors } from "../writes/expected-errors.js";
import type { EnvelopeParts, FieldReader } from "../writes/parts.js";
import { onceUsed } from "../writes/payload-variable.js";
import { removals } from "../writes/property-removal.js";
import type { WriteRewrite } from "../writes/write-rewrite.js";
import { intoOptions } from "./options.js";
import { refuseOtherBodies } from "./other-bodies.js";
import { intoUrl } from "./url.js";
import type { Moved } from "./moving.js";
import type { Placed, Target } from "./target.js";
import { NO_EXPIRY } from "./seconds.js";

/** The edits that take the expiry out of where it is ignored. */
interface Taken {
  readonly parts: EnvelopeParts;
  readonly removed: readonly PlacedEdit[];
  /** Where it stood, or the object that it is read from. */
  readonly from: readonly TSESTree.Node[];
}

/** A value that is not looked at: the body keeps it. */
const KEPT = { text: "", node: undefined };

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
  return { edits: all, helpers: placed.needed, pair: undefined, notes, told: placed };
}

/** What a write says of its expiry, and the edits that tell the service the same. */
export interface Told {
  readonly taken: Taken;
  readonly placed: Placed;
}

const isExpiry = ({ role }: FieldEntry): boolean => role !== "metadata";

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
  if (inBody.length === 0 && inOptions.length === 0) throw new Unsafe(...NO_EXPIRY);
  if (inBody.length > 0 && inOptions.length > 0)
    throw new Unsafe("the body and the options both say an expiry", "keep one of them");
  if (payload.kind === "object") refuseOtherBodies(context, write, payload);
  const taken =
    payload.kind === "object" && inBody.length > 0
      ? fromBody(context, payload, inBody)
      : fromOptions(context, inOptions);
  const moved: Moved = { from: taken.from, nodes: taken.parts.options.flatMap(({ node }) => node ?? []) };
  const target = { helpers, write, parts: taken.parts, moved, given: inOptions };
  return { taken, placed: placeTtl(context, target) };
}

/**
 * Says a ttl where the service honours it for the way of the write.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export const placeTtl = (context: Context, target: Target): Placed =>
  target.write.kind === "binding" || (target.write.kind === "sdk" && target.write.urlPlace === undefined)
    ? withVersionNote(context, target, intoOptions(context, target))
    : intoUrl(context, target);

/** Says of a binding what nobody can see: that the runtime which is deployed takes its option. */
const withVersionNote = (context: Context, { write }: Target, placed: Placed): Placed =>
  write.kind === "binding" && honoursBindingTtl(context, write.call) === undefined
    ? { ...placed, notes: [...placed.notes, UNKNOWN_VERSION] }
    : placed;

const UNKNOWN_VERSION = `which version of ${EDGE_RUNTIME_MODULE} is installed is not seen: \`${BINDING_TTL_OPTION}\` does nothing before ${BINDING_TTL_SINCE.join(".")}`;

const metadataNote = ({ bodyFields, optionFields }: VerbatimWrite): string[] => {
  const isMetadata = ({ role }: FieldEntry): boolean => role === "metadata";
  return [
    ...(bodyFields.some(isMetadata) ? ["`metadata` stays in what is stored, as the service keeps none"] : []),
    ...(optionFields.some(isMetadata)
      ? ["`metadata` goes on doing nothing: the service keeps none on any version"]
      : []),
  ];
};

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

function fromBody(
  context: Context,
  { shape, object, site, closedType }: Payload & { kind: "object" },
  fields: readonly FieldEntry[],
): Taken {
  if (closedType)
    throw new Unsafe(
      "a type annotation names the old fields of the object",
      "change the type and the object together",
    );
  if (site.node.parent?.type === "TSSatisfiesExpression")
    throw new Unsafe(
      "`satisfies` names the old fields of the object",
      "change the type and the object together",
    );
  const entries = fields.map(({ entry }) => entry);
  const holder = peel(object.node);
  const literals = literalsOf(entries);
  const once = holder.type === "Identifier" ? onceUsed(context, holder) : undefined;
  const isWrittenOut =
    literals !== undefined &&
    (contains(site.node, literals[0]) || contains(once?.init ?? site.node, literals[0]));
  if (!isWrittenOut) return fromCarrier(context, holder, site.node, shape, fields);
  if (shape.isOpen && literals.some((literal) => isCovered(literal, entries)))
    throw new Unsafe(
      "what is spread behind the field may set it anew",
      "put the field last, and add `ttl_secs` by hand",
    );
  const parts = gatherParts(context, KEPT, fields, inlineReader(context, once?.init ?? site.node));
  const removed = literals.flatMap((literal) =>
    removals(
      context,
      literal,
      entries.filter(({ node }) => contains(literal, node)).map(unconditional(literal)),
    ),
  );
  return { parts, removed, from: entries.map(({ node }) => node) };
}

/** Of objects between which a condition chooses, each has its own. */
const unconditional =
  (literal: TSESTree.ObjectExpression) =>
  (entry: Entry): Entry =>
    entry.node.parent === literal ? { ...entry, conditions: [] } : entry;

/** The literals in which all fields stand, the outermost for one that is spread into it; `undefined` if one is set elsewhere. */
function literalsOf(
  entries: readonly Entry[],
): readonly [TSESTree.ObjectExpression, ...TSESTree.ObjectExpression[]] | undefined {
  const found = new Set<TSESTree.ObjectExpression>();
  for (const { node, isLater, value } of entries) {
    const literal = node.parent?.type === "ObjectExpression" ? outermost(node.parent) : undefined;
    if (literal === undefined || isLater || value === undefined) return undefined;
    found.add(literal);
  }
  const [first, ...others] = found;
  return first === undefined ? undefined : [first, ...others];
}

/** `{ …, ...(ttl ? { expiration_ttl: ttl } : {}) }`: the literal around. */
function outermost(literal: TSESTree.ObjectExpression): TSESTree.ObjectExpression {
  let current: TSESTree.Node = literal;
  while (/^(?:ConditionalExpression|LogicalExpression|TSAsExpression)$/.test(current.parent?.type ?? ""))
    current = current.parent ?? current;
  const spread = current.parent;
  return spread?.type === "SpreadElement" && spread.parent.type === "ObjectExpression"
    ? outermost(spread.parent)
    : literal;
}

/** Whether something unknown is spread behind a field. */
const isCovered = ({ properties }: TSESTree.ObjectExpression, entries: readonly Entry[]): boolean => {
  const last = properties.findLastIndex(({ type }) => type === "SpreadElement");
  return properties
    .slice(0, Math.max(last, 0))
    .some((each) => entries.some(({ node }) => contains(each, node)));
};

/** A payload that is put together elsewhere, or used elsewhere too: its JSON leaves out what is `undefined`. */
function fromCarrier(
  context: Context,
  holder: TSESTree.Node,
  site: TSESTree.Node,
  shape: Shape,
  fields: readonly FieldEntry[],
): Taken {
  if (holder.type !== "Identifier" || shape.isOpen)
    throw new Unsafe(
      "the fields are set elsewhere than in the object that is written, which may hold more than is visible here",
      "add `ttl_secs` by hand, and take the fields out there",
    );
  const parts = gatherParts(context, KEPT, fields, carrierReader(context, holder));
  const names = [...new Set(fields.map(({ entry }) => entry.name))];
  const left = names.map((name) => `${name}: undefined`).join(", ");
  const argument = peel(site) === holder ? site : holder;
  const text = `{ ...${holder.name}, ${left} }`;
  return {
    parts,
    removed: [context.index.edit(argument, { start: argument.range[0], end: argument.range[1], text })],
    from: [holder],
  };
}
