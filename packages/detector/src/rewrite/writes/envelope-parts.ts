import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { contains, peel } from "../../syntax/nodes.js";
import type { FieldEntry } from "../../kv/operations/fields.js";
import type { Entry } from "../../eval/objects/shape.js";
import { isSurelySet } from "./carrier-members.js";
import { ABSENT, FALSY, hasAny } from "../../eval/numbers/kinds.js";
import { conditional, conditionsOf } from "./conditional.js";
import { expirationPart, fieldKinds, isLookedAt, ttlPart } from "./expiry-parts.js";
import { argumentText, isPure, operandText } from "../source-text.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import type { FieldReader, Part, EnvelopeParts } from "./parts.js";

/** Reads fields that stand within the rewritten expression, or on a variable that it spreads. */
export function inlineReader(context: Context, site: TSESTree.Node): FieldReader {
  return (entry) => {
    const value = entry.value?.node;
    const guard = guardOf(entry);
    if (guard !== undefined && value !== undefined && contains(site, value)) {
      return { text: argumentText(context, value), node: value, guard };
    }
    if (entry.spreadFrom !== undefined) return { text: memberText(context, entry, site), node: undefined };
    if (value === undefined || entry.isLater || !contains(site, value)) {
      throw new Unsafe(
        `\`${entry.name}\` is set elsewhere than in the object that is written`,
        REMEDY.inObject,
      );
    }
    if (entry.node.type === "Property" && (entry.node.method || entry.node.kind !== "init")) {
      throw new Unsafe(`\`${entry.name}\` is a method or accessor`, "make it a plain property");
    }
    return { text: argumentText(context, value), node: value };
  };
}

/** The condition of `...(condition && { … })`. */
export function guardOf(entry: Entry): TSESTree.Node | undefined {
  const spread = entry.spreadFrom === undefined ? undefined : peel(entry.spreadFrom.object);
  return spread?.type === "LogicalExpression" && spread.operator === "&&" ? spread.left : undefined;
}

function memberText(context: Context, entry: Entry, site: TSESTree.Node): string {
  const from = entry.spreadFrom;
  if (from === undefined)
    throw new Unsafe(
      `\`${entry.name}\` can't be read`,
      "name it where the write is, or write the envelope by hand with `encodeEnvelope`",
    );
  const object = peel(from.object);
  const isOptional = object.type === "LogicalExpression" || isOptionalParameter(context, object);
  const target = object.type === "LogicalExpression" ? object.left : object;
  if (!isPure(context, target))
    throw new Unsafe("the object that is spread comes from a call", REMEDY.variable);
  if (!isSeenAt(context, target, site))
    throw new Unsafe(`\`${entry.name}\` is put together in another function`, REMEDY.inObject);
  return `${operandText(context, target)}${isOptional ? "?." : "."}${entry.name}`;
}

/** Whether the names in an expression mean the same where something else stands. */
function isSeenAt(context: Context, node: TSESTree.Node, place: TSESTree.Node): boolean {
  const block = node.type === "Identifier" ? context.index.variableOf(node)?.scope.block : undefined;
  return (
    (block === undefined || contains(block, place)) &&
    context.index.childrenOf(node).every((child) => isSeenAt(context, child, place))
  );
}

function isOptionalParameter(context: Context, node: TSESTree.Node): boolean {
  const variable = node.type === "Identifier" ? context.index.variableOf(node) : undefined;
  const name = variable?.defs[0]?.name;
  if (variable?.defs[0]?.type !== "Parameter" || name?.type !== "Identifier") return false;
  if (name.parent.type === "AssignmentPattern") return false;
  const type = context.types.annotationOf(variable);
  const isUnion =
    type?.type === "TSUnionType" &&
    type.types.some((part) => part.type === "TSUndefinedKeyword" || part.type === "TSNullKeyword");
  return name.optional || isUnion;
}

/** Reads fields from the variable that holds the object. */
export function carrierReader(context: Context, carrier: TSESTree.Node): FieldReader {
  const variable = carrier.type === "Identifier" ? context.index.variableOf(carrier) : undefined;
  const type = variable === undefined ? undefined : context.types.annotationOf(variable);
  const isLoose =
    type !== undefined && type.type !== "TSAnyKeyword" && context.types.membersOf(type) === undefined;
  const text = operandText(context, carrier);
  const members = context.types.membersOf(type);
  return (entry) => {
    if (members?.every(({ name }) => name !== entry.name) === true)
      throw new Unsafe(
        `the type of \`${text}\` has no \`${entry.name}\``,
        "change the type and the object together",
      );
    if (entry.node.type === "CallExpression")
      throw new Unsafe(`\`${entry.name}\` is set by a call, of which no type knows`, REMEDY.inObject);
    const isPresent = isSurelySet(context, carrier, entry.name);
    // An index signature gives `unknown`, which arithmetic and options do not take.
    const numberType = isPresent ? "number" : "number | undefined";
    return {
      text: `${text}.${entry.name}`,
      node: undefined,
      isPresent,
      ...(isLoose ? { numberType } : {}),
    };
  };
}

