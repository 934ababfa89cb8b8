import type { TSESTree } from "@typescript-eslint/utils";
import { callsOf } from "../../eval/call-context.js";
import { placeOf } from "../../kv/place.js";
import type { Context } from "../../kv/context.js";
import { enclosingFunction, peel, contains } from "../../syntax/nodes.js";
import type { VerbatimWrite } from "../../kv/operations/fields.js";
import type { Entry, Shape } from "../../eval/objects/shape.js";
import type { Payload } from "../../kv/operations/payload.js";
import { EXPIRES_AT_FIELD, TTL_NAMES, VALUE_FIELD } from "../../kv/vocabulary.js";
import { guardsAround } from "../../eval/numbers/guards.js";
import { kindsOf } from "../../eval/numbers/reader.js";
import { declaredAs, isReferenceTo } from "./declared.js";
import { carrierReader, gatherParts, inlineReader } from "./envelope-parts.js";
import { ENVELOPE } from "./encoding.js";
import type { Encoding } from "./encoding.js";
import type { EnvelopeParts, FieldReader, Part } from "./parts.js";
import { renderCall } from "./envelope-call.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { HelperName, Helpers } from "../imports/helper-names.js";
import { keepExpectedErrors } from "./expected-errors.js";
import { onceUsed } from "./payload-variable.js";
import type { OnceUsed } from "./payload-variable.js";
import { keepOrder } from "./hoisting.js";
import { pagePairFor } from "./page-pair.js";
import { takeOptions } from "./options-place.js";
import type { TakenOptions } from "./options-place.js";
import { sentApart } from "./sent-apart.js";
import type { WriteRewrite } from "./write-rewrite.js";
import type { CallContext } from "../../eval/call-context.js";
import { argumentText, isPure } from "../source-text.js";
import { Unsafe } from "../unsafe.js";

/**
 * Has a write store an envelope.
 * @param encoding one whose result is an envelope
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function writeEnvelope(
  context: Context,
  helpers: Helpers,
  verbatim: VerbatimWrite,
  encoding: Encoding = ENVELOPE,
): WriteRewrite {
  const { payload, bodyFields } = verbatim;
  if (payload.kind === "object" && bodyFields.length > 0)
    return rewriteBody(context, helpers, verbatim, payload, encoding);
  return rewriteOptions(context, helpers, verbatim);
}

/**
 * Has a write store what an encoding makes of the value in its body.
 * @throws {Unsafe} with the reason if that can't be done without a guess
 */
export function rewriteBody(
  context: Context,
  helpers: Helpers,
  verbatim: VerbatimWrite,
  payload: Payload & { kind: "object" },
  encoding: Encoding,
): WriteRewrite {
  const { bodyFields, optionFields } = verbatim;
  const { shape, site, object, form } = payload;
  if (shape.handedIn !== undefined)
    throw new Unsafe(
      `\`${context.index.textOf(peel(shape.handedIn))}\` is handed in from outside, and only a type or schema says what it holds`,
      "take its fields one by one: `encodeEnvelope(entry.value, { ttlSeconds: entry.expiration_ttl })`",
    );
  if (payload.closedType)
    throw new Unsafe(
      "a type annotation names the old fields of the object",
      "change the type and the object together",
    );
  refuseOtherThanJson(context, verbatim, payload);
  const typeArguments = verbatim.write.callContext?.call?.typeArguments?.params ?? [];
  if (form === "object" && typeArguments.some((type) => context.types.namesMember(type, PAYLOAD_FIELDS))) {
    throw new Unsafe(
      "a type argument names the old fields of the object",
      "change the type and the object together",
    );
  }
  if (shape.isOpen)
    throw new Unsafe(
      "the body may hold more than is seen here (a spread, a computed name, another value)",
      "name its fields, or write the envelope by hand with `encodeEnvelope`",
    );
  const known = new Set(bodyFields.map(({ entry }) => entry));
  const extra = shape.entries.find(
    (entry) => entry.name !== VALUE_FIELD && !known.has(entry) && !isUndefined(entry),
  );
  if (extra !== undefined)
    throw new Unsafe(
      `the body also holds \`${extra.name}\`, for which an envelope has no place`,
      "put it into the value or into `metadata`",
    );
  if (shape.entries.some((entry) => isCallersChoice(entry, site.node, verbatim.write.callContext))) {
    throw new Unsafe(
      "the callers of this function decide what it writes, in a way that can't be followed",
      "build the envelope at the callers with `encodeEnvelope`",
    );
  }
  const apart =
    payload.sending === undefined
      ? undefined
      : sentApart(context, verbatim.write, payload.sending, site.node);
  const holder = peel(object.node);
  const isCarrier = holder.type === "Identifier" || holder.type === "MemberExpression";
  const once = isCarrier ? takenApart(context, holder, shape) : undefined;
  const read =
    once !== undefined
      ? inlineReader(context, once.init)
      : isCarrier
        ? carrierReader(context, holder)
        : inlineReader(context, apart?.whole ?? site.node);
  const value = valuePart(
    context,
    shape.entries.filter((entry) => entry.name === VALUE_FIELD),
    read,
  );
  const options = optionFields.length === 0 ? undefined : takeOptions(context, verbatim);
  const gathered = gatherParts(context, value, [...bodyFields, ...(options?.fields ?? [])], (entry) =>
    options?.fields.some((field) => field.entry === entry) === true ? options.read(entry) : read(entry),
  );
  const parts = encoding.along(gathered);
  refuseTwice(context, parts, options);
  const removed = [...(options?.edits ?? []), ...(apart?.removed ?? [])];
  const whole = (helper: HelperName | undefined, place: TSESTree.Node): WriteRewrite => {
    if (helper === undefined)
      throw new Unsafe(
        "a client, or a later line, makes the text of the object, and of a value that is text by itself it may make another",
        "send the text that `bareText` gives, or run without --unwrap",
      );
    const ordered = keepOrder(context, helpers, place, parts);
    const edits = [
      ...ordered.edits,
      envelopeEdit(context, helpers, helper, place, ordered.parts),
      ...removed,
    ];
    keepExpectedErrors(context, edits, parts.options);
    return { edits, helpers: [helpers.needed(place, helper)], pair: undefined, notes: parts.notes };
  };
  if (once !== undefined && once.removal === undefined) return whole(encoding.object, once.init);
  if (once?.removal !== undefined) removed.push(context.index.edit(holder, once.removal));
  const target = form === "object" ? withAssertions(site.node) : site.node;
  const pair =
    form === "text" && optionFields.length === 0 && encoding.isByPagePair
      ? pagePairFor(context, helpers, verbatim.write, site.node, parts)
      : undefined;
  if (pair !== undefined) {
    const ordered = keepOrder(context, helpers, target, parts);
    const text = renderCall(context, target, "", "", ordered.parts, ["ttlSeconds"]);
    const edits = [...ordered.edits, pair.rename, replacement(context, target, text), ...removed];
    keepExpectedErrors(context, edits, parts.options);
    return { edits, helpers: pair.helpers, pair, notes: parts.notes };
  }
  return whole(form === "text" ? encoding.text : encoding.object, target);
}

