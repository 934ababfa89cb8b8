import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { Entry } from "../../eval/objects/shape.js";
import type { TextEdit } from "../../syntax/edits.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { Unsafe } from "../unsafe.js";

/** Takes properties out of an object literal, each with the comma and the line that were its own. */
function withoutProperties(
  context: Context,
  literal: TSESTree.ObjectExpression,
  removed: ReadonlySet<TSESTree.Node>,
): TextEdit[] {
  const { text, ast } = context.index.fileOf(literal).file;
  const edits: TextEdit[] = [];
  for (const [position, property] of literal.properties.entries()) {
    if (!removed.has(property)) continue;
    const next = literal.properties[position + 1];
    const kept = literal.properties.slice(0, position).findLast((candidate) => !removed.has(candidate));
    const isTail = literal.properties.slice(position + 1).every((candidate) => removed.has(candidate));
    let start = property.range[0];
    let end = property.range[1];
    if (next !== undefined && !isTail) end = next.range[0];
    else if (kept !== undefined) {
      // The last of its object: the comma before it goes, one behind it stays as it was.
      start =
        position > 0 && removed.has(literal.properties[position - 1] ?? literal)
          ? property.range[0]
          : kept.range[1];
      if (next !== undefined) end = next.range[0];
    }
    const isCommented = (ast.comments ?? []).some(
      (comment) => comment.range[0] >= start && comment.range[1] <= end,
    );
    if (isCommented) throw new Unsafe("a comment stands beside the field that has to go");
    edits.push({ start, end, text: "" });
  }
  if (literal.properties.every((property) => removed.has(property))) {
    const inner = { start: literal.range[0] + 1, end: literal.range[1] - 1 };
    if (
      (ast.comments ?? []).some((comment) => comment.range[0] >= inner.start && comment.range[1] <= inner.end)
    ) {
      throw new Unsafe("a comment stands beside the field that has to go");
    }
    return text.slice(inner.start, inner.end) === "" ? [] : [{ ...inner, text: "" }];
  }
  return edits;
}

/** Takes fields out of the literal in which they stand. */
export function removals(context: Context, entries: readonly Entry[]): PlacedEdit[] {
  const properties = entries.map((entry) => entry.node);
  const [first] = properties;
  const literal = first?.parent;
  if (
    literal?.type !== "ObjectExpression" ||
    !entries.every((entry) => entry.node.parent === literal && entry.node.type === "Property")
  ) {
    throw new Unsafe("the field is set elsewhere than in the object that is written");
  }
  for (const entry of entries) {
    if (entry.value !== undefined && literal.properties.length > 0 && entry.conditions.length > 0)
      throw new Unsafe("the field is only there sometimes");
  }
  return withoutProperties(context, literal, new Set(properties)).map((edit) =>
    context.index.edit(literal, edit),
  );
}
