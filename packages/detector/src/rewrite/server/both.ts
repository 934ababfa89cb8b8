import type { TSESTree } from "@typescript-eslint/utils";
import type { Reason } from "../../http/reason.js";
import type { Context } from "../../kv/context.js";
import type { VerbatimWrite } from "../../kv/operations/fields.js";
import { peel } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers } from "../imports/helper-names.js";
import { isMovable } from "../source-text.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import { BARE, ENVELOPE_IN_PLACE } from "../writes/encoding.js";
import { rewriteBody, writeEnvelope } from "../writes/write-edits.js";
import type { WriteRewrite } from "../writes/write-rewrite.js";
import { moveToServer, saysExpiry, tellServer } from "./server-write.js";
import type { Told } from "./server-write.js";

/**
 * Has a write store an envelope, and tells the service when it ends. Where the service can't be told without a guess, the
 * envelope alone is written, which expires all the same: a note says so, and why.
 * @param withheld why the service must not be told of this write, whatever could be done
 * @throws {Unsafe} with the reason if there is no envelope without a guess
 */
export function writeBoth(
  context: Context,
  helpers: Helpers,
  verbatim: VerbatimWrite,
  withheld: Reason | undefined,
): WriteRewrite {
  const envelope = writeEnvelope(context, helpers, verbatim);
  // Metadata alone ends never.
  if (!saysExpiry(verbatim)) return envelope;
  try {
    if (withheld !== undefined) throw Unsafe.for(withheld);
    return together(context, helpers, verbatim, envelope);
  } catch (error) {
    if (!(error instanceof Unsafe)) throw error;
    const note = `an expired entry stays until it is read or swept, as the service is not told of it: ${error.reason.why}`;
    return { ...envelope, notes: [...envelope.notes, note] };
  }
}

/**
 * Has a write store its value by itself, and the service expire it.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function writeBare(context: Context, helpers: Helpers, verbatim: VerbatimWrite): WriteRewrite {
  const { payload, bodyFields } = verbatim;
  // What has its fields beside the value stores that by itself already.
  if (payload.kind !== "object" || bodyFields.length === 0) return moveToServer(context, helpers, verbatim);
  const told = tellServer(context, helpers, verbatim);
  return beside(context, rewriteBody(context, helpers, verbatim, payload, BARE), told);
}

function together(
  context: Context,
  helpers: Helpers,
  verbatim: VerbatimWrite,
  envelope: WriteRewrite,
): WriteRewrite {
  const told = tellServer(context, helpers, verbatim);
  // Of the pair's function the further argument would be another one.
  const written =
    envelope.pair === undefined || told.placed.shared.length === 0
      ? envelope
      : writeEnvelope(context, helpers, verbatim, ENVELOPE_IN_PLACE);
  for (const { node } of told.taken.parts.options)
    if (node !== undefined && (!isMovable(context, node) || isDrawn(context, node)))
      throw new Unsafe("the ttl comes from a call, which would be made twice", REMEDY.variable);
  const kept = withOptions(context, verbatim, written.edits);
  return beside(context, { ...written, edits: kept }, told);
}

/** Whether an expression gives something else each time: `60 + Math.random() * 10`, of which the service would get another. */
const isDrawn = (context: Context, node: TSESTree.Node): boolean =>
  (node.type === "CallExpression" && /^(?:Math\.random|crypto\.)/.test(context.index.textOf(node.callee))) ||
  context.index.childrenOf(node).some((child) => isDrawn(context, child));

/** What is written, with the edits that tell the service. */
function beside(context: Context, written: WriteRewrite, { taken, placed }: Told): WriteRewrite {
  const kept = written.edits;
  const isChanged = taken.from.some((node) => isDeclaredIn(context, node, kept));
  if (
    isChanged ||
    [...placed.edits, ...placed.shared].some((edit) => kept.some((other) => overlap(edit, other)))
  )
    throw new Unsafe("what is written takes up what the service would be told by", REMEDY.variable);
  return {
    ...written,
    // In this order: what is put behind an argument comes after the argument's own change.
    edits: [...kept, ...placed.edits],
    helpers: [...written.helpers, ...placed.needed],
    notes: [...written.notes, ...placed.notes],
    told: placed,
  };
}

/** An envelope's edits without those that take the expiry out of the options, where the service is told by them. */
function withOptions(
  context: Context,
  { write, optionFields, fields }: VerbatimWrite,
  edits: readonly PlacedEdit[],
): readonly PlacedEdit[] {
  if (optionFields.length === 0) return edits;
  const options = write.options?.node;
  const position = write.call.arguments.findIndex((argument) => argument === options);
  const before = write.call.arguments[position - 1];
  if (options === undefined || before === undefined || peel(options).type !== "ObjectExpression")
    throw new Unsafe("the options are put together elsewhere", "add the ttl there by hand");
  if (optionFields.length > 1 || fields.length > 1)
    throw new Unsafe("the options say more than one field", "keep one of them");
  const file = context.index.fileOf(options);
  return edits.filter(
    (edit) => edit.file !== file || edit.start < before.range[1] || edit.end > options.range[1],
  );
}

/** Whether the variable that an expression names is changed where it is declared. */
function isDeclaredIn(
  context: Context,
  node: Parameters<typeof peel>[0],
  edits: readonly PlacedEdit[],
): boolean {
  const inner = peel(node);
  const variable = inner.type === "Identifier" ? context.index.variableOf(inner) : undefined;
  return (variable?.defs ?? []).some(({ node: declared }) => {
    const file = context.index.fileOf(declared);
    return edits.some(
      (edit) => edit.file === file && edit.start < declared.range[1] && edit.end > declared.range[0],
    );
  });
}

const overlap = (one: PlacedEdit, other: PlacedEdit): boolean =>
  one.file === other.file &&
  (one.start === one.end
    ? other.start < one.start && one.start < other.end
    : one.start < other.end && other.start < one.end);
