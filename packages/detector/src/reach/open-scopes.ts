import type { Context } from "../kv/context.js";
import { usesOfRead } from "../kv/uses/read-uses.js";
import { contains, enclosingFunction } from "../syntax/nodes.js";
import type { CallScope } from "../syntax/nodes.js";
import type { Operation, Operations } from "../kv/operations/operations.js";
import { callersAlong, findReads } from "../kv/operations/seen-reads.js";
import { findVerbatimWrites } from "../kv/operations/verbatim-writes.js";
import type { RelevantCallers } from "../kv/uses/uses.js";
import { distinctSites, siteOf } from "../repair/sites.js";
import { startOf } from "../rewrite/reads/read-shape.js";

/**
 * The functions and classes whose callers matter and may stand in files that were not added: what
 * a write or read does depends on them, or what a read gives is handed to them.
 */
export function openScopes(context: Context, operations: Operations): Set<CallScope> {
  const open = new Set<CallScope>();
  const addMissed = <T>({ answers }: Operation<T>): void => {
    for (const { value, missed } of answers)
      if (value !== undefined) for (const scope of missed) open.add(scope);
  };
  for (const write of operations.writes()) addMissed(write);
  const reads = operations.reads();
  for (const read of reads) addMissed(read);
  for (const { read, isOwn, routes } of findReads(context, reads)) {
    const callersOf: RelevantCallers = (fn) =>
      isOwn ? context.callersOf(fn) : callersAlong(context, routes, fn);
    for (const fn of usesOfRead(context, read.call, startOf(read.result), callersOf).returnedBy)
      if (isOwn || !routes.some(({ entered }) => entered.has(fn))) open.add(fn);
  }
  for (const scope of operations.unsettled()) open.add(scope);
  for (const builder of buildersOf(operations)) open.add(builder);
  return open;
}

/** Functions that build what is written elsewhere: what they give may also be sent to somebody else. */
function* buildersOf(operations: Operations): Generator<CallScope> {
  for (const write of findVerbatimWrites(operations.writes()))
    for (const each of distinctSites(write)) {
      const site = siteOf(each);
      const fn = enclosingFunction(site);
      if (fn !== undefined && !contains(fn, each.write.call)) yield fn;
    }
}
