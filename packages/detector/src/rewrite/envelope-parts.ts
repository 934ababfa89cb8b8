import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { peel } from "../file-index.js";
import type { FieldEntry } from "../fields.js";
import type { Entry } from "../object-shape.js";
import { argumentText, contains, isAlwaysPresent, isEvidentlyString, isPure, operandText, testText } from "./source-text.js";

/** Why a write can't be rewritten. Thrown while its parts are gathered, caught where the outcome is decided. */
export class Unsafe extends Error {
  override readonly name = "Unsafe";
}

/** One part of the new call, as text, with what it takes to place it. */
export interface Part {
  readonly text: string;
  /** The source that the text was taken from, for comments and evaluation order; absent for a member access. */
  readonly node: TSESTree.Node | undefined;
}

/** Arguments of an envelope: the value, and what stands in its options, in source order. */
export interface EnvelopeParts {
  readonly value: Part;
  readonly options: readonly (Part & { readonly name: "ttlSeconds" | "expiresAtMs" | "metadata" })[];
  readonly notes: readonly string[];
}

/** Above this an epoch number is milliseconds: as seconds it would lie past the year 33000. */
const LARGEST_EPOCH_SECONDS = 1e12;

/** How a field's value is written at the place of the rewrite. */
export type FieldReader = (entry: Entry) => { readonly text: string; readonly node: TSESTree.Node | undefined };

/** Reads fields that stand within the rewritten expression, or on a variable that it spreads. */
export function inlineReader(context: Context, site: TSESTree.Node): FieldReader {
  return (entry) => {
    if (entry.spreadFrom !== undefined) return { text: memberText(context, entry), node: undefined };
    const value = entry.value?.node;
    if (value === undefined || entry.isLater || !contains(site, value)) {
      throw new Unsafe(`\`${entry.name}\` is set elsewhere than in the object that is written`);
    }
    if (entry.node.type === "Property" && (entry.node.method || entry.node.kind !== "init")) {
      throw new Unsafe(`\`${entry.name}\` is a method or accessor`);
    }
    return { text: argumentText(context, value), node: value };
  };
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
  if (name.parent?.type === "AssignmentPattern") return false;
  const type = context.types.annotationOf(variable);
  const isUnion = type?.type === "TSUnionType" && type.types.some((part) => part.type === "TSUndefinedKeyword" || part.type === "TSNullKeyword");
  return name.optional === true || isUnion;
}

/** Reads fields from the variable that holds the object. */
export function carrierReader(context: Context, carrier: TSESTree.Node): FieldReader {
  const variable = carrier.type === "Identifier" ? context.index.variableOf(carrier) : undefined;
  const type = variable === undefined ? undefined : context.types.annotationOf(variable);
  const isLoose = type !== undefined && type.type !== "TSAnyKeyword" && context.types.membersOf(type) === undefined;
  const text = operandText(context, carrier);
  return (entry) => {
    const member = `${text}.${entry.name}`;
    // An index signature gives `unknown`, which arithmetic and options do not take.
    const cast = isLoose && entry.name !== "value" && entry.name !== "metadata" ? `${member} as number | undefined` : member;
    return { text: cast, node: undefined };
  };
}

/** Gathers the parts of an envelope from the fields of a write. */
export function gatherParts(context: Context, value: Part, fields: readonly FieldEntry[], read: FieldReader): EnvelopeParts {
  const notes: string[] = [];
  const options: EnvelopeParts["options"][number][] = [];
  const tested = new Map<TSESTree.Node, number>();
  for (const { entry } of fields) for (const { test } of entry.conditions) tested.set(test, (tested.get(test) ?? 0) + 1);
  for (const [test, times] of tested) {
    if (times > 1 && !isPure(context, test)) throw new Unsafe("a condition with side effects decides about several fields");
  }
  const ofRole = (role: FieldEntry["role"]): FieldEntry | undefined => pickOne(context, fields.filter((field) => field.role === role), read, notes);
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
      const isCertain = ttl.entry.conditions.length === 0 && given.node !== undefined && isAlwaysPresent(context, given.node);
      if (!isCertain) {
        if (given.node !== undefined && !isPure(context, given.node)) throw new Unsafe("a ttl with side effects stands beside an absolute `expiration`");
        const ttlText = options[0]?.text ?? given.text;
        const test = /^[\w$.?]+$/.test(ttlText) ? ttlText : `(${ttlText})`;
        const fallback = part.text.includes("?") ? `(${part.text})` : part.text;
        options.push({ name: "expiresAtMs", text: `${test} == null ? ${fallback} : undefined`, node: part.node });
      }
    }
  }
  if (metadata !== undefined) options.push({ name: "metadata", ...conditional(context, metadata.entry, read(metadata.entry)) });
  const inOrder = options.toSorted((a, b) => (a.node?.range[0] ?? 0) - (b.node?.range[0] ?? 0));
  keepsOrder(context, value, inOrder);
  return { value, options: inOrder, notes };
}

