import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { VerbatimWrite } from "../../kv/operations/fields.js";
import { contains, peel } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { Unsafe } from "../unsafe.js";
import { onceUsed } from "./payload-variable.js";
import { removals } from "./property-removal.js";

/** Where the fields of an options argument stand. */
export interface OptionsPlace {
  /** The expression in which all of them stand. */
  readonly node: TSESTree.Node;
  /** Whether it holds nothing else, so that the whole argument goes. */
  readonly isWhole: boolean;
  /** Takes the variable away that holds nothing else. */
  readonly removed: readonly PlacedEdit[];
}

/** The options, in the call itself or in a variable that only the call uses: elsewhere they may serve other calls too. */
export function optionsPlace(context: Context, { write, optionFields }: VerbatimWrite): OptionsPlace {
  const elsewhere = new Unsafe("the options are put together elsewhere");
  if (
    write.options === undefined ||
    !write.call.arguments.some((each) => peel(each) === peel(write.options?.node ?? each))
  )
    throw elsewhere;
  const given = peel(write.options.node);
  const fields = optionFields.map(({ entry }) => entry);
  if (given.type === "ObjectExpression") {
    if (!fields.every((entry) => entry.node.parent === given)) throw elsewhere;
    return { node: given, isWhole: given.properties.length === fields.length, removed: [] };
  }
  // `ttl ? { expirationTtl: ttl } : {}`, `ttl && { expirationTtl: ttl }`, or a variable that holds one of these.
  const once = given.type === "Identifier" ? onceUsed(context, given) : undefined;
  const node = once === undefined ? given : peel(once.init);
  const { entries, isOpen } = context.shapes.shapeOf({ node, frame: write.options.frame });
  const isWhole =
    !isOpen &&
    entries.length === fields.length &&
    entries.every(
      ({ value, isLater, spreadFrom }) =>
        value !== undefined && !isLater && spreadFrom === undefined && contains(node, value.node),
    );
  if (!isWhole || (given.type === "Identifier" && once?.removal === undefined)) throw elsewhere;
  const removed = once?.removal === undefined ? [] : [context.index.edit(given, once.removal)];
  return { node, isWhole: true, removed };
}

/** Takes the fields out of the options, and the options where nothing else is in them. */
export function optionEdits(context: Context, verbatim: VerbatimWrite): PlacedEdit[] {
  if (verbatim.optionFields.length === 0) return [];
  const { isWhole, removed } = optionsPlace(context, verbatim);
  const { call, options } = verbatim.write;
  const given = peel(options?.node ?? call);
  const position = call.arguments.findIndex((argument) => peel(argument) === given);
  const before = call.arguments[position - 1];
  const argument = call.arguments[position];
  if (isWhole && before !== undefined && argument !== undefined && position === call.arguments.length - 1) {
    const isCommented = (context.index.fileOf(given).file.ast.comments ?? []).some(
      (comment) => comment.range[0] >= before.range[1] && comment.range[1] <= given.range[0],
    );
    if (isCommented) throw new Unsafe("a comment stands beside the options that have to go");
    return [
      ...removed,
      context.index.edit(given, { start: before.range[1], end: argument.range[1], text: "" }),
    ];
  }
  return removals(
    context,
    verbatim.optionFields.map(({ entry }) => entry),
  );
}
