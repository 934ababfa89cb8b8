import type { TSESTree } from "@typescript-eslint/utils";
import {
  ABSENT,
  hasAny,
  isForGood,
  kinds,
  mayBeNothing,
  mayStandForNothing,
  union,
  without,
} from "../../eval/numbers/kinds.js";
import type { Kinds } from "../../eval/numbers/kinds.js";
import { kindsOf, kindsOfMember } from "../../eval/numbers/reader.js";
import type { Entry } from "../../eval/objects/shape.js";
import { amountsOf } from "../../kv/calls/amounts.js";
import type { Context } from "../../kv/context.js";
import { memberName, peel } from "../../syntax/nodes.js";
import { argumentText, isPure, operandText, testText } from "../source-text.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import { conditional, conditionsOf } from "./conditional.js";
import { declaredAs, isReferenceTo } from "./declared.js";
import type { FieldPart, FieldReader, Part } from "./parts.js";
import { guardedTimeLeft } from "./time-left.js";

/** Above this an epoch number is milliseconds: as seconds it would lie past the year 33000. */
const LARGEST_EPOCH_SECONDS = 1e12;

/** What a field can give, through all that sets it; the first of them is the one that is read. */
export function fieldKinds(context: Context, entries: readonly Entry[], given: FieldPart): Kinds {
  const [entry] = entries;
  if (given.node !== undefined && entry !== undefined)
    return kindsOf(context, given.node, conditionsOf(entry, given));
  const all = union(
    entries.map(({ value, spreadFrom, name, conditions }) =>
      value !== undefined
        ? kindsOf(context, value.node, conditions)
        : spreadFrom === undefined
          ? kinds("unknown")
          : kindsOfMember(context, spreadFrom.object, name),
    ),
  );
  return given.isPresent === true ? without(all, ...ABSENT) : union([all, kinds("absent")]);
}

/** `ttlSeconds` of a relative ttl; `undefined` where none is given. */
export function ttlPart(context: Context, entries: readonly Entry[], read: FieldReader): Part | undefined {
  const [entry] = entries;
  if (entry === undefined) return undefined;
  const given = read(entry);
  const node = given.node === undefined ? undefined : peel(given.node);
  if (node?.type === "Literal") {
    const seconds = Number(node.value);
    if (typeof node.value === "string" && !(seconds > 0))
      throw new Unsafe(`\`${entry.name}\` is the text ${node.raw}, not seconds`, REMEDY.seconds);
    if (typeof node.value === "number" && !(seconds > 0))
      throw new Unsafe(`\`${entry.name}\` is ${node.raw}, which is no time to live`, REMEDY.noTime);
    if (typeof node.value === "string") return conditional(context, entry, given, String(seconds));
  }
  const found = fieldKinds(context, entries, given);
  if (isLeftOut(entry, given, found)) return undefined;
  return conditional(context, entry, given, secondsText(context, given, found));
}

/** `expiresAtMs` of an absolute end in epoch seconds; `undefined` where none is given. */
export function expirationPart(
  context: Context,
  entries: readonly Entry[],
  read: FieldReader,
): Part | undefined {
  const [entry] = entries;
  if (entry === undefined) return undefined;
  const given = read(entry);
  const node = given.node === undefined ? undefined : peel(given.node);
  if (node?.type === "Literal" && typeof node.value === "number" && node.value > 0) {
    if (node.value > LARGEST_EPOCH_SECONDS) {
      throw new Unsafe(
        `\`${entry.name}: ${node.raw}\` is in milliseconds, not seconds`,
        `write \`expiresAtMs: ${node.raw}\` if that is the time meant`,
      );
    }
    return conditional(context, entry, given, String(node.value * 1000));
  }
  const sources = given.node === undefined ? entries.flatMap(({ value }) => value?.node ?? []) : [given.node];
  for (const source of sources) {
    const inner = peel(source);
    if (isMilliseconds(context, inner))
      throw new Unsafe(
        `\`${entry.name}\` is computed in milliseconds, not seconds`,
        "write the envelope by hand with `expiresAtMs`, if that is the time meant",
      );
    if (isDateText(context, inner))
      throw new Unsafe(
        `\`${entry.name}\` is a date as text, not epoch seconds`,
        "write the envelope by hand with `expiresAtMs: Date.parse(…)`",
      );
    if (inner.type === "NewExpression" || inner.type === "ObjectExpression")
      throw new Unsafe(
        `\`${entry.name}\` is not a number of epoch seconds`,
        "write the envelope by hand with `expiresAtMs`",
      );
  }
  const found = fieldKinds(context, entries, given);
  if (isLeftOut(entry, given, found)) return undefined;
  return conditional(context, entry, given, pushedDown(context, given, found, conditionsOf(entry, given)));
}

