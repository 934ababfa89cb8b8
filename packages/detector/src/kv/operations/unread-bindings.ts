import type { TSESTree } from "@typescript-eslint/utils";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import type { StoreKey } from "../stores/store.js";

/** The binding's methods that give what is stored. */
const READING = new Set(["get", "getWithMetadata"]);

/**
 * A call that by its names may read one of some stores, and is not known as a read: `c.env.SESSIONS.get(key)` in a
 * handler whose parameter nothing seen gives a type. What it gives after a rewrite would be the envelope's text.
 * @param known the calls that are reads
 */
export function possibleRead(
  context: Context,
  stores: readonly StoreKey[],
  known: ReadonlySet<TSESTree.Node>,
): TSESTree.CallExpression | undefined {
  const names = new Set(
    stores.flatMap(({ namespace }) => (namespace?.access === "binding" ? [namespace.text] : [])),
  );
  if (names.size === 0) return undefined;
  for (const call of context.files.flatMap(({ calls }) => calls)) {
    if (call.type !== "CallExpression" || call.arguments.length === 0 || known.has(call)) continue;
    const receiver = receiverOfRead(call);
    if (receiver !== undefined && names.has(nameOf(receiver) ?? "") && isOfUnknownOrigin(context, receiver))
      return call;
  }
  return undefined;
}

function receiverOfRead({ callee }: TSESTree.CallExpression): TSESTree.Node | undefined {
  const member = peel(callee);
  return member.type === "MemberExpression" && READING.has(memberName(member) ?? "")
    ? peel(member.object)
    : undefined;
}

const nameOf = (node: TSESTree.Node): string | undefined =>
  node.type === "MemberExpression" ? memberName(node) : node.type === "Identifier" ? node.name : undefined;

/** A `Map` of the same name is none, nor is what another module gives. */
const isOfUnknownOrigin = (context: Context, node: TSESTree.Node): boolean =>
  originsOf(context.resolver, { node, frame: null }).some(
    (origin) => rootOrigin(origin).kind === "unknown" && origin.leaf.node.type !== "ObjectExpression",
  );
