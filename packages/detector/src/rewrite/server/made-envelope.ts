import type { TSESTree } from "@typescript-eslint/utils";
import { isReassigned } from "../../eval/unsure-values.js";
import type { Context } from "../../kv/context.js";
import type { VerbatimWrite } from "../../kv/operations/fields.js";
import { isNothing } from "../../kv/operations/made-envelope.js";
import type { MadeEnvelope } from "../../kv/operations/made-envelope.js";
import { placeOf } from "../../kv/place.js";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import { contains, peel, staticName } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers } from "../imports/helper-names.js";
import { argumentText } from "../source-text.js";
import { Unsafe } from "../unsafe.js";
import { conditional } from "../writes/conditional.js";
import type { EnvelopeParts, FieldReader } from "../writes/parts.js";
import { onceUsed } from "../writes/payload-variable.js";
import type { WriteRewrite } from "../writes/write-rewrite.js";
import { fromBody } from "./from-body.js";
import { placeTtl, withoutUnused } from "./server-write.js";

/**
 * Takes the end out of an envelope that a helper of ours makes, and tells the service of it. What is stored is an envelope
 * still, without an end: every read that takes envelopes takes it.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function endByService(
  context: Context,
  helpers: Helpers,
  { write }: VerbatimWrite,
  made: MadeEnvelope,
): WriteRewrite {
  const { options, shape, fields, call } = made;
  const entries = fields.map(({ entry }) => entry);
  if (made.clock !== undefined)
    throw new Unsafe(
      `its end is reckoned by a clock that the helper is given (${placeOf(context, made.clock, call)}), and the service has its own`,
      "leave the end in the envelope, or take `now` out",
    );
  refuseElsewhere(context, made);
  refuseMetadata(context, made);
  const taken = fromBody(
    context,
    { shape, object: options, site: options, closedType: false },
    entries,
    (read): EnvelopeParts => ({
      value: { text: "", node: undefined },
      options: endsIn(context, fields, read),
      notes: [],
    }),
    ELSEWHERE,
  );
  const placed = placeTtl(context, {
    helpers,
    write,
    parts: taken.parts,
    moved: { from: taken.from, nodes: taken.parts.options.flatMap(({ node }) => node ?? []) },
    said: options.callContext,
    given: [],
  });
  return {
    edits: [...(withoutOptions(context, call, entries) ?? taken.removed), ...placed.edits],
    helpers: placed.needed,
    pair: undefined,
    notes: placed.notes,
    told: withoutUnused(placed),
  };
}

/** Of options that others hand in, others may say an end in another way, or none. */
function refuseElsewhere(context: Context, { options, fields, call }: MadeEnvelope): void {
  const holder = peel(options.node);
  if (holder.type === "ObjectExpression" || onceUsed(context, holder, () => true) !== undefined) return;
  if (isConstantLiteral(context, holder)) return;
  const [first] = fields;
  throw new Unsafe(
    `the end of the envelope is said elsewhere than in the options that the helper is given${first === undefined ? "" : ` (${placeOf(context, first.entry.node, call)})`}`,
    ELSEWHERE[1],
  );
}

const ELSEWHERE = [
  "the end of the envelope is put together of options that may say more than is visible here",
  "say it in the options that the helper is given, or add `ttl_secs` by hand and take the end out",
] as const;

/** `const HOUR = { ttlSeconds: 3600 }`: what the helper is told each time. */
function isConstantLiteral({ index }: Context, node: TSESTree.Node): boolean {
  const variable = node.type === "Identifier" ? index.variableOf(node) : undefined;
  const [definition, ...others] = variable?.defs ?? [];
  return (
    variable !== undefined &&
    definition?.type === "Variable" &&
    others.length === 0 &&
    definition.node.init !== null &&
    peel(definition.node.init).type === "ObjectExpression" &&
    !isReassigned(variable)
  );
}

