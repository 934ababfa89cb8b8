import type { StoreName } from "@kv-envelope/detector";
import type { FieldLocation, Place, UncheckedEnvelopeRead, Verdict } from "../program/describe.js";
import { isLeft, plural } from "./next-steps.js";
import { displayName } from "./style.js";
import type { RunResult } from "../run/result.js";

/** A finding or a read, as the reports for people show it. */
export interface Item extends Place, Verdict {
  readonly file: string;
  readonly access: "write" | "read";
  /** The way of the write; a read is `read`. */
  readonly kind: string;
  readonly fields: readonly string[];
  readonly locations: readonly FieldLocation[];
  readonly stores: readonly StoreName[];
}

/** A store and what touches it. */
export interface StoreItems {
  readonly name: string;
  readonly writes: readonly Item[];
  readonly reads: readonly Item[];
}

/** All findings and reads, by file, then position. */
export function itemsOf({ outcomes }: RunResult): Item[] {
  return outcomes.flatMap(({ file, findings, reads }) => {
    const items: Item[] = [
      ...findings.map((finding): Item => ({ ...finding, file, access: "write" })),
      ...reads.map(
        (read): Item => ({ ...read, file, access: "read", kind: "read", fields: [], locations: [] }),
      ),
    ];
    return items.sort((left, right) => left.line - right.line || left.column - right.column);
  });
}

/** All reads of envelopes that don't look at their expiry, by file, then position. */
export const uncheckedReadsIn = ({
  outcomes,
}: RunResult): ({ readonly file: string } & UncheckedEnvelopeRead)[] =>
  outcomes.flatMap(({ file, uncheckedReads = [] }) => uncheckedReads.map((read) => ({ file, ...read })));

/** What becomes of an item, in a word or two. */
export function statusLabel(
  { status, waitsFor }: Pick<Verdict, "status" | "waitsFor">,
  dryRun: boolean,
): string {
  if (waitsFor !== undefined) return `waits for --phase ${waitsFor}`;
  if (status === "left") return "left";
  return dryRun ? "to rewrite" : "rewritten";
}

/** The stores that the findings write to, by name. */
export function storesOf(items: readonly Item[]): StoreItems[] {
  const stores = new Map<string, { name: string; writes: Item[]; reads: Item[] }>();
  for (const item of items) {
    for (const name of item.stores.map(storeLabel)) {
      const store = stores.get(name) ?? { name, writes: [], reads: [] };
      stores.set(name, store);
      (item.access === "write" ? store.writes : store.reads).push(item);
    }
  }
  return [...stores.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** A store, as a person calls it. */
export const storeLabel = ({ namespace = "any namespace", key = "any key" }: StoreName): string =>
  `${namespace}: ${key}`;

/** Where something stands, as a person and an editor read it. */
export const placeText = ({
  file,
  line,
  column,
}: Pick<Place, "line" | "column"> & { readonly file: string }): string =>
  `${displayName(file)}:${line}:${column}`;

/** What several places have in common, and the places. */
interface SameReason<T> {
  readonly reason: string;
  readonly items: readonly T[];
}

/** The places by their reason: each reason is told once. In the order in which the reasons come first. */
export function byReason<T>(items: readonly T[], reasonOf: (item: T) => string): SameReason<T>[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const reason = reasonOf(item);
    groups.set(reason, [...(groups.get(reason) ?? []), item]);
  }
  return [...groups].map(([reason, same]) => ({ reason, items: same }));
}

export const rewrittenOf = (items: readonly Item[]): number =>
  items.filter(({ status }) => status === "rewritten").length;
export const waitingOf = (items: readonly Item[]): number =>
  items.filter(({ waitsFor }) => waitsFor !== undefined).length;

/** The totals in one line. */
export function headline(items: readonly Item[], dryRun: boolean): string {
  if (items.length === 0) return "nothing to do";
  const waiting = waitingOf(items);
  const waits = waiting === 0 ? "" : `, ${waiting} waiting for the other phase`;
  return `${rewrittenOf(items)} ${dryRun ? "to rewrite" : "rewritten"}${waits}, ${items.filter(isLeft).length} left${dryRun ? " (dry run)" : ""}`;
}

/** What became of the files; the parts add up to what was listed. */
export const fileTotals = ({ dryRun, totals }: Pick<RunResult, "dryRun" | "totals">): string =>
  `${totals.changed} ${dryRun ? "to change" : "changed"}, ${totals.unchanged} unchanged, ${totals.skipped} skipped, ${totals.failed} failed`;

/**
 * The whole run in a line.
 * @param items what is shown above it
 * @param others how many reads go with them, which have no line of their own, and how many have one as unchecked
 */
export const totalLine = (
  result: RunResult,
  items: readonly Item[],
  others: { readonly reads?: number; readonly unchecked?: number } = {},
): string =>
  `kv-envelope: ${shardText(result)}${headline(items, result.dryRun)}${othersText(others)}; files ${result.totals.listed} listed: ${fileTotals(result)}`;

const othersText = ({ reads = 0, unchecked = 0 }: { reads?: number; unchecked?: number }): string =>
  (reads === 0 ? "" : `, and with them ${plural(reads, "read")} of their stores`) +
  (unchecked === 0 ? "" : `, ${plural(unchecked, "read")} unchecked`);

const shardText = ({ shard }: RunResult): string =>
  shard === undefined ? "" : `shard ${shard.index}/${shard.count}: `;
