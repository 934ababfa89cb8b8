import type { TSESTree } from "@typescript-eslint/utils";
import type { VerbatimWrite } from "../kv/operations/fields.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import { overlaps } from "../kv/stores/store.js";
import type { StoreKey } from "../kv/stores/store.js";

/** Whether a read of one of these stores can see what a write stored. */
export const touches = (write: ReportedWrite, stores: readonly StoreKey[]): boolean =>
  write.stores.some((written) => stores.some((store) => overlaps(written, store)));

/** A write and its twins, once for each place that a rewrite changes. */
export function distinctSites(write: ReportedWrite): VerbatimWrite[] {
  const bySite = new Map<TSESTree.Node, VerbatimWrite>();
  for (const each of [write, ...write.twins]) {
    const site = siteOf(each);
    if (!bySite.has(site)) bySite.set(site, each);
  }
  return [...bySite.values()];
}

/** The place that a rewrite of a write changes. */
export const siteOf = (each: VerbatimWrite): TSESTree.Node =>
  each.made?.call ??
  (each.payload.kind === "object" && (each.bodyFields.length > 0 || each.handMade !== undefined)
    ? each.payload.site.node
    : each.write.call);

/** How much of the source a write takes. */
export const sizeOf = ({ write }: VerbatimWrite): number => write.call.range[1] - write.call.range[0];
