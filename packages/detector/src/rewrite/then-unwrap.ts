import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import type { PlacedEdit } from "../source-index.js";
import type { HelperName, Helpers, NeededHelper } from "./helper-names.js";
import { LINE_WIDTH, indentationAt, layoutAt } from "./layout.js";
import type { ReadShape } from "./read-shape.js";

/** How far back `any` is looked for. */
const MAX_STEPS_TO_ANY = 12;

/** The edits that make one read tolerant of envelopes. */
export interface ReadRewrite {
  readonly edits: readonly PlacedEdit[];
  readonly helpers: readonly NeededHelper[];
  /** What a person should know about it. */
  readonly notes?: readonly string[];
}

/** What the writes of the read's store tell about what is in it. */
export interface StoreContents {
  /** The mistaken code left `{ value, … }` objects there. */
  readonly hasLegacyPayloads: boolean;
}

/** The options by which a read adapter gives the program what it expects. */
export function shapeOptions(context: Context, call: TSESTree.Node, as: ReadShape, { hasLegacyPayloads }: StoreContents): string[] {
  const { quote } = layoutAt(context, call);
  return [...(as === "value" ? [] : [`as: ${quote}${as}${quote}`]), ...(hasLegacyPayloads ? ["legacy: true"] : [])];
}

/** `call.then(helper)`: the one place in front of everything that the program does with the result. */
export function thenUnwrap(
  context: Context,
  helpers: Helpers,
  call: TSESTree.CallExpression,
  helper: HelperName,
  parameter: string,
  options: readonly string[],
): ReadRewrite {
  const names = helpers.at(call);
  const local = names.local(helper);
  const name = names.isTaken(parameter) ? `stored${parameter[0]?.toUpperCase() ?? ""}${parameter.slice(1)}` : parameter;
  const parameterText = isOfTypeAny(context, call) ? `${name}: any` : name;
  const callback = options.length === 0 ? local : `(${parameterText}) => ${local}(${name}, { ${options.join(", ")} })`;
  const text = `.then(${callback})`;
  const end = call.range[1];
  const edit = context.index.edit(call, { start: end, end, text: lineBreakBefore(context, call, text) + text });
  return { edits: [edit], helpers: [helpers.needed(call, helper)] };
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
      return context.resolver.writtenValues(variable).some((written) => isOfTypeAny(context, written.node, depth + 1));
    }
    default:
      return false;
  }
}

/** A link that makes its line too long, or follows links on lines of their own, gets its own line. */
function lineBreakBefore(context: Context, call: TSESTree.CallExpression, link: string): string {
  const { text } = context.index.fileOf(call).file;
  const end = call.range[1];
  const lineStart = text.lastIndexOf("\n", end - 1) + 1;
  const line = text.slice(lineStart, end);
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? "";
  const { eol, indent } = layoutAt(context, call);
  const margin = /^[ \t]*/.exec(line)?.[0] ?? "";
  if (line.startsWith(".", margin.length)) return eol + margin;
  const isClosing = /^[)\]}]/.test(line.slice(margin.length));
  // Only where nothing follows that would have to move along.
  if (isClosing || !/^[;,]?\s*(\/\/.*)?$/.test(rest) || line.length + link.length + rest.length <= LINE_WIDTH) return "";
  return eol + indentationAt(context, call) + indent;
}

/** Whether a call stands where its promise is waited for or handed on. */
export function isAwaited(call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  if (parent.type === "ChainExpression") return isAwaitedBy(parent.parent);
  return isAwaitedBy(parent);
}

const isAwaitedBy = (parent: TSESTree.Node): boolean =>
  /^(AwaitExpression|ReturnStatement|ArrowFunctionExpression|MemberExpression|ArrayExpression)$/.test(parent.type);
