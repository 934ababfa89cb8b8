import type { TSESTree } from "@typescript-eslint/utils";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import { overlaps } from "../kv/stores/store.js";
import type { StoreKey } from "../kv/stores/store.js";
import type { UnknownPlace } from "../kv/uses/uses.js";

/**
 * Where what a read gives goes into a write of its own stores: `entry.value.seen += 1; put(key, JSON.stringify(entry))`.
 * What says when it ends does not come along.
 */
export function writtenBackAt(
  unknown: readonly UnknownPlace[],
  stores: readonly StoreKey[],
  others: () => readonly OtherWrite[],
): TSESTree.Node | undefined {
  if (unknown.length === 0) return undefined;
  const calls = new Set<TSESTree.Node>(
    others().flatMap(({ call, store }) => (stores.some((each) => overlaps(each, store)) ? call : [])),
  );
  return unknown.find(({ node }) => calls.has(node))?.node;
}
