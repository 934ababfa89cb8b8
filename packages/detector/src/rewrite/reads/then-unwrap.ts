import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { applyEdits } from "../../syntax/text/edits.js";
import type { TextEdit } from "../../syntax/text/edits.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { isDeclaredIn } from "../imports/helper-names.js";
import type { HelperName, Helpers, NeededHelper } from "../imports/helper-names.js";
import {
  CLOSING_REST,
  LINE_WIDTH,
  indentationAt,
  indentationOf,
  layoutAt,
  lineBefore,
  lineBehind,
} from "../layout.js";
import { BARE_OPTION, OF_PARSED } from "../../kv/vocabulary.js";
import type { ReadShape, StoreContents } from "./read-shape.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import { placeOf } from "../../kv/place.js";
import { mayGiveNoPromise } from "./no-promise.js";
import { contains, memberName } from "../../syntax/nodes.js";

/** How far back `any` is looked for. */
const MAX_STEPS_TO_ANY = 12;

/** The edits that make one read tolerant of envelopes. */
export interface ReadRewrite {
  readonly edits: readonly PlacedEdit[];
  readonly helpers: readonly NeededHelper[];
  /** What a person should know about it. */
  readonly notes?: readonly string[];
}

/** The options by which a read adapter gives the program what it expects. */
export function shapeOptions(
  context: Context,
  call: TSESTree.Node,
  as: ReadShape,
  { hasLegacyPayloads, isBare }: StoreContents,
): string[] {
  const { quote } = layoutAt(context, call);
  return [
    ...(as === "value" ? [] : [`as: ${quote}${as}${quote}`]),
    ...(hasLegacyPayloads ? ["legacy: true"] : []),
    ...(isBare ? [BARE_OPTION] : []),
  ];
}

/**
 * Checks that a helper can tell a value by itself, where it is asked to.
 * @throws {Unsafe} where the client has parsed what the helper sees
 */
export function checkBare(helper: HelperName, options: readonly string[]): void {
  if (options.includes(BARE_OPTION) && OF_PARSED.has(helper))
    throw new Unsafe(
      "its client parses what it reads, and of a text nothing tells whether it was parsed",
      "read it as text, or run without --unwrap",
    );
}

/**
 * Whether the helper behind a read takes a value by itself: in `got(url).text().then(…)` too, and around what is called with
 * the answer, `http.get(url, unwrapMessage(handle, { bare: true }))`.
 */
export function takesBare(context: Context, read: TSESTree.Node): boolean {
  const isBare = (call: TSESTree.CallExpression): boolean =>
    call.arguments.some((each) => context.index.textOf(each).includes(BARE_OPTION));
  if (read.type === "CallExpression" && isBare(read)) return true;
  for (
    let current = read.parent;
    current?.type === "MemberExpression" || current?.type === "CallExpression";

  ) {
    if (current.type === "CallExpression" && isBare(current)) return true;
    current = current.parent;
  }
  return false;
}

/** What stands in `.then(…)`: a helper, and how it is called there. */
export interface Unwrapping {
  readonly helper: HelperName;
  /** The name of what the read gave. */
  readonly parameter: string;
  readonly options: readonly string[];
  /** The helper's type arguments, in their brackets. */
  readonly typeArguments?: string;
  /** What stands around the callback behind the call, by default `.then(…)`. */
  readonly link?: { readonly before: string; readonly after: string };
  /** What else changes of the call, before its end. */
  readonly removed?: readonly TextEdit[];
  /** Whether the call is the read itself, which may be another thing's that gives no promise. */
  readonly isRaw?: boolean;
}

/** A promise's own methods: what is put behind a call gives one that has no others. */
export const OF_PROMISES = /^(?:then|catch|finally)$/;

/**
 * Checks that nobody asks a client's own promise for more than promises have, be it by its name:
 * `const pending = keys.retrieve(key); await pending.asResponse()`.
 * @throws {Unsafe} with the place at which somebody does
 */
export function refuseOwnMembers(context: Context, call: TSESTree.CallExpression): void {
  const { parent } = call;
  const variable =
    parent.type === "VariableDeclarator" && parent.init === call && parent.id.type === "Identifier"
      ? context.index.variableOf(parent.id)
      : undefined;
  const members = [call, ...(variable?.references ?? []).map(({ identifier }) => identifier)].flatMap(
    (each) => (each.parent.type === "MemberExpression" && each.parent.object === each ? [each.parent] : []),
  );
  const own = members.find((member) => !OF_PROMISES.test(memberName(member) ?? ""));
  if (own === undefined) return;
  throw new Unsafe(
    `the client's own \`.${memberName(own) ?? ""}\` (${placeOf(context, own, call)}) takes the answer before a helper can see it`,
    "wait for the answer itself, or decode its body with `decodeEnvelope`",
  );
}

const THEN = { before: ".then(", after: ")" } as const;
/** Makes a promise of what may be none. */
const RESOLVE = "Promise.resolve(";

