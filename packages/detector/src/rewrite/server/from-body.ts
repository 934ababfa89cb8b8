import type { TSESTree } from "@typescript-eslint/utils";
import type { Entry, Shape } from "../../eval/objects/shape.js";
import type { Context } from "../../kv/context.js";
import type { Payload } from "../../kv/operations/payload.js";
import { contains, peel } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { Unsafe } from "../unsafe.js";
import { withProperty } from "./added-property.js";
import { carrierReader, inlineReader } from "../writes/envelope-parts.js";
import type { EnvelopeParts, FieldReader } from "../writes/parts.js";
import { onceUsed } from "../writes/payload-variable.js";
import { removals } from "../writes/property-removal.js";

/** Why fields stay that are put together elsewhere, and what to do. */
const SET_ELSEWHERE: readonly [why: string, remedy: string] = [
  "the fields are set elsewhere than in the object that is written, which may hold more than is visible here",
  "add `ttl_secs` by hand, and take the fields out there",
];

/** The edits that take the expiry out of where it is ignored. */
export interface Taken {
  readonly parts: EnvelopeParts;
  readonly removed: readonly PlacedEdit[];
  /** Where it stood, or the object that it is read from. */
  readonly from: readonly TSESTree.Node[];
}

/** An object that says fields: what is written, or what a helper is told. */
type Holder = Pick<Payload & { kind: "object" }, "shape" | "object" | "site" | "closedType">;

/**
 * Takes fields out of a body.
 * @param gather what they say, by how each is read
 * @param elsewhere why they stay where they are put together elsewhere
 * @throws {Unsafe} where something else may be changed by that
 */
export function fromBody(
  context: Context,
  { shape, object, site, closedType }: Holder,
  entries: readonly Entry[],
  gather: (read: FieldReader) => EnvelopeParts,
  elsewhere: typeof SET_ELSEWHERE = SET_ELSEWHERE,
): Taken {
  if (closedType)
    throw new Unsafe(
      "a type annotation names the old fields of the object",
      "change the type and the object together",
    );
  const holder = peel(object.node);
  const literals = literalsOf(entries);
  const typed = [site.node, site.node.parent, ...(literals ?? []).map(({ parent }) => parent)];
  if (typed.some((each) => each?.type === "TSSatisfiesExpression"))
    throw new Unsafe(
      "`satisfies` names the old fields of the object",
      "change the type and the object together",
    );
  // Without a field an object is of its type still where that may be left out.
  const once = onceUsed(context, holder, (type) =>
    entries.every(({ name }) => context.types.isOptionalMember(type, [name])),
  );
  const isWrittenOut =
    literals !== undefined &&
    (contains(site.node, literals[0]) || contains(once?.init ?? site.node, literals[0]));
  if (!isWrittenOut)
    return (
      fromSpread(context, holder, shape, entries, gather) ??
      fromCarrier(context, holder, site.node, shape, entries, gather, elsewhere)
    );
  if (shape.isOpen && literals.some((literal) => isCovered(literal, entries)))
    throw new Unsafe(
      "what is spread behind the field may set it anew",
      "put the field last, and add `ttl_secs` by hand",
    );
  const parts = gather(inlineReader(context, once?.init ?? site.node));
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

/** `{ ...defaults, value }`, where `defaults` has the field: the same literal says that it is not there. */
function fromSpread(
  context: Context,
  holder: TSESTree.Node,
  shape: Shape,
  entries: readonly Entry[],
  gather: (read: FieldReader) => EnvelopeParts,
): Taken | undefined {
  if (
    holder.type !== "ObjectExpression" ||
    shape.isOpen ||
    !entries.every(({ spreadFrom, conditions }) => spreadFrom !== undefined && conditions.length === 0)
  )
    return undefined;
  return {
    parts: gather(inlineReader(context, holder)),
    removed: [withProperty(context, holder, leftOut(entries))],
    from: [holder],
  };
}

/** JSON has nothing of what is `undefined`. */
const leftOut = (entries: readonly Entry[]): string =>
  [...new Set(entries.map(({ name }) => name))].map((name) => `${name}: undefined`).join(", ");

/** A payload that is put together elsewhere, or used elsewhere too: its JSON leaves out what is `undefined`. */
function fromCarrier(
  context: Context,
  holder: TSESTree.Node,
  site: TSESTree.Node,
  shape: Shape,
  entries: readonly Entry[],
  gather: (read: FieldReader) => EnvelopeParts,
  elsewhere: typeof SET_ELSEWHERE,
): Taken {
  if (holder.type !== "Identifier" || shape.isOpen) throw new Unsafe(...elsewhere);
  const parts = gather(carrierReader(context, holder));
  const argument = peel(site) === holder ? site : holder;
  const text = `{ ...${holder.name}, ${leftOut(entries)} }`;
  return {
    parts,
    removed: [context.index.edit(argument, { start: argument.range[0], end: argument.range[1], text })],
    from: [holder],
  };
}