/** One field of several that say the same thing; the others must not do anything when left out. */
function pickOne(context: Context, fields: readonly FieldEntry[], read: FieldReader, notes: string[]): FieldEntry | undefined {
  const [first, ...others] = fields.toSorted((a, b) => Number(a.entry.name === "ttl") - Number(b.entry.name === "ttl"));
  for (const other of others) {
    const { node } = read(other.entry);
    if (other.entry.name === first?.entry.name) throw new Unsafe(`\`${other.entry.name}\` is set in several places`);
    if (node !== undefined && !isPure(context, node)) throw new Unsafe(`\`${other.entry.name}\` has side effects`);
    notes.push(`\`${other.entry.name}\` is left out: \`${first?.entry.name ?? ""}\` says the same`);
  }
  return first;
}

function ttlPart(context: Context, entry: Entry, read: FieldReader): Part {
  const given = read(entry);
  const node = given.node === undefined ? undefined : peel(given.node);
  if (node?.type === "Literal" && typeof node.value === "string") {
    const seconds = Number(node.value);
    if (!(seconds > 0)) throw new Unsafe(`\`${entry.name}\` is the text ${node.raw}, not seconds`);
    return conditional(context, entry, { text: String(seconds), node: given.node });
  }
  if (node?.type === "Literal" && typeof node.value === "number" && !(node.value > 0)) {
    throw new Unsafe(`\`${entry.name}\` is ${node.raw}, which is no time to live`);
  }
  if (given.node !== undefined && isEvidentlyString(context, given.node)) {
    return conditional(context, entry, { text: `Number(${given.text})`, node: given.node });
  }
  return conditional(context, entry, given);
}

function expirationPart(context: Context, entry: Entry, read: FieldReader): Part {
  const given = read(entry);
  const node = given.node === undefined ? undefined : peel(given.node);
  if (node?.type === "Literal" && typeof node.value === "number") {
    if (node.value > LARGEST_EPOCH_SECONDS) {
      throw new Unsafe(`\`${entry.name}: ${node.raw}\` is in milliseconds, not seconds: write \`expiresAtMs: ${node.raw}\` if that is the time meant`);
    }
    return conditional(context, entry, { text: String(node.value * 1000), node: given.node });
  }
  if (node !== undefined && isMilliseconds(context, node)) {
    throw new Unsafe(`\`${entry.name}\` is computed in milliseconds, not seconds`);
  }
  if (node?.type === "NewExpression" || node?.type === "ObjectExpression") throw new Unsafe(`\`${entry.name}\` is not a number of epoch seconds`);
  const isText = given.node !== undefined && isEvidentlyString(context, given.node);
  const operand = isText ? `Number(${given.text})` : given.node === undefined ? memberOperand(given.text) : operandText(context, given.node);
  const product = `${operand} * 1000`;
  const mayBeAbsent = given.node === undefined || (!isText && isPure(context, given.node) && !isAlwaysPresent(context, given.node));
  const text = mayBeAbsent && entry.conditions.length === 0 ? `${operand} == null ? undefined : ${product}` : product;
  return conditional(context, entry, { text, node: given.node });
}

const memberOperand = (text: string): string => (text.includes(" as ") ? `(${text})` : text);

/** `Date.now() + …` with no division is milliseconds. */
function isMilliseconds(context: Context, node: TSESTree.Node): boolean {
  const text = context.index.textOf(node);
  return /\bDate\.now\(\)|\.getTime\(\)|\bDate\.parse\(/.test(text) && !/\/\s*1_?000|\/\s*1e3/.test(text);
}

/** A field that is only there sometimes stays so. */
function conditional(context: Context, entry: Entry, part: Part): Part {
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

/** An expression with side effects is not moved past another. */
function keepsOrder(context: Context, value: Part, options: readonly Part[]): void {
  const moved = [value, ...options].flatMap((part) => (part.node !== undefined && !isPure(context, part.node) ? [part.node] : []));
  for (const [position, node] of moved.entries()) {
    const next = moved[position + 1];
    if (next !== undefined && next.range[0] < node.range[0]) throw new Unsafe("the rewrite would change the order in which two calls are made");
  }
}
