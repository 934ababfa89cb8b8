import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { commentsBetween, indentationAt, layoutAt } from "../layout.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import type { Seconds } from "./seconds.js";

/** Adds a property behind the last of a literal, on a line of its own where the last has one. */
export function withProperty(
  context: Context,
  literal: TSESTree.ObjectExpression,
  property: string,
): PlacedEdit {
  const last = literal.properties.at(-1);
  const [start, end] = literal.range;
  if (last === undefined) {
    if (commentsBetween(context, literal, []).length > 0)
      throw new Unsafe("a comment stands in the object that would get `ttl_secs`", REMEDY.comment);
    return context.index.edit(literal, { start, end, text: `{ ${property} }` });
  }
  return behindLast(context, literal, undefined, last, property);
}

/**
 * The property that says a ttl, behind what is spread: where a ttl that is not given is `undefined`, it would take away the
 * one that a caller's own options say.
 * @param spread what is spread in front of it
 * @throws {Unsafe} where a ttl that may be missing can't be asked for
 */
export function behindSpread(
  context: Context,
  name: string,
  { text, isWhole, isGiven }: Seconds,
  spread: readonly TSESTree.Node[],
): string {
  const [saying] = spread;
  if (isWhole || saying === undefined) return `${name}: ${text}`;
  if (isGiven === undefined)
    throw new Unsafe(
      `\`${context.index.textOf(saying)}\` may say an expiry of its own, which a ttl of \`undefined\` would take away`,
      REMEDY.variable,
    );
  return `...(${isGiven} && { ${name}: ${text} })`;
}

/** What is spread in a literal. */
export const spreadIn = (literal: TSESTree.ObjectExpression): readonly TSESTree.Node[] =>
  literal.properties.flatMap((each) => (each.type === "SpreadElement" ? [each.argument] : []));

/**
 * Adds something behind the last of several, on a line of its own where the last has one.
 * @param first the first of them, which of parameters and arguments stands on another line than what is around; left out
 * where the place of the last alone tells
 */
export function behindLast(
  context: Context,
  around: TSESTree.Node,
  first: TSESTree.Node | undefined,
  last: TSESTree.Node,
  text: string,
): PlacedEdit {
  const isSpread = first === undefined || isOnLineOfItsOwn(context, first);
  const isAlone =
    isSpread && last.loc.start.line > around.loc.start.line && last.loc.end.line < around.loc.end.line;
  const margin = isAlone ? `${layoutAt(context, around).eol}${indentationAt(context, last)}` : " ";
  const place = last.range[1];
  return context.index.edit(around, { start: place, end: place, text: `,${margin}${text}` });
}

function isOnLineOfItsOwn(context: Context, node: TSESTree.Node): boolean {
  const { text } = context.index.fileOf(node).file;
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf("\n", node.range[0] - 1) + 1, node.range[0]));
}
