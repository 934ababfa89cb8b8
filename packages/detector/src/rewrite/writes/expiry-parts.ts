import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { peel } from "../../syntax/nodes.js";
import type { Entry } from "../../eval/objects/shape.js";
import { conditional } from "./conditional.js";
import type { FieldReader, Part } from "./parts.js";
import { declaredAs, isReferenceTo, mayBeMissing } from "./declared.js";
import { isAlwaysPresent, isEvidentlyString } from "../../eval/value-facts.js";
import { isPure, operandText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";

/** Above this an epoch number is milliseconds: as seconds it would lie past the year 33000. */
const LARGEST_EPOCH_SECONDS = 1e12;

/** `ttlSeconds` of a relative ttl. */
export function ttlPart(context: Context, entry: Entry, read: FieldReader): Part {
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
  return conditional(context, entry, {
    text: given.node === undefined ? given.text : secondsText(context, given.node, given.text),
    node: given.node,
  });
}

/** `expiresAtMs` of an absolute end in epoch seconds. */
export function expirationPart(context: Context, entry: Entry, read: FieldReader): Part {
  const given = read(entry);
  const node = given.node === undefined ? undefined : peel(given.node);
  if (node?.type === "Literal" && typeof node.value === "number") {
    if (node.value > LARGEST_EPOCH_SECONDS) {
      throw new Unsafe(
        `\`${entry.name}: ${node.raw}\` is in milliseconds, not seconds: write \`expiresAtMs: ${node.raw}\` if that is the time meant`,
      );
    }
    return conditional(context, entry, { text: String(node.value * 1000), node: given.node });
  }
  if (node !== undefined && isMilliseconds(context, node)) {
    throw new Unsafe(`\`${entry.name}\` is computed in milliseconds, not seconds`);
  }
  if (node?.type === "NewExpression" || node?.type === "ObjectExpression")
    throw new Unsafe(`\`${entry.name}\` is not a number of epoch seconds`);
  if (
    node?.type === "CallExpression" &&
    /\.(toISOString|toJSON|toUTCString|toString)$/.test(context.index.textOf(node.callee))
  ) {
    throw new Unsafe(`\`${entry.name}\` is a date as text, not epoch seconds`);
  }
  const isText = given.node !== undefined && isEvidentlyString(context, given.node);
  const operand = isText
    ? `Number(${given.text})`
    : given.node === undefined
      ? memberOperand(given.text)
      : operandText(context, given.node);
  const product = `${operand} * 1000`;
  const mayBeAbsent =
    given.node === undefined
      ? given.isPresent !== true
      : !isText && isPure(context, given.node) && !isAlwaysPresent(context, given.node);
  const text =
    mayBeAbsent && entry.conditions.length === 0 ? `${operand} == null ? undefined : ${product}` : product;
  return conditional(context, entry, { text, node: given.node });
}

const memberOperand = (text: string): string => (text.includes(" as ") ? `(${text})` : text);

/** `Date.now() + …` with no division is milliseconds. */
function isMilliseconds(context: Context, node: TSESTree.Node): boolean {
  const text = context.index.textOf(node);
  if (
    node.type === "UnaryExpression" &&
    node.operator === "+" &&
    declaredAs(context, node.argument).some((type) => isReferenceTo(type, /^Date$/))
  )
    return true;
  return /\bDate\.now\(\)|\.getTime\(\)|\bDate\.parse\(/.test(text) && !/\/\s*1_?000|\/\s*1e3/.test(text);
}

/** A ttl as a number of seconds: what was text is read as one, what was falsy stays no ttl. */
function secondsText(context: Context, node: TSESTree.Node, text: string): string {
  const types = declaredAs(context, node);
  const isText = isEvidentlyString(context, node);
  if (isText || types.some((type) => type.type === "TSStringKeyword")) {
    return mayBeMissing(context, node) && isPure(context, node)
      ? `${text} == null ? undefined : Number(${text})`
      : `Number(${text})`;
  }
  if (types.some((type) => type.type === "TSUnknownKeyword")) return `${text} as number | undefined`;
  return mayBeFalse(node) ? `(${text}) || undefined` : text;
}

/** Whether an expression can be `false`, 0 or empty text by its own look. */
function mayBeFalse(node: TSESTree.Node): boolean {
  const inner = peel(node);
  switch (inner.type) {
    case "Literal":
      return inner.value === false || inner.value === 0 || inner.value === "";
    case "LogicalExpression":
      return inner.operator === "&&" || mayBeFalse(inner.right);
    case "ConditionalExpression":
      return mayBeFalse(inner.consequent) || mayBeFalse(inner.alternate);
    default:
      return false;
  }
}
