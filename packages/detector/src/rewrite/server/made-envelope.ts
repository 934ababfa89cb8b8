import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { VerbatimWrite } from "../../kv/operations/fields.js";
import type { MadeEnvelope } from "../../kv/operations/made-envelope.js";
import { isReassigned } from "../../eval/unsure-values.js";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import { staticName } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers } from "../imports/helper-names.js";
import { argumentText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";
import type { EnvelopeParts } from "../writes/parts.js";
import { removals } from "../writes/property-removal.js";
import type { WriteRewrite } from "../writes/write-rewrite.js";
import { placeTtl } from "./server-write.js";

/**
 * Takes the end out of an envelope that a helper of ours makes, and tells the service of it. What is stored is an envelope
 * still, without an end: every read that takes envelopes takes it.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function endByService(
  context: Context,
  helpers: Helpers,
  { write }: VerbatimWrite,
  { options, fields, call }: MadeEnvelope,
): WriteRewrite {
  const [field, ...others] = fields;
  const value = field?.entry.value?.node;
  if (
    field === undefined ||
    value === undefined ||
    others.length > 0 ||
    field.entry.node.type !== "Property" ||
    field.entry.node.parent !== options ||
    field.entry.conditions.length > 0
  )
    throw new Unsafe(
      "the end of the envelope is put together, or given twice",
      "say it once in the options that the helper is given",
    );
  const metadata = options.properties.find(
    (property) => property.type === "SpreadElement" || staticName(property) === "metadata",
  );
  if (metadata !== undefined && !isFull(context, metadata))
    throw new Unsafe(
      "its `metadata` may be `{}`, which an envelope without an end can't tell from none",
      "leave the end in the envelope, and add `ttl_secs` by hand",
    );
  const parts: EnvelopeParts = {
    value: { text: "", node: undefined },
    options: [
      {
        name: field.role === "ttl" ? "ttlSeconds" : "expiresAtMs",
        text: argumentText(context, value),
        node: value,
      },
    ],
    notes: [],
  };
  const placed = placeTtl(context, {
    helpers,
    write,
    parts,
    moved: { from: [field.entry.node], nodes: [value] },
    given: [],
  });
  return {
    edits: [...withoutEnd(context, call, options, field.entry), ...placed.edits],
    helpers: placed.needed,
    pair: undefined,
    notes: placed.notes,
    told: placed,
  };
}

/** Whether a property is an object that evidently has members, or one that is spread brings such or none. */
function isFull(context: Context, property: TSESTree.ObjectLiteralElement): boolean {
  if (property.type === "SpreadElement") return isSpreadFull(context, property.argument);
  return (
    property.value.type === "ObjectExpression" &&
    property.value.properties.some(({ type }) => type === "Property")
  );
}

/** `{ ...options, ttlSeconds }` of the pair that an earlier run has made: what its callers pass for options. */
function isSpreadFull(context: Context, spread: TSESTree.Node): boolean {
  const variable = spread.type === "Identifier" ? context.index.variableOf(spread) : undefined;
  const place = variable === undefined || isReassigned(variable) ? undefined : parameterPlace(variable);
  if (place === undefined || place.path.length > 0 || context.mentionsOf(place.fn).length > 0) return false;
  const calls = context.callersOf(place.fn);
  return (
    calls.length > 0 &&
    calls.every(({ arguments: given }) => {
      const passed = given[place.position];
      if (given.some(({ type }) => type === "SpreadElement")) return false;
      return passed === undefined || (passed.type === "ObjectExpression" && isWhole(context, passed));
    })
  );
}

const isWhole = (context: Context, { properties }: TSESTree.ObjectExpression): boolean =>
  properties.every(
    (each) => (each.type === "Property" && staticName(each) !== "metadata") || isFull(context, each),
  );

/** The options without the end; none where they said nothing else. */
function withoutEnd(
  context: Context,
  call: MadeEnvelope["call"],
  options: MadeEnvelope["options"],
  entry: Parameters<typeof removals>[2][number],
): PlacedEdit[] {
  const [value, last] = call.arguments;
  if (options.properties.length > 1 || value === undefined || last !== options)
    return removals(context, options, [entry]);
  return [context.index.edit(call, { start: value.range[1], end: options.range[1], text: "" })];
}