/** What says the end, each once. */
function endsIn(
  context: Context,
  fields: MadeEnvelope["fields"],
  read: FieldReader,
): EnvelopeParts["options"] {
  const [ttl, end] = (["ttl", "expiration"] as const).map((role) => {
    const [first, ...others] = fields.filter((field) => field.role === role).map(({ entry }) => entry);
    if (first === undefined) return undefined;
    const part = conditional(context, first, read(first));
    if (others.some((other) => conditional(context, other, read(other)).text !== part.text))
      throw new Unsafe(
        "the end of the envelope is given twice",
        "say it once in the options that the helper is given",
      );
    return part;
  });
  return [
    ...(ttl === undefined ? [] : [{ ...ttl, name: "ttlSeconds" as const }]),
    ...(end === undefined
      ? []
      : [{ ...end, name: "expiresAtMs" as const, text: besideTtl(context, end, ttl?.text) }]),
  ];
}

/** `ttl == null ? end : undefined` beside the ttl: of both the ttl is asked first anyway. */
function besideTtl(
  context: Context,
  { text, node }: EnvelopeParts["options"][number] | { text: string; node: TSESTree.Node | undefined },
  ttl: string | undefined,
): string {
  const choice = node === undefined ? undefined : peel(node);
  if (ttl === undefined || choice?.type !== "ConditionalExpression" || !isNothing(choice.alternate))
    return text;
  const { test, consequent } = choice;
  const isOfTtl =
    test.type === "BinaryExpression" &&
    test.operator === "==" &&
    isNothing(test.right) &&
    context.index.textOf(test.left) === ttl.replace(/^\((.*)\)$/s, "$1");
  return isOfTtl && text === context.index.textOf(choice) ? argumentText(context, peel(consequent)) : text;
}

/** An envelope with neither an end nor metadata has `{}` for that, and reads give none: `{}` that was stored would be lost. */
function refuseMetadata(context: Context, { options, shape }: MadeEnvelope): void {
  const holder = peel(options.node);
  const literal =
    holder.type === "ObjectExpression" ? holder : peel(onceUsed(context, holder, () => true)?.init ?? holder);
  const isSure =
    literal.type === "ObjectExpression"
      ? literal.properties.every(
          (each) =>
            (each.type === "Property" && staticName(each) !== "metadata" && staticName(each) !== undefined) ||
            isFull(context, each),
        )
      : !shape.isOpen && shape.entries.every(({ name }) => name !== "metadata");
  if (!isSure)
    throw new Unsafe(
      "its `metadata` may be `{}`, which an envelope without an end can't tell from none",
      "leave the end in the envelope, and add `ttl_secs` by hand",
    );
}

/** Whether a property is an object that evidently has members, or one that is spread brings such or none. */
function isFull(context: Context, property: TSESTree.ObjectLiteralElement): boolean {
  if (property.type === "SpreadElement") return isSpreadFull(context, property.argument);
  return (
    property.value.type === "ObjectExpression" &&
    property.value.properties.some(({ type }) => type === "Property")
  );
}

function isSpreadFull(context: Context, spread: TSESTree.Node): boolean {
  const { entries, isOpen } = context.shapes.shapeOf({ node: spread, callContext: null });
  // `...(ttl ? { ttlSeconds: ttl } : {})`
  if (!isOpen && entries.every(({ name }) => name !== "metadata")) return true;
  return isFullAtCallers(context, spread);
}

/** `{ ...options, ttlSeconds }` of the pair that an earlier run has made: what its callers pass for options. */
function isFullAtCallers(context: Context, spread: TSESTree.Node): boolean {
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

/** Of options that say nothing else nothing is left; `undefined` where they do. */
function withoutOptions(
  context: Context,
  call: MadeEnvelope["call"],
  entries: readonly { readonly node: TSESTree.Node }[],
): PlacedEdit[] | undefined {
  const [value, last] = call.arguments;
  if (value === undefined || last?.type !== "ObjectExpression") return undefined;
  const isLeft = last.properties.some((each) => !entries.some(({ node }) => contains(each, node)));
  return isLeft
    ? undefined
    : [context.index.edit(call, { start: value.range[1], end: last.range[1], text: "" })];
}