/** An envelope takes the place of the object's own JSON, and of nothing else that is made of it. */
function refuseOtherThanJson(
  context: Context,
  { write }: VerbatimWrite,
  { stringify, respelling, shape }: Payload & { kind: "object" },
): void {
  if (shape.serialiser !== undefined)
    throw new Unsafe(
      `the object's \`toJSON\` (${placeOf(context, shape.serialiser, write.call)}) decides what is stored`,
      "make the envelope there, with `toEnvelope`",
    );
  if (shape.decidedBy !== undefined)
    throw new Unsafe(
      `${decider(context, shape.decidedBy)} (${placeOf(context, shape.decidedBy, write.call)}) decides which fields are stored`,
      "call `encodeEnvelope` in its place, which leaves out what is `undefined`",
    );
  if (respelling !== undefined)
    throw new Unsafe(
      `\`${context.index.textOf(respelling.type === "CallExpression" ? respelling.callee : respelling)}\` (${placeOf(context, respelling, write.call)}) spells the body another way`,
      "store the text of `encodeEnvelope` as it is, or its reads find no envelope",
    );
  const fault = stringify === undefined ? write.bodyFaults.object : write.bodyFaults.text;
  if (fault !== undefined) throw Unsafe.for(fault);
  const replacer = stringify?.arguments[1];
  if (replacer === undefined || isNothing(context, replacer)) return;
  throw new Unsafe(
    `the second argument of \`JSON.stringify\`, \`${context.index.textOf(replacer)}\`, decides what is stored`,
    "apply it to the value first, as an envelope does not ask it",
  );
}

const decider = (context: Context, node: TSESTree.Node): string =>
  node.type === "CallExpression"
    ? `\`${context.index.textOf(node.callee).replaceAll(/\s+/g, " ")}\``
    : "the code that sets its members one by one";

/** Whether an expression evidently gives `null` or `undefined`, and nothing else. */
const isNothing = (context: Context, node: TSESTree.Node): boolean =>
  [...kindsOf(context, node)].every((kind) => kind === "absent" || kind === "null");

/** The variable of an object that only this write uses, where all of its fields stand in what it is given. */
function takenApart(context: Context, holder: TSESTree.Node, shape: Shape): OnceUsed | undefined {
  const once = onceUsed(context, holder);
  const names = shape.entries.flatMap(({ name }) => (name === VALUE_FIELD ? [] : name));
  const isVisible =
    once !== undefined &&
    // What both sides of a choice have is read from the object that is chosen.
    new Set(names).size === names.length &&
    shape.entries.every(
      ({ value, isLater }) => value !== undefined && !isLater && contains(once.init, value.node),
    );
  return isVisible ? once : undefined;
}

/** Whether a property comes from a caller of the function that would be changed: a helper also serves others. */
function isCallersChoice(entry: Entry, site: TSESTree.Node, callContext: CallContext | null): boolean {
  const home = enclosingFunction(site);
  const value = entry.value?.node;
  if (home === undefined || value === undefined || callContext === null || contains(home, value))
    return false;
  const origin = enclosingFunction(value);
  // Within an outer function, or in none, it is this function's own constant.
  return origin === undefined
    ? callsOf(callContext).some((call) => contains(call, value))
    : !contains(origin, home);
}

