import type { TSESTree } from "@typescript-eslint/utils";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import { isDocument } from "../kv/uses/flow.js";
import type { UnknownPlace } from "../kv/uses/uses.js";

/** A write of what was read. */
export interface WrittenBack {
  readonly call: TSESTree.Node;
  /** Where what was read gets out of sight, so that it is what may be written there. */
  readonly outOfSight: TSESTree.Node | undefined;
}

/**
 * Where all that a read gives is written once more, under its own key or another one: `entry.value.seen += 1;
 * put(key, JSON.stringify(entry))`; or may be, as it gets out of sight beside a write of something that the program keeps:
 * `for (const { key, text } of pending.splice(0)) put(key, text)`. What says when it ends does not come along.
 */
export function writtenBackAt(
  read: TSESTree.Node,
  unknown: readonly UnknownPlace[],
  others: () => readonly OtherWrite[],
): WrittenBack | undefined {
  if (unknown.length === 0) return undefined;
  const writes = others();
  const calls = new Set<TSESTree.Node>(writes.map(({ call }) => call));
  const itself = unknown.find(({ node }) => calls.has(node));
  if (itself !== undefined) return { call: itself.node, outOfSight: undefined };
  const kept = writes.find(({ from }) => from.isKept || from.calls.has(read));
  const hidden = unknown.find(({ kind }) => kind === "text" || isDocument(kind));
  return kept === undefined || hidden === undefined
    ? undefined
    : { call: kept.call, outOfSight: hidden.node };
}
