import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { placeOf } from "../../kv/place.js";
import { chainAround } from "../../http/fluent-request.js";
import type { RawWrite } from "../../kv/operations/raw-writes.js";
import { contains, peel } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { isPure } from "../source-text.js";
import { REMEDY, Unsafe } from "../unsafe.js";

/** A body that a chain sends in several calls: `.send({ value }).send({ expiration_ttl })`. */
export interface SentApart {
  /** The chain, up to the last of them. */
  readonly whole: TSESTree.Node;
  /** Takes out the calls whose fields move into the envelope. */
  readonly removed: readonly PlacedEdit[];
}

/**
 * How the calls become one, at the object that holds the value.
 * @throws {Unsafe} if they are not all calls of one chain with objects that are written out, or if what moves does
 * something
 */
export function sentApart(
  context: Context,
  { call }: RawWrite,
  sending: readonly TSESTree.CallExpression[],
  site: TSESTree.Node,
): SentApart {
  const chain = chainAround(call).map((step) => step.call);
  const all = [call, ...sending];
  const others = all.filter((each) => !contains(argumentsOf(each), site));
  const odd = all.find((each) => !chain.includes(each) || !isSend(each) || !isWrittenOut(each));
  if (odd !== undefined)
    throw new Unsafe(
      `the body is put together of what several calls send (${placeOf(context, odd, call)})`,
      "give it to one `.send()`, as an envelope",
    );
  const moved = others.map((each) => ({ start: endBefore(each), end: each.range[1], text: "" }));
  const comments = context.index.fileOf(call).file.ast.comments ?? [];
  if (moved.some(({ start, end }) => comments.some(({ range }) => range[0] >= start && range[1] <= end)))
    throw new Unsafe("a comment stands in a `.send()` whose fields have to go", REMEDY.comment);
  const doing = others.map(argumentsOf).find((object) => !isPure(context, object));
  if (doing !== undefined)
    throw new Unsafe(
      `\`${context.index.textOf(doing)}\` has side effects, and would move past other calls of its chain`,
      REMEDY.variable,
    );
  return {
    whole: all.reduce((outer, each) => (contains(each, outer) ? each : outer)),
    removed: moved.map((edit) => context.index.edit(call, edit)),
  };
}

/** What stands between the parentheses of a call of a chain, and not what the chain stands on. */
const argumentsOf = ({ arguments: given }: TSESTree.CallExpression): TSESTree.Node => {
  const [first] = given;
  if (first === undefined)
    throw new Unsafe(
      "a call that sends the body has no argument",
      "give the body to that call, as the text of `encodeEnvelope`",
    );
  return first;
};

const isSend = ({ callee, arguments: given }: TSESTree.CallExpression): boolean =>
  callee.type === "MemberExpression" && given.length === 1;

const isWrittenOut = (call: TSESTree.CallExpression): boolean =>
  peel(argumentsOf(call)).type === "ObjectExpression";

const endBefore = ({ callee }: TSESTree.CallExpression): number =>
  callee.type === "MemberExpression" ? callee.object.range[1] : callee.range[1];