/** The product is made where there is a number: `d ? x : undefined` becomes `d ? x * 1000 : undefined`. */
function pushedDown(
  context: Context,
  given: FieldPart,
  found: Kinds,
  conditions: Entry["conditions"],
): string {
  const node = given.node === undefined ? undefined : peel(given.node);
  const inner = (test: TSESTree.Node, when: boolean, part: TSESTree.Node): string => {
    const under = [...conditions, { test, when }];
    const kept = { node: part, text: argumentText(context, part) };
    const text = pushedDown(context, kept, kindsOf(context, part, under), under);
    return when
      ? `${testText(context, test)} ? ${text} : undefined`
      : `${testText(context, test)} ? undefined : ${text}`;
  };
  if (node?.type === "LogicalExpression" && node.operator === "&&") return inner(node.left, true, node.right);
  if (node?.type === "ConditionalExpression") {
    if (isNothingAt(context, node.alternate)) return inner(node.test, true, node.consequent);
    if (isNothingAt(context, node.consequent)) return inner(node.test, false, node.alternate);
  }
  return millisecondsText(context, given, found);
}

function isNothingAt(context: Context, node: TSESTree.Node): boolean {
  const found = kindsOf(context, node);
  return isForGood(found) && isPure(context, node);
}

/** Whether a field never says anything. Throws where it says what an envelope can't take. */
function isLeftOut(entry: Entry, given: FieldPart, found: Kinds): boolean {
  // What a name stands for may get another value one day.
  if (given.node !== undefined && isNothingWritten(peel(given.node)) && given.guard === undefined)
    return true;
  if (found.has("refused") && found.size === 1 && given.node !== undefined)
    throw new Unsafe(`\`${entry.name}\` is ${given.text}, which is no time to live`, REMEDY.noTime);
  if (found.has("refused")) {
    throw new Unsafe(
      `\`${entry.name}\` can have a value here that is no time (0 or below, \`Infinity\`, a word)`,
      "decide what it means there",
    );
  }
  if (found.has("object"))
    throw new Unsafe(`\`${entry.name}\` can be an object here, which is no number`, REMEDY.seconds);
  if (mayStandForNothing(found) && isForGood(found))
    throw new Unsafe(
      `\`${entry.name}\` is always 0 or nothing here, which is no time`,
      "take the field out if the key is to stay for good",
    );
  return false;
}

/** `null`, `undefined`, `void 0`. */
const isNothingWritten = (node: TSESTree.Node): boolean =>
  (node.type === "Literal" && node.value === null && node.raw === "null") ||
  (node.type === "Identifier" && node.name === "undefined") ||
  (node.type === "UnaryExpression" && node.operator === "void" && node.argument.type === "Literal");

/** A ttl as a number of seconds: what was text is read as one, what was falsy stays no ttl. */
function secondsText(context: Context, given: FieldPart, found: Kinds): string {
  const { text, node } = given;
  if (hasAny(found, "text", "text of nothing")) return textAsNumber(given, found);
  if (mayStandForNothing(found)) {
    const left = node === undefined || found.has("falsy") ? undefined : guardedTimeLeft(context, node, text);
    return left ?? `${orOperand(context, given)} || undefined`;
  }
  if (given.numberType !== undefined) return `${text} as ${given.numberType}`;
  const isOpaque =
    node !== undefined && declaredAs(context, node).some((type) => type.type === "TSUnknownKeyword");
  return isOpaque ? `${text} as number | undefined` : text;
}

/** Text as a number: a reference is asked for twice, anything else is looked at once. */
function textAsNumber(given: FieldPart, found: Kinds): string {
  const { text } = given;
  const number = `Number(${text})`;
  if (found.has("text of nothing")) return `${number} || undefined`;
  if (!mayBeNothing(found)) return number;
  if (!isReference(given)) return `${number} || undefined`;
  return mayStandForNothing(found)
    ? `${text} ? ${number} : undefined`
    : `${text} == null ? undefined : ${number}`;
}

