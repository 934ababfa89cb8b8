import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { FieldEntry, VerbatimWrite } from "../../kv/operations/fields.js";
import { placeOf as nodePlace } from "../../kv/place.js";
import { contains, peel } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import { guardOf, inlineReader } from "./envelope-parts.js";
import { optionMembers } from "./option-members.js";
import type { FieldReader } from "./parts.js";
import { onceUsed } from "./payload-variable.js";
import { removals } from "./property-removal.js";

/** The fields of an options argument, as an envelope takes them over. */
export interface TakenOptions {
  readonly fields: readonly FieldEntry[];
  readonly read: FieldReader;
  /** Takes the fields out of the options, and the options where nothing else is in them. */
  readonly edits: readonly PlacedEdit[];
  /** The expression that goes as a whole. */
  readonly emptied: TSESTree.Node | undefined;
  /** An expression that must not come to stand in the code twice. */
  readonly once: TSESTree.Node | undefined;
}

/** Why options stay as they are: where their field comes from. */
function elsewhere(context: Context, { write, optionFields: [first] }: VerbatimWrite): Unsafe {
  const entry = first?.entry;
  const given = write.options?.node ?? write.call;
  const from = entry?.node ?? given;
  return new Unsafe(
    `\`${entry?.name ?? "the field"}\` comes into the options at ${nodePlace(context, from, write.call)}, in a way that can't be taken apart here`,
    "take it out of them there, and write an envelope with `encodeEnvelope` here",
  );
}

/**
 * The options of a write: from the call itself, from a variable that only the call uses, or read as members of what
 * the call is given.
 * @throws {Unsafe} if nothing of this is possible
 */
export function takeOptions(context: Context, verbatim: VerbatimWrite): TakenOptions {
  const { write, optionFields } = verbatim;
  const isOwn = write.call.arguments.some((each) => peel(each) === peel(write.options?.node ?? write.call));
  const place = isOwn ? placeOf(context, verbatim) : undefined;
  if (place !== undefined) {
    const { node, isWhole, removed } = place;
    return {
      fields: optionFields,
      read: inlineReader(context, node),
      emptied: isWhole ? node : undefined,
      edits: isWhole
        ? [...removed, ...withoutArgument(context, verbatim)]
        : removals(
            context,
            node,
            optionFields.map(({ entry }) => entry),
          ),
      once: undefined,
    };
  }
  const members = isOwn ? optionMembers(context, verbatim) : undefined;
  if (members === undefined) throw elsewhere(context, verbatim);
  return {
    fields: members.fields,
    read: members.read,
    emptied: undefined,
    edits: withoutArgument(context, verbatim),
    once: members.once,
  };
}

/** Where the fields stand, each in a literal that can be changed. */
interface OptionsPlace {
  /** The expression in which all of them stand. */
  readonly node: TSESTree.Node;
  /** Whether it holds nothing else, so that the whole argument goes. */
  readonly isWhole: boolean;
  /** Takes the variable away that holds nothing else. */
  readonly removed: readonly PlacedEdit[];
}

function placeOf(context: Context, { write, optionFields }: VerbatimWrite): OptionsPlace | undefined {
  if (write.options === undefined) return undefined;
  const given = peel(write.options.node);
  // `ttl ? { expirationTtl: ttl } : {}`, `ttl && { expirationTtl: ttl }`, or a variable that holds one of these.
  const once = given.type === "Identifier" ? onceUsed(context, given) : undefined;
  if (given.type === "Identifier" && once?.removal === undefined) return undefined;
  const node = once === undefined ? given : peel(once.init);
  const { entries, isOpen } = context.shapes.shapeOf({ node, callContext: write.options.callContext });
  const isHere = optionFields.every(
    ({ entry }) =>
      entry.value !== undefined &&
      !entry.isLater &&
      (entry.spreadFrom === undefined || guardOf(entry) !== undefined) &&
      contains(node, entry.value.node),
  );
  if (!isHere) return undefined;
  if (!isOpen && entries.length === optionFields.length) {
    const removed = once?.removal === undefined ? [] : [context.index.edit(given, once.removal)];
    return { node, isWhole: true, removed };
  }
  // What is spread behind a field, and not known, may set it anew.
  const isSure = node.type === "ObjectExpression" && (!isOpen || hasNoSpread(node));
  return isSure ? { node, isWhole: false, removed: [] } : undefined;
}

const hasNoSpread = ({ properties }: TSESTree.ObjectExpression): boolean =>
  properties.every(({ type }) => type === "Property");

/** Takes the options argument away, where it is the last. */
function withoutArgument(
  context: Context,
  { write: { call, options }, optionFields }: VerbatimWrite,
): PlacedEdit[] {
  const given = peel(options?.node ?? call);
  const position = call.arguments.findIndex((argument) => peel(argument) === given);
  const before = call.arguments[position - 1];
  const argument = call.arguments[position];
  if (before === undefined || argument === undefined || position < call.arguments.length - 1) {
    return removals(
      context,
      given,
      optionFields.map(({ entry }) => entry),
    );
  }
  const isCommented = (context.index.fileOf(given).file.ast.comments ?? []).some(
    (comment) => comment.range[0] >= before.range[1] && comment.range[1] <= given.range[0],
  );
  if (isCommented) throw new Unsafe("a comment stands beside the options that have to go", REMEDY.comment);
  return [context.index.edit(given, { start: before.range[1], end: argument.range[1], text: "" })];
}
