import type { MigrationFinding, MigrationRead, UncheckedEnvelopeRead, Verdict } from "../program/describe.js";

/** What became of one listed file. Every listed file has exactly one. */
export interface FileOutcome {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly status: "changed" | "unchanged" | "skipped" | "failed";
  readonly findings: readonly MigrationFinding[];
  readonly reads: readonly MigrationRead[];
  /** Its reads of envelopes that don't look at their expiry, if there are any. */
  readonly uncheckedReads?: readonly UncheckedEnvelopeRead[];
  /** Why the file was skipped or failed. */
  readonly reason?: string;
  /** Of a changed file: what was there and what comes in its place. */
  readonly change?: Change;
}

export interface Change {
  readonly bytes: Buffer;
  readonly before: string;
  readonly after: string;
}

/** A file that failed: what was to be rewritten in it is left. */
export function failed(
  file: string,
  reason: string,
  found?: Pick<FileOutcome, "findings" | "reads" | "uncheckedReads">,
): FileOutcome {
  const { findings = [], reads = [], uncheckedReads } = found ?? {};
  return leftIn(
    { file, status: "failed", reason, findings, reads, ...(uncheckedReads && { uncheckedReads }) },
    reason,
  );
}

/** A file in which nothing is rewritten after all. */
export const leftIn = (outcome: FileOutcome, reason: string): FileOutcome => ({
  ...outcome,
  findings: outcome.findings.map((finding) => leave(finding, reason)),
  reads: outcome.reads.map((read) => leave(read, reason)),
});

/** The same finding or read, not rewritten after all. */
function leave<T extends Verdict>(item: T, reason: string): T {
  return item.status === "left" ? item : { ...item, status: "left", reason };
}

/** How many files were listed, and what became of them. */
export interface Totals {
  readonly listed: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
}

/**
 * Counts the outcomes.
 * @throws {Error} if they do not add up to the files listed: then a file was lost, and no figure is to be trusted.
 */
export function countTotals(listed: number, outcomes: readonly FileOutcome[]): Totals {
  const count = (status: FileOutcome["status"]): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const totals = {
    listed,
    changed: count("changed"),
    unchanged: count("unchanged"),
    skipped: count("skipped"),
    failed: count("failed"),
  };
  const files = new Set(outcomes.map((outcome) => outcome.file));
  if (
    totals.changed + totals.unchanged + totals.skipped + totals.failed !== listed ||
    files.size !== listed
  ) {
    throw new Error(`${listed} files were listed, but the totals do not add up: ${JSON.stringify(totals)}`);
  }
  return totals;
}
