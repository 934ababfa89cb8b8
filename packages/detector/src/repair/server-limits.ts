import type { Reason } from "../http/reason.js";
import type { Context } from "../kv/context.js";
import type { SeenRead } from "../kv/operations/seen-reads.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import { placeOf } from "../kv/place.js";
import { usesOfRead } from "../kv/uses/read-uses.js";
import type { Use } from "../kv/uses/uses.js";
import { startOf } from "../rewrite/reads/read-shape.js";
import { siteOf, touches } from "./sites.js";

/** What a read does that the field's going would change, and how it is said. */
const LOOKED_AT: ReadonlyMap<Use, string> = new Map<Use, string>([
  ["ttl", "takes the field that would go"],
  ["names", "asks which fields there are"],
  [
    "opaque",
    "hands what is stored to a schema that is not visible, which may ask for the field that would go",
  ],
]);

/**
 * Why a write that could be changed by itself is not moved to the service's own expiry.
 * @param writes all of the program's, this one among them
 */
export function reasonAgainstServer(
  context: Context,
  write: ReportedWrite,
  writes: readonly ReportedWrite[],
  reads: readonly SeenRead[],
): Reason | undefined {
  return reasonOfRequests(context, write, writes) ?? reasonOfReads(context, write, reads);
}

/** Why one request can't be told of one write's ttl: it is not that write's alone. */
export function reasonOfRequests(
  context: Context,
  write: ReportedWrite,
  writes: readonly ReportedWrite[],
): Reason | undefined {
  const all = [write, ...write.twins];
  const twice = all.find((one) =>
    all.some((other) => siteOf(one) === siteOf(other) && one.write.call !== other.write.call),
  );
  if (twice !== undefined)
    return {
      why: "what is written goes out through several requests",
      remedy: "add `ttl_secs` to each, and take the field out",
    };
  const calls = new Set(all.map((each) => each.write.call));
  const beside = writes.find(
    (other) => other !== write && [other, ...other.twins].some((each) => calls.has(each.write.call)),
  );
  if (beside !== undefined)
    return {
      why: `the same request also sends another payload (${placeOf(context, siteOf(beside), siteOf(write))})`,
      remedy: "add `ttl_secs` by hand",
    };
  return undefined;
}

function reasonOfReads(
  context: Context,
  write: ReportedWrite,
  reads: readonly SeenRead[],
): Reason | undefined {
  for (const { read, stores } of reads) {
    if (!touches(write, stores)) continue;
    const { uses } = usesOfRead(context, read.call, startOf(read.result), (fn) => context.callersOf(fn));
    const [use] = [...LOOKED_AT].find(([each]) => uses.has(each)) ?? [];
    if (use !== undefined)
      return {
        why: `a read of the same store (${placeOf(context, read.call, siteOf(write))}) ${LOOKED_AT.get(use) ?? ""}`,
        remedy: "change both by hand",
      };
  }
  return undefined;
}