/** `call.then(helper)`: the one place in front of everything that the program does with the result. */
export function thenUnwrap(
  context: Context,
  helpers: Helpers,
  call: TSESTree.CallExpression,
  unwrapping: Unwrapping,
): ReadRewrite {
  const { helper, options, typeArguments = "", link = THEN, removed = [] } = unwrapping;
  checkBare(helper, options);
  if (link === THEN) refuseOwnMembers(context, call);
  const isResolved = link === THEN && unwrapping.isRaw === true && mayGiveNoPromise(context, call);
  const local = helpers.at(call).local(helper) + typeArguments;
  const name = freeParameter(context, call, unwrapping.parameter);
  const isAny = isOfTypeAny(context, call);
  const parameter = isAny
    ? `(${name}: any)`
    : layoutAt(context, call).hasArrowParentheses
      ? `(${name})`
      : name;
  // Handed over as it is, a function that parses would have nothing to tell its result's type from.
  const isNamed = options.length === 0 && helper !== "unwrapJsonText";
  const { isFifthEdition, semicolon } = layoutAt(context, call);
  const [head, tail] = isNamed
    ? [local, ""]
    : isFifthEdition
      ? [`function (${name}) { return ${local}(${name}`, `)${semicolon} }`]
      : [`${parameter} => ${local}(${name}`, ")"];
  const before = (isResolved ? ")" : "") + link.before;
  const [start, end] = call.range;
  const changed = isResolved ? [{ start, end: start, text: RESOLVE }, ...removed] : removed;
  const text = placeLink(context, call, changed, before + head, options, tail + link.after);
  const edits = [...changed, { start: end, end, text }].map((edit) => context.index.edit(call, edit));
  return { edits, helpers: [helpers.needed(call, helper)] };
}

/** A name for a callback's parameter that hides none of the names around it, and that none within the call hides. */
function freeParameter(context: Context, call: TSESTree.CallExpression, wanted: string): string {
  const isTaken = scopesAround(context, call).some((scope) => isDeclaredIn(scope, wanted));
  return isTaken ? `stored${wanted[0]?.toUpperCase() ?? ""}${wanted.slice(1)}` : wanted;
}

/** The scopes that a node stands in, and those that stand in it. */
function scopesAround(context: Context, node: TSESTree.Node): TSESLint.Scope.Scope[] {
  const { scopes } = context.index.fileOf(node).file.scopeManager;
  return scopes.filter(({ block }) => contains(block, node) || contains(node, block));
}

/** Whether a client is declared as `any`, so that nothing tells the callback's parameter its type. */
function isOfTypeAny(context: Context, node: TSESTree.Node, depth = 0): boolean {
  if (depth > MAX_STEPS_TO_ANY) return false;
  switch (node.type) {
    case "TSAsExpression":
    case "TSTypeAssertion":
      return node.typeAnnotation.type === "TSAnyKeyword";
    case "AwaitExpression":
      return isOfTypeAny(context, node.argument, depth + 1);
    case "ChainExpression":
    case "TSNonNullExpression":
      return isOfTypeAny(context, node.expression, depth + 1);
    case "CallExpression":
      return isOfTypeAny(context, node.callee, depth + 1);
    case "MemberExpression":
      return isOfTypeAny(context, node.object, depth + 1);
    case "Identifier": {
      const variable = context.index.variableOf(node);
      if (variable === undefined) return false;
      const type = context.types.annotationOf(variable);
      if (type !== undefined) return type.type === "TSAnyKeyword";
      return context.resolver
        .writtenValues(variable)
        .some((written) => isOfTypeAny(context, written.node, depth + 1));
    }
    default:
      return false;
  }
}

/**
 * A link of a call's chain. One that makes its line too long, or follows links on lines of their
 * own, gets its own line; where that is still too long, so do its options.
 */
function placeLink(
  context: Context,
  call: TSESTree.CallExpression,
  removed: readonly TextEdit[],
  head: string,
  options: readonly string[],
  tail: string,
): string {
  const { text } = context.index.fileOf(call).file;
  const { eol, indent, literalComma } = layoutAt(context, call);
  const end = call.range[1];
  const line = lineBefore(applyEdits(text.slice(0, end), removed), end);
  const rest = lineBehind(text, end).replace(/\s*\/\/.*/, "");
  const margin = indentationOf(line);
  const link = options.length === 0 ? head + tail : `${head}, { ${options.join(", ")} }${tail}`;
  const isTooLong = (before: string): boolean => before.length + link.length + rest.length > LINE_WIDTH;
  const own = line.startsWith(".", margin.length) ? margin : indentationAt(context, call) + indent;
  const isClosing = /^[)\]}]/.test(line.slice(margin.length));
  // Only where nothing follows that would have to move along.
  const getsOwnLine = own === margin || (!isClosing && /^[;,]?\s*$/.test(rest) && isTooLong(line));
  const lead = getsOwnLine ? eol + own : "";
  if (options.length === 0 || !CLOSING_REST.test(rest) || !isTooLong(getsOwnLine ? own : line))
    return lead + link;
  const base = getsOwnLine ? own : margin;
  const lines = options.map(
    (option, position) => base + indent + option + (position < options.length - 1 ? "," : literalComma) + eol,
  );
  return `${lead}${head}, {${eol}${lines.join("")}${base}}${tail}`;
}

/** Whether a call stands where its promise is waited for or handed on. */
export function isAwaited(call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  if (parent.type === "ChainExpression") return isAwaitedBy(parent.parent);
  return isAwaitedBy(parent);
}

/** Why a read is left that {@link isAwaited} refuses. */
export function notAwaited(context: Context, call: TSESTree.CallExpression): Unsafe {
  const { parent } = call;
  if (parent.type !== "CallExpression" || parent.callee === call)
    return new Unsafe("what the read gives is not awaited here", REMEDY.await);
  const callee = context.index.textOf(parent.callee).replaceAll(/\s+/g, " ");
  return new Unsafe(
    `what the read gives is handed to \`${callee}\`, and not awaited itself`,
    `decode what \`${callee}\` gives, with \`decodeEnvelope\``,
  );
}

const isAwaitedBy = (parent: TSESTree.Node): boolean =>
  /^(AwaitExpression|ReturnStatement|ArrowFunctionExpression|MemberExpression|ArrayExpression)$/.test(
    parent.type,
  );
