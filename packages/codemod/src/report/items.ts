import type { StoreName } from "@kv-envelope/detector";
import type { FieldLocation, Place, UncheckedEnvelopeRead, Verdict } from "../program/describe.js";
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
