import type { EntryKind } from "./entries/classify.js";

export interface Amount {
  count: number;
  bytes: number;
}

/** An entry that stays as it is although it was to be changed, or that could not be read or written. */
export interface Remark {
  readonly key: string;
  readonly reason: string;
}

/** What is done to an entry, or would be in a dry run. */
export type Deed = "rewrapped" | "rewritten" | "moved" | "deleted" | "restored";

/** The kinds in the order in which they are shown. */
export const KINDS: readonly EntryKind[] = ["alive", "expired", "legacy", "plain", "unreadable"];
export const DEEDS: readonly Deed[] = ["rewrapped", "rewritten", "moved", "deleted", "restored"];

// Both keep memory flat, however many keys there are.
const MAX_PREFIXES = 1000;
const MAX_REMARKS = 1000;
const OTHER_PREFIXES = "(others)";
const NO_PREFIX = "(none)";

/** Counts as the walk goes on. */
export class Tally {
  readonly total: Amount = { count: 0, bytes: 0 };
  readonly kinds = new Map<EntryKind, Amount>(KINDS.map((kind) => [kind, { count: 0, bytes: 0 }]));
  readonly prefixes = new Map<string, Amount>();
  readonly deeds = new Map<Deed, number>(DEEDS.map((deed) => [deed, 0]));
  /** Rewrapped or rewritten entries that are expired from the moment on in which they are written. */
  expiredAtOnce = 0;
  /** Keys with a colon. */
  colons = 0;
  readonly left = new RemarkList();
  readonly failed = new RemarkList();

  /** Counts an entry that was read. */
  see(key: string, kind: EntryKind, bytes: number): void {
    add(this.total, bytes);
    addTo(this.kinds, kind, bytes);
    if (key.includes(":")) this.colons += 1;
    const prefix = /^[^/:]*[/:]/.exec(key)?.[0] ?? NO_PREFIX;
    addTo(
      this.prefixes,
      this.prefixes.has(prefix) || this.prefixes.size < MAX_PREFIXES ? prefix : OTHER_PREFIXES,
      bytes,
    );
  }

  did(deed: Deed): void {
    this.deeds.set(deed, this.countOf(deed) + 1);
  }

  /** Whether anything was done, or would be in a dry run. */
  hasDeeds(): boolean {
    return DEEDS.some((deed) => this.countOf(deed) > 0);
  }

  countOf(deed: Deed): number {
    return this.deeds.get(deed) ?? 0;
  }

  countOfKind(kind: EntryKind): number {
    return this.kinds.get(kind)?.count ?? 0;
  }
}

/** Counts all remarks, and keeps the first thousand. */
class RemarkList {
  readonly kept: Remark[] = [];
  count = 0;

  add(key: string, reason: string): void {
    this.count += 1;
    if (this.kept.length < MAX_REMARKS) this.kept.push({ key, reason });
  }
}

function add(amount: Amount, bytes: number): void {
  amount.count += 1;
  amount.bytes += bytes;
}

function addTo<K>(amounts: Map<K, Amount>, name: K, bytes: number): void {
  const amount = amounts.get(name) ?? { count: 0, bytes: 0 };
  add(amount, bytes);
  amounts.set(name, amount);
}
