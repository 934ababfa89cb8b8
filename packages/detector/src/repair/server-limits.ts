import type { TSESTree } from "@typescript-eslint/utils";
import type { Reason } from "../http/reason.js";
import type { Context } from "../kv/context.js";
import type { VerbatimWrite } from "../kv/operations/fields.js";
import type { SeenRead } from "../kv/operations/seen-reads.js";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import { placeOf } from "../kv/place.js";
import { usesOfRead } from "../kv/uses/read-uses.js";
import type { Use } from "../kv/uses/uses.js";
import { startOf } from "../rewrite/reads/read-shape.js";
import { enclosingFunction } from "../syntax/nodes.js";
import type { ToldAt } from "../rewrite/writes/write-rewrite.js";
import { isUnwrapping } from "../rewrite/rewrite-write.js";
import { ttlAskedFor } from "./asked-elsewhere.js";
import { writtenBack } from "./reasons.js";
import { reasonOfEnds } from "./envelope-ends.js";
import { siteOf, touches } from "./sites.js";
import { writtenBackAt } from "./written-back.js";

const TAKES_FIELD = "takes the field that would go";

/** What a read does that the field's going would change, and how it is said. */
const LOOKED_AT: ReadonlyMap<Use, string> = new Map<Use, string>([
  ["ttl", TAKES_FIELD],
  ["expiration", TAKES_FIELD],
  ["shown", "is shown by a component's markup, which takes the field that would go"],
  ["copied", "is copied with all its fields, of which one would go"],
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
  others: () => readonly OtherWrite[],
): Reason | undefined {
  // What is stored stays as it is.
  if (write.stored !== undefined) return undefined;
  return (
    reasonOfEnds(context, write, writes, reads, others) ??
    // Of values by themselves reads are rewritten, and say themselves where they can't be.
    (isUnwrapping(context, "server") ? undefined : reasonOfReads(context, write, reads, others))
  );
}

/**
 * Why the service can't be told of one write's ttl: where it would be told, others send something too.
 * @param toldOf how the service would be told of a write, where it can be
 */
export function reasonOfRequests(
  context: Context,
  write: ReportedWrite,
  writes: readonly ReportedWrite[],
  toldOf: (write: VerbatimWrite) => ToldAt | undefined,
): Reason | undefined {
  // Our stores tell the service by themselves, of each entry what is said of that.
  if (write.stored !== undefined) return undefined;
  const all = [write, ...write.twins];
  const spots = new Map<TSESTree.Node, TSESTree.Node | undefined>();
  const calls = new Map<TSESTree.Node, TSESTree.Node>();
  for (const each of all.length > 1 ? all : []) {
    // The text that is written, which may go out in several ways.
    const source = siteOf(each);
    const told = toldOf(each);
    const spot = told?.spot;
    if (spots.has(source) && spots.get(source) !== spot && told?.lifted === undefined)
      return {
        why: "what is written goes out through several requests",
        remedy: "add `ttl_secs` to each, and take the field out",
      };
    spots.set(source, spot);
    if (told?.liftedBy === undefined) continue;
    // `big ? payload(value, 60) : payload(value, 5)`: the one request would get both.
    const other = calls.get(told.spot);
    if (other !== undefined && other !== told.liftedBy)
      return {
        why: `the same request also sends what another call makes (${placeOf(context, other, told.liftedBy)})`,
        remedy: "add `ttl_secs` by hand",
      };
    calls.set(told.spot, told.liftedBy);
  }
  const requests = new Set(all.map((each) => each.write.call));
  const beside = writes.find(
    (other) => other !== write && [other, ...other.twins].some((each) => requests.has(each.write.call)),
  );
  const sendsOther = all.some(({ alsoSendsOther }) => alsoSendsOther === true);
  if (beside === undefined && !sendsOther) return undefined;
  if (all.every((each) => isToldApart(toldOf(each)?.spot, each.write.call))) return undefined;
  const place = beside === undefined ? "" : ` (${placeOf(context, siteOf(beside), siteOf(write))})`;
  return {
    why: `the same request also sends another payload${place}`,
    remedy: "add `ttl_secs` by hand",
  };
}

/** Whether a request is told of a ttl by the call that leads to it, as of each other by its own. */
const isToldApart = (spot: TSESTree.Node | undefined, request: TSESTree.CallExpression): boolean =>
  spot !== undefined && enclosingFunction(spot) !== enclosingFunction(request);

const saysExpiration = (write: ReportedWrite): boolean =>
  [write, ...write.twins].some(({ bodyFields }) => bodyFields.some(({ role }) => role === "expiration"));

function reasonOfReads(
  context: Context,
  write: ReportedWrite,
  reads: readonly SeenRead[],
  others: () => readonly OtherWrite[],
): Reason | undefined {
  for (const { read, stores } of reads) {
    if (!touches(write, stores)) continue;
    const { uses, unknown } = usesOfRead(context, read.call, startOf(read.result), (fn) =>
      context.callersOf(fn),
    );
    const back = writtenBackAt(read.call, unknown, others);
    if (back !== undefined) return writtenBack(context, back, siteOf(write));
    const asked = uses.has("unknown") ? ttlAskedFor(context, [write], read.call, unknown) : undefined;
    if (asked !== undefined)
      return {
        why: `what a read of the same store gives (${placeOf(context, read.call, siteOf(write))}) gets to where it can't be followed, and the field that would go is asked for at ${placeOf(context, asked, siteOf(write))}`,
        remedy: "change both by hand",
      };
    const [use] =
      [...LOOKED_AT].find(([each]) => uses.has(each) && (each !== "expiration" || saysExpiration(write))) ??
      [];
    if (use !== undefined)
      return {
        why: `a read of the same store (${placeOf(context, read.call, siteOf(write))}) ${LOOKED_AT.get(use) ?? ""}`,
        remedy: "change both by hand",
      };
  }
  return undefined;
}
