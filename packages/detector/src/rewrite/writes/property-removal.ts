import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { Entry } from "../../eval/objects/shape.js";
import type { TextEdit } from "../../syntax/text/edits.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { contains } from "../../syntax/nodes.js";
import { REMEDY, Unsafe } from "../unsafe.js";

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
    if (isCommented) throw new Unsafe("a comment stands beside the field that has to go", REMEDY.comment);
    edits.push({ start, end, text: "" });
  }
  if (literal.properties.every((property) => removed.has(property))) {
    const inner = { start: literal.range[0] + 1, end: literal.range[1] - 1 };
    if (
      (ast.comments ?? []).some((comment) => comment.range[0] >= inner.start && comment.range[1] <= inner.end)
    ) {
      throw new Unsafe("a comment stands beside the field that has to go", REMEDY.comment);
    }
    return text.slice(inner.start, inner.end) === "" ? [] : [{ ...inner, text: "" }];
  }
  return edits;
}

/**
 * Takes fields out of the literal in which they stand, each with its property, or with a spread that holds nothing else:
 * `{ id, ...(ttl ? { expiration_ttl: ttl } : {}) }`.
 */
export function removals(
  context: Context,
  literal: TSESTree.Node | undefined,
  entries: readonly Entry[],
): PlacedEdit[] {
  if (literal?.type !== "ObjectExpression")
    throw new Unsafe("the field is set elsewhere than in the object that is written", REMEDY.inObject);
  const going = new Set<TSESTree.Node>();
  for (const entry of entries) {
    const property = literal.properties.find((each) => contains(each, entry.node));
    if (
      property === undefined ||
      (property.type === "SpreadElement" && !holdsOnly(context, property, entries))
    )
      throw new Unsafe("the field is set elsewhere than in the object that is written", REMEDY.inObject);
    if (property.type === "Property" && (property !== entry.node || entry.conditions.length > 0))
      throw new Unsafe(
        "the field is only there sometimes",
        "write the two cases apart, or write the envelope by hand with `encodeEnvelope`",
      );
    going.add(property);
  }
  return withoutProperties(context, literal, going).map((edit) => context.index.edit(literal, edit));
}

function holdsOnly(context: Context, spread: TSESTree.SpreadElement, known: readonly Entry[]): boolean {
  const { entries, isOpen } = context.shapes.shapeOf({ node: spread.argument, callContext: null });
  return !isOpen && entries.every(({ name }) => known.some((entry) => entry.name === name));
}