const PAYLOAD_FIELDS: ReadonlySet<string> = new Set(TTL_NAMES);

/** What JSON makes another thing of. */
const BYTES = /^(Uint8Array|ArrayBuffer|Buffer|DataView|Blob|ReadableStream)$/;

const isUndefined = (entry: Entry): boolean =>
  entry.value?.node.type === "Identifier" && entry.value.node.name === "undefined";

/** The value: one property, or the same expression in every branch. */
function valuePart(context: Context, entries: readonly Entry[], read: FieldReader): Part {
  const [first, ...others] = entries;
  if (first === undefined)
    throw new Unsafe(
      "the body has no `value`",
      "name what is to be stored, in an envelope by `encodeEnvelope`",
    );
  const part = read(first);
  const same = others.every((other) => read(other).text === part.text);
  if (!same || (others.length > 0 && part.node !== undefined && !isPure(context, part.node)))
    throw new Unsafe("`value` is set in several places", "set it once");
  if (part.node !== undefined && declaredAs(context, part.node).some((type) => isReferenceTo(type, BYTES))) {
    throw new Unsafe("`value` is bytes", "encode it as text (for example base64) to keep it in an envelope");
  }
  if (others.length === 0 && first.conditions.length > 0)
    throw new Unsafe(
      "`value` is only there sometimes",
      "write `null` where it is missing, or write nothing there",
    );
  if (part.node !== undefined && kindsOf(context, part.node, guardsAround(part.node)).has("absent")) {
    throw new Unsafe(
      "`value` can be `undefined`, of which no envelope is made",
      "write `null` for it, or write nothing",
    );
  }
  return part;
}

/** Fields in an options argument: the value moves into an envelope, the fields into its options. */
function rewriteOptions(context: Context, helpers: Helpers, verbatim: VerbatimWrite): WriteRewrite {
  const { write, payload } = verbatim;
  if (write.value === undefined)
    throw new Unsafe(
      "the value that is written is not visible here",
      "write the envelope by hand where the value is made, with `encodeEnvelope`",
    );
  if (payload.kind === "opaque" && payload.isBytes)
    throw new Unsafe(
      "the value is bytes",
      "encode it as text (for example base64) to keep it in an envelope",
    );
  const node = write.value.bound.node;
  if (payload.kind === "object" && payload.shape.entries.some((entry) => entry.name === EXPIRES_AT_FIELD)) {
    throw new Unsafe("the value may be an envelope already", "move the option into it by hand");
  }
  const made = peel(node);
  if (made.type === "CallExpression" && helpers.at(made).isHelper(made.callee))
    throw new Unsafe("the value is an envelope already", "move the option into it by hand");
  const options = takeOptions(context, verbatim);
  const value = { text: argumentText(context, node), node };
  const parts = gatherParts(context, value, options.fields, options.read);
  refuseTwice(context, parts, options);
  const ordered = keepOrder(context, helpers, node, parts);
  const edit = envelopeEdit(context, helpers, "encodeEnvelope", node, ordered.parts, options.emptied);
  const edits = [...ordered.edits, edit, ...options.edits];
  keepExpectedErrors(context, edits, parts.options);
  return {
    edits,
    helpers: [helpers.needed(node, "encodeEnvelope")],
    pair: undefined,
    notes: parts.notes,
  };
}

/** What is called to give the options is called once. */
function refuseTwice(context: Context, { options }: EnvelopeParts, taken: TakenOptions | undefined): void {
  if (taken?.once === undefined) return;
  const text = context.index.textOf(taken.once);
  const times = options.reduce((sum, part) => sum + part.text.split(text).length - 1, 0);
  if (times > 1)
    throw new Unsafe(
      "the options come from a call, whose result would be needed twice",
      "put the options into a variable before the write",
    );
}

function envelopeEdit(
  context: Context,
  helpers: Helpers,
  helper: HelperName,
  target: TSESTree.Node,
  parts: EnvelopeParts,
  emptied?: TSESTree.Node,
): PlacedEdit {
  const text = renderCall(context, target, `${helpers.at(target).local(helper)}(`, ")", parts, [], emptied);
  const holder = target.parent;
  // `{ body }` has no place for another value.
  if (holder?.type === "Property" && holder.shorthand && holder.value === target) {
    return replacement(context, holder, `${context.index.textOf(holder.key)}: ${text}`);
  }
  return replacement(context, target, text);
}

/** An object's type assertion goes with it: it asserted the old fields. */
function withAssertions(node: TSESTree.Node): TSESTree.Node {
  const holder = node.parent;
  const isAssertion =
    holder?.type === "TSAsExpression" ||
    holder?.type === "TSSatisfiesExpression" ||
    holder?.type === "TSTypeAssertion";
  return isAssertion ? withAssertions(holder) : node;
}

const replacement = (context: Context, node: TSESTree.Node, text: string): PlacedEdit =>
  context.index.edit(node, { start: node.range[0], end: node.range[1], text });