function millisecondsText(context: Context, given: FieldPart, found: Kinds): string {
  const { text, node } = given;
  const isText = hasAny(found, "text", "text of nothing");
  const isOpaque =
    node !== undefined && declaredAs(context, node).some((type) => type.type === "TSUnknownKeyword");
  const operand =
    isText || isOpaque
      ? `Number(${text})`
      : given.numberType !== undefined
        ? // What may be missing is asked for around it, and no type follows that through an assertion.
          `(${text} as number)`
        : node === undefined
          ? text
          : operandText(context, node);
  const product = `${operand} * 1000`;
  if (found.has("text of nothing")) return `${product} || undefined`;
  // What an unknown function gives is what the field was meant for.
  const mayBeMissing = mayBeNothing(found) || (found.has("unknown") && isReference(given));
  if (!mayBeMissing) return product;
  if (isReference(given))
    return mayStandForNothing(found)
      ? `${text} ? ${product} : undefined`
      : `${text} == null ? undefined : ${product}`;
  // A call is made once: where it gives nothing, the product is 0 or `NaN`.
  return isText || !hasAny(found, ...ABSENT)
    ? `${product} || undefined`
    : `(${orOperand(context, given)} || 0) * 1000 || undefined`;
}

/** Whether a ttl that is asked for by name can be 0, so that it is looked at and not only asked for. */
export const isLookedAt = (entry: Entry, given: FieldPart, found: Kinds): boolean =>
  mayStandForNothing(found) &&
  !found.has("text of nothing") &&
  isReference(given) &&
  conditionsOf(entry, given).length === 0;

/** Whether an expression can be written twice: a variable, or members of one. */
function isReference({ node }: FieldPart): boolean {
  if (node === undefined) return true;
  for (let current = peel(node); ; current = peel(current.object)) {
    if (node.type === "AwaitExpression") return false;
    if (current.type === "Identifier" || current.type === "ThisExpression" || current.type === "MetaProperty")
      return true;
    if (current.type !== "MemberExpression") return false;
    if (current.computed && !/^(?:Identifier|Literal)$/.test(current.property.type)) return false;
  }
}

/** As the left side of `||`. */
function orOperand(context: Context, { node, text, numberType }: FieldPart): string {
  if (numberType !== undefined) return `(${text} as ${numberType})`;
  if (node === undefined) return text;
  const inner = node.type === "LogicalExpression" && node.operator !== "&&" ? node : undefined;
  // `(ttl ?? 0) || undefined` is `ttl || undefined`.
  if (inner !== undefined) {
    if (isNothingAt(context, inner.right))
      return orOperand(context, { node: inner.left, text: context.index.textOf(inner.left) });
  }
  return /^(Identifier|MemberExpression|CallExpression|ChainExpression|TSNonNullExpression|BinaryExpression|UnaryExpression|AwaitExpression)$/.test(
    node.type,
  )
    ? text
    : `(${text})`;
}

/** A time in milliseconds: `Date.now() + …` with no division, and what comes from there. */
export function isMilliseconds(context: Context, node: TSESTree.Node): boolean {
  if (
    node.type === "UnaryExpression" &&
    node.operator === "+" &&
    declaredAs(context, node.argument).some((type) => isReferenceTo(type, /^Date$/))
  )
    return true;
  return (
    isClockAsItIs(context, node) ||
    amountsOf(context, { node, callContext: null }).some(({ instant }) => instant === "milliseconds")
  );
}

/** Whether a clock's milliseconds are in a number, undivided: in `end.getTime() + lag`, not in `toSeconds(end.getTime())`. */
function isClockAsItIs(context: Context, node: TSESTree.Node): boolean {
  const inner = peel(node);
  const among = (...parts: readonly TSESTree.Node[]): boolean =>
    parts.some((part) => isClockAsItIs(context, part));
  switch (inner.type) {
    case "BinaryExpression":
      return /^[-+*]$/.test(inner.operator) && among(inner.left, inner.right);
    case "LogicalExpression":
      return among(inner.left, inner.right);
    case "ConditionalExpression":
      return among(inner.consequent, inner.alternate);
    case "CallExpression": {
      const callee = context.index.textOf(inner.callee);
      if (/^(?:Number|Math\.(?:floor|ceil|round|trunc|max|min|abs))$/.test(callee))
        return among(...inner.arguments);
      return /^Date\.(?:now|parse)$|\.getTime$/.test(callee);
    }
    default:
      return false;
  }
}

function isDateText(context: Context, node: TSESTree.Node): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const name = memberName(node.callee) ?? "";
  if (/^(?:toISOString|toJSON|toUTCString)$/.test(name)) return true;
  return name === "toString" && kindsOf(context, node.callee.object).has("object");
}
