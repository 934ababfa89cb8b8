import type { Context } from "../kv/context.js";
import { consumptionOf } from "../kv/uses/consumption.js";
import type { CallScope } from "../syntax/nodes.js";
import type { Operation, Operations } from "../kv/operations/operations.js";
import { startOf } from "../rewrite/reads/read-shape.js";

/**
 * The functions and classes whose callers matter and may stand in files that were not added: what
 * a write or read does depends on them, or what a read gives is handed to them.
 */
export function openScopes(context: Context, operations: Operations): Set<CallScope> {
  const open = new Set<CallScope>();
  const addMissed = <T>({ views }: Operation<T>): void => {
    for (const { value, missed } of views)
      if (value !== undefined) for (const scope of missed) open.add(scope);
  };
  for (const write of operations.writes()) addMissed(write);
  for (const read of operations.reads()) {
    addMissed(read);
    const given = read.views.find(({ value }) => value !== undefined)?.value;
    if (given === undefined) continue;
    for (const fn of consumptionOf(context, read.call, startOf(given.result), () => true).returnedBy)
      open.add(fn);
  }
  return open;
}
