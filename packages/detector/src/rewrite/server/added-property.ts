import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { commentsBetween, indentationAt, layoutAt } from "../layout.js";
import { REMEDY, Unsafe } from "../unsafe.js";

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
  const isAlone = last.loc.start.line > literal.loc.start.line && last.loc.end.line < literal.loc.end.line;
  const margin = isAlone ? `${layoutAt(context, literal).eol}${indentationAt(context, last)}` : " ";
  const place = last.range[1];
  return context.index.edit(literal, { start: place, end: place, text: `,${margin}${property}` });
}
