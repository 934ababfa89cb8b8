import type { TSESTree } from "@typescript-eslint/utils";
import type { EnvelopeCall } from "../../kv/calls/envelope-helpers.js";
import type { Context } from "../../kv/context.js";
import { bindingHandedOver } from "../../kv/evidence/bindings.js";
import { honoursBindingTtl } from "../../kv/operations/fields.js";
import type { RawWrite } from "../../kv/operations/raw-writes.js";
import { BINDING_METHOD } from "../../kv/vocabulary.js";
import { peel } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { isPure, operandText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";
import type { WriteRewrite } from "../writes/write-rewrite.js";
import { behindLast, withProperty } from "./added-property.js";
import { ignoredByBinding, unknownVersionNote } from "./binding-version.js";

const TOLD = "serverTtl: true";

/**
 * Has a store of ours tell the service when an envelope ends. The envelope stays what it is.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function tellByStore(context: Context, { call }: RawWrite, stored: EnvelopeCall): WriteRewrite {
  const isBinding =
    stored.store !== undefined && bindingHandedOver(context, stored.store, BINDING_METHOD) !== undefined;
  const honours = isBinding ? honoursBindingTtl(context, call) : true;
  if (honours === false) throw ignoredByBinding();
  return {
    edits: [optionEdit(context, call, stored)],
    helpers: [],
    pair: undefined,
    notes: honours === undefined ? [unknownVersionNote] : [],
    told: { spot: call, shared: [], through: [] },
  };
}

function optionEdit(
  context: Context,
  call: TSESTree.CallExpression,
  { options, optionsPosition, name }: EnvelopeCall,
): PlacedEdit {
  const last = call.arguments.at(-1);
  if (optionsPosition === undefined || last === undefined)
    throw new Unsafe(
      `\`${name}\` takes no option by which the service would be told`,
      "give it to the store itself, `{ serverTtl: true }`",
    );
  if (options === undefined) {
    if (call.arguments.length !== optionsPosition)
      throw new Unsafe("the arguments of the call are not all written out", `add \`{ ${TOLD} }\` by hand`);
    return behindLast(context, call, call.arguments[0] ?? last, last, `{ ${TOLD} }`);
  }
  const node = peel(options.node);
  if (node.type === "ObjectExpression") return withProperty(context, node, TOLD);
  if (!isPure(context, options.node))
    throw new Unsafe("the options come from a call", `add \`${TOLD}\` there by hand`);
  const [start, end] = options.node.range;
  return context.index.edit(options.node, {
    start,
    end,
    text: `{ ...${operandText(context, options.node)}, ${TOLD} }`,
  });
}
