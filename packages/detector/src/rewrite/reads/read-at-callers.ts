import type { TSESTree } from "@typescript-eslint/utils";
import { usesOfRead, usesOfReadWithin } from "../../kv/uses/read-uses.js";
import type { Context } from "../../kv/context.js";
import { peel } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { Crossing, Kind, RelevantCallers } from "../../kv/uses/uses.js";
import { REMEDY, Unsafe } from "../unsafe.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers, NeededHelper } from "../imports/helper-names.js";
import { enclosingTry, isCaughtInChain } from "./caught.js";
import { errorClassFor } from "./error-class.js";
import { isMixed, refuseUnknown, shapeOf } from "./read-shape.js";
import type { StoreContents } from "./read-shape.js";
import { isAwaited, notAwaited, shapeOptions, takesBare, thenUnwrap } from "./then-unwrap.js";
import type { ReadRewrite } from "./then-unwrap.js";

/** A call that gives what was read: the raw read itself, or a function that returns it. */
interface Source {
  readonly call: TSESTree.CallExpression;
  readonly kind: Kind;
}

/**
 * Makes tolerant each call of the function that returns what a read gave, in its caller's way.
 * @param why it is not made tolerant where it happens
 * @throws {Unsafe} if the function itself, or one of its callers, takes it in two ways
 */
export function rewriteAtCallers(
  context: Context,
  helpers: Helpers,
  source: Source,
  contents: StoreContents,
  callersOf: RelevantCallers,
  why: Why,
): ReadRewrite {
  if (source.kind === "called-back")
    throw new Unsafe(
      "the function around the read also reads other stores, and answers by a callback",
      "read this store in a function of its own, or decode its body with `decodeEnvelope`",
    );
  const within = usesOfReadWithin(context, source.call, source.kind, callersOf);
  if (within.uses.has("unknown")) refuseUnknown(context, source.call, within.unknown);
  if (within.uses.size > 0) refuse(why);
  if (within.crossings.length === 0)
    throw new Unsafe(
      "nothing in the program calls the function around the read",
      "decode what it gives with `decodeEnvelope`",
    );
  const edits: PlacedEdit[] = [];
  const needed: NeededHelper[] = [];
  const done = new Set<TSESTree.Node>();
  for (const crossing of within.crossings) {
    if (done.has(crossing.call)) continue;
    if (
      THROWING.has(crossing.kind) &&
      (enclosingTry(source.call) !== undefined || isCaughtInChain(source.call))
    )
      throw new Unsafe(
        "a missing key is caught in the function around the read, and its callers take what it gives",
        "decode the body within that function, with `decodeEnvelope`",
      );
    done.add(crossing.call);
    const rewrite = rewriteCaller(context, helpers, crossing, contents, callersOf);
    edits.push(...rewrite.edits);
    needed.push(...rewrite.helpers);
  }
  return { edits, helpers: needed };
}

/** Answers of clients that throw for a missing key. */
const THROWING: ReadonlySet<Kind> = new Set<Kind>(["axios", "axios-bytes", "read"]);

/** Why the function around a read does not become tolerant itself: its callers differ, or it serves others as well. */
type Why = "mixed" | "shared";

function refuse(why: Why): never {
  if (why === "mixed")
    throw new Unsafe(
      "what the read gives is unpacked in one place and used as it is in another",
      REMEDY.once,
    );
  throw new Unsafe(
    "the function around the read also opens what it reads of other stores",
    "read this store in a function of its own, and decode it there with `decodeEnvelope`",
  );
}

function rewriteCaller(
  context: Context,
  helpers: Helpers,
  crossing: Crossing,
  contents: StoreContents,
  callersOf: RelevantCallers,
): ReadRewrite {
  const { call, fn, kind } = crossing;
  const readUses = usesOfRead(context, call, kind, callersOf);
  const { uses } = readUses;
  if (uses.size === 1 && uses.has("tolerant") && (!contents.isBare || takesBare(context, call)))
    return { edits: [], helpers: [] };
  if (isMixed(uses)) return rewriteAtCallers(context, helpers, crossing, contents, callersOf, "mixed");
  const options = shapeOptions(context, call, shapeOf(context, call, readUses, contents), contents);
  if (crossing.path.length > 0 || fn.generator || !isAwaited(call)) throw notAwaited(context, call);
  switch (kind) {
    case "response":
      return thenUnwrap(context, helpers, call, { helper: "unwrapResponse", parameter: "response", options });
    case "text":
      return thenUnwrap(context, helpers, call, {
        helper: "unwrapText",
        parameter: "raw",
        options: [...options, ...missingOption(context, fn)],
      });
    case "json":
      return thenUnwrap(context, helpers, call, {
        helper: "unwrapJson",
        parameter: "data",
        options: [...options, ...missingOption(context, fn)],
      });
    case "axios":
    case "axios-bytes":
      return thenUnwrap(context, helpers, call, {
        helper: "unwrapAxios",
        parameter: "response",
        options: [...options, ...errorOption(context, call)],
      });
    case "undici":
      return thenUnwrap(context, helpers, call, { helper: "unwrapUndici", parameter: "response", options });
    case "read":
      if (readUses.bodyCalls.length > 0) break;
      return thenUnwrap(context, helpers, call, {
        helper: "unwrapBody",
        parameter: "response",
        options: [...options, ...errorOption(context, call)],
      });
    default:
  }
  throw new Unsafe(
    "the function around the read hands on the client's own answer",
    "decode its body with `decodeEnvelope`",
  );
}

const errorOption = (context: Context, call: TSESTree.Node): string[] => {
  const option = errorClassFor(context, call);
  return option === undefined ? [] : [option];
};

/** What the function gives for a missing key, where that is not `null`. */
function missingOption(context: Context, fn: FunctionNode): string[] {
  const answers = new Set<string>();
  const collect = (node: TSESTree.Node): void => {
    const inner = peel(node);
    if (inner.type === "ConditionalExpression") [inner.consequent, inner.alternate].forEach(collect);
    else if (inner.type === "LogicalExpression") [inner.left, inner.right].forEach(collect);
    else if (inner.type === "Literal" && inner.value === null) answers.add("null");
    else if (inner.type === "Identifier" && inner.name === "undefined") answers.add("undefined");
  };
  for (const value of context.index.returnsOf(fn)) collect(value);
  if (/\breturn\s*(;|\n|\})/.test(context.index.textOf(fn))) answers.add("undefined");
  if (answers.has("null")) return [];
  if (answers.has("undefined")) return ["missing: undefined"];
  throw new Unsafe("what the function around the read gives for a missing key is not visible", REMEDY.decode);
}
