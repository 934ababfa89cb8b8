import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { peel, contains } from "../../syntax/nodes.js";
import type { FieldEntry } from "../../kv/operations/fields.js";
import type { Entry } from "../../eval/objects/shape.js";
import { isSurelySet } from "./carrier-members.js";
import { conditional } from "./conditional.js";
import { expirationPart, ttlPart } from "./expiry-parts.js";
import { argumentText, isPure, operandText, testText } from "../source-text.js";
import { isAlwaysPresent } from "../../eval/value-facts.js";
import { Unsafe } from "../unsafe.js";
import type { FieldReader, Part, EnvelopeParts } from "./parts.js";

/** Reads fields that stand within the rewritten expression, or on a variable that it spreads. */
export function inlineReader(context: Context, site: TSESTree.Node): FieldReader {
  return (entry) => {
    const value = entry.value?.node;
    const guard = guardOf(entry);
    if (guard !== undefined && value !== undefined && contains(site, value)) {
      return { text: guardedText(context, guard, value), node: value };
    }
    if (entry.spreadFrom !== undefined) return { text: memberText(context, entry), node: undefined };
    if (value === undefined || entry.isLater || !contains(site, value)) {
      throw new Unsafe(`\`${entry.name}\` is set elsewhere than in the object that is written`);
    }
    if (entry.node.type === "Property" && (entry.node.method || entry.node.kind !== "init")) {
      throw new Unsafe(`\`${entry.name}\` is a method or accessor`);
    }
    return { text: argumentText(context, value), node: value };
  };
}

/** The condition of `...(condition && { … })`. */
function guardOf(entry: Entry): TSESTree.Node | undefined {
  const spread = entry.spreadFrom === undefined ? undefined : peel(entry.spreadFrom.object);
  return spread?.type === "LogicalExpression" && spread.operator === "&&" ? spread.left : undefined;
}

function guardedText(context: Context, guard: TSESTree.Node, value: TSESTree.Node): string {
  const [condition, text] = [testText(context, guard), argumentText(context, value)];
  return condition === text ? `${text} || undefined` : `${condition} ? ${text} : undefined`;
}

function memberText(context: Context, entry: Entry): string {
  const from = entry.spreadFrom;
  if (from === undefined) throw new Unsafe(`\`${entry.name}\` can't be read`);
  const object = peel(from.object);
  const isOptional = object.type === "LogicalExpression" || isOptionalParameter(context, object);
  const target = object.type === "LogicalExpression" ? object.left : object;
  if (!isPure(context, target)) throw new Unsafe("the object that is spread comes from a call");
  return `${operandText(context, target)}${isOptional ? "?." : "."}${entry.name}`;
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
  return (entry) => {
    const member = `${text}.${entry.name}`;
    // An index signature gives `unknown`, which arithmetic and options do not take.
    const isPresent = isSurelySet(context, carrier, entry.name);
    const cast =
      isLoose && entry.name !== "value" && entry.name !== "metadata"
        ? `${member} as number${isPresent ? "" : " | undefined"}`
        : member;
    return { text: cast, node: undefined, isPresent };
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
      throw new Unsafe("a condition with side effects decides about several fields");
  }
  const ofRole = (role: FieldEntry["role"]): FieldEntry | undefined =>
    pickOne(
      context,
      fields.filter((field) => field.role === role),
      read,
      notes,
    );
  const ttl = ofRole("ttl");
  const expiration = ofRole("expiration");
  const metadata = ofRole("metadata");
  if (ttl !== undefined) options.push({ name: "ttlSeconds", ...ttlPart(context, ttl.entry, read) });
  if (expiration !== undefined) {
    const part = expirationPart(context, expiration.entry, read);
    if (ttl === undefined) options.push({ name: "expiresAtMs", ...part });
    else if (part.node !== undefined && !isPure(context, part.node)) {
      throw new Unsafe("the ttl wins over `expiration`, whose value has side effects");
    } else {
      notes.push("both a ttl and an absolute `expiration` are given: the ttl wins");
      const given = read(ttl.entry);
      const isCertain =
        given.isPresent === true ||
        (ttl.entry.conditions.length === 0 &&
          given.node !== undefined &&
          isAlwaysPresent(context, given.node));
      if (!isCertain) {
        if (given.node !== undefined && !isPure(context, given.node))
          throw new Unsafe("a ttl with side effects stands beside an absolute `expiration`");
        const ttlText = options[0]?.text ?? given.text;
        const test = /^[\w$.?]+$/.test(ttlText) ? ttlText : `(${ttlText})`;
        const fallback = part.text.includes("?") ? `(${part.text})` : part.text;
        options.push({
          name: "expiresAtMs",
          text: `${test} == null ? ${fallback} : undefined`,
          node: part.node,
        });
      }
    }
  }
  if (metadata !== undefined)
    options.push({ name: "metadata", ...conditional(context, metadata.entry, read(metadata.entry)) });
  const inOrder = options.toSorted((a, b) => (a.node?.range[0] ?? 0) - (b.node?.range[0] ?? 0));
  keepsOrder(context, value, inOrder);
  return { value, options: inOrder, notes };
}

/** One field of several that say the same thing; the others must not do anything when left out. */
function pickOne(
  context: Context,
  fields: readonly FieldEntry[],
  read: FieldReader,
  notes: string[],
): FieldEntry | undefined {
  const [first, ...others] = fields.toSorted(
    (a, b) => Number(a.entry.name === "ttl") - Number(b.entry.name === "ttl"),
  );
  for (const other of others) {
    const { node, text } = read(other.entry);
    // Read from the object itself, one property is one text however often it is set.
    if (node === undefined && first !== undefined && text === read(first.entry).text) continue;
    if (other.entry.name === first?.entry.name)
      throw new Unsafe(`\`${other.entry.name}\` is set in several places`);
    if (node !== undefined && !isPure(context, node))
      throw new Unsafe(`\`${other.entry.name}\` has side effects`);
    notes.push(`\`${other.entry.name}\` is left out: \`${first?.entry.name ?? ""}\` says the same`);
  }
  return first;
}

/** An expression with side effects is not moved past another. */
function keepsOrder(context: Context, value: Part, options: readonly Part[]): void {
  const moved = [value, ...options].flatMap((part) =>
    part.node !== undefined && !isPure(context, part.node) ? [part.node] : [],
  );
  for (const [position, node] of moved.entries()) {
    const next = moved[position + 1];
    if (next !== undefined && next.range[0] < node.range[0])
      throw new Unsafe("the rewrite would change the order in which two calls are made");
  }
}