/** Gathers the parts of an envelope from the fields of a write. */
export function gatherParts(
  context: Context,
  value: Part,
  fields: readonly FieldEntry[],
  read: FieldReader,
): EnvelopeParts {
  const notes: string[] = [];
  const options: EnvelopeParts["options"][number][] = [];
  const tested = new Map<TSESTree.Node, number>();
  for (const { entry } of fields)
    for (const { test } of entry.conditions) tested.set(test, (tested.get(test) ?? 0) + 1);
  for (const [test, times] of tested) {
    if (times > 1 && !isPure(context, test))
      throw new Unsafe(
        "a condition with side effects decides about several fields",
        "put the condition into a variable before the write",
      );
  }
  const ofRole = (role: FieldEntry["role"]): readonly Entry[] =>
    pickOne(
      context,
      fields.filter((field) => field.role === role),
      read,
      notes,
    );
  const ttls = ofRole("ttl");
  const ends = ofRole("expiration");
  const [metadata] = ofRole("metadata");
  const ttl = ttlPart(context, ttls, read);
  const end = expirationPart(context, ends, read);
  if (ttl !== undefined) options.push({ name: "ttlSeconds", ...ttl });
  const kept = end === undefined ? undefined : endBeside(context, end, ttl, ttls, read);
  if (kept !== undefined) options.push({ name: "expiresAtMs", ...kept });
  if (ttl !== undefined && end !== undefined)
    notes.push("both a ttl and an absolute `expiration` are given: the ttl wins");
  if (metadata !== undefined)
    options.push({ name: "metadata", ...conditional(context, metadata, read(metadata)) });
  const inOrder = options.toSorted((a, b) => (a.node?.range[0] ?? 0) - (b.node?.range[0] ?? 0));
  return { value, options: inOrder, notes };
}

/** What is left of an absolute end beside a ttl: it counts where there is no ttl. */
function endBeside(
  context: Context,
  end: Part,
  ttl: Part | undefined,
  ttls: readonly Entry[],
  read: FieldReader,
): Part | undefined {
  const [entry] = ttls;
  if (ttl === undefined || entry === undefined) return end;
  if (end.node !== undefined && !isPure(context, end.node))
    throw new Unsafe(
      "the ttl wins over `expiration`, whose value has side effects",
      "take `expiration` out, or put its value into a variable before the write",
    );
  const given = read(entry);
  const found = fieldKinds(context, ttls, given);
  const isCertain =
    (given.node === undefined ? given.isPresent === true : conditionsOf(entry, given).length === 0) &&
    !hasAny(found, ...ABSENT, ...FALSY, "unknown", "text of nothing");
  if (isCertain) return undefined;
  if (given.node !== undefined && !isPure(context, given.node))
    throw new Unsafe("a ttl with side effects stands beside an absolute `expiration`", REMEDY.variable);
  if (isLookedAt(entry, given, found))
    return { text: `${given.text} ? undefined : ${end.text}`, node: end.node };
  const test = /^[\w$.?]+$/.test(ttl.text) ? ttl.text : `(${ttl.text})`;
  const fallback = end.text.includes("?") ? `(${end.text})` : end.text;
  return { text: `${test} == null ? ${fallback} : undefined`, node: end.node };
}

/**
 * The entries of one field of several that say the same thing; the others must not do anything when left out.
 * Of a field that is set several times, and read from the object, all of them.
 */
function pickOne(
  context: Context,
  fields: readonly FieldEntry[],
  read: FieldReader,
  notes: string[],
): readonly Entry[] {
  const [first, ...others] = fields.toSorted(
    (a, b) => Number(a.entry.name === "ttl") - Number(b.entry.name === "ttl"),
  );
  for (const other of others) {
    const { node, text } = read(other.entry);
    // Read from the object itself, one property is one text however often it is set.
    if (node === undefined && first !== undefined && text === read(first.entry).text) continue;
    if (other.entry.name === first?.entry.name)
      throw new Unsafe(`\`${other.entry.name}\` is set in several places`, "set it once");
    if (node !== undefined && !isPure(context, node))
      throw new Unsafe(`\`${other.entry.name}\` has side effects`, REMEDY.variable);
    notes.push(`\`${other.entry.name}\` is left out: \`${first?.entry.name ?? ""}\` says the same`);
  }
  return fields.flatMap(({ entry }) => (entry.name === first?.entry.name ? entry : []));
}
