import type { TSESTree } from "@typescript-eslint/utils";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import type { UnknownPlace } from "../kv/uses/uses.js";

/**
 * Where all that a read gives is written once more, under its own key or another one: `entry.value.seen += 1;
 * put(key, JSON.stringify(entry))`. What says when it ends does not come along.
 */
export function writtenBackAt(
  unknown: readonly UnknownPlace[],
  others: () => readonly OtherWrite[],
): TSESTree.Node | undefined {
  if (unknown.length === 0) return undefined;
  const calls = new Set<TSESTree.Node>(others().map(({ call }) => call));
  return unknown.find(({ node }) => calls.has(node))?.node;
}
