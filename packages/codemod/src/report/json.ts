import type { MigrationFinding, MigrationRead } from "../describe.js";
import type { RunResult } from "../result.js";

/** What `--json` prints and `--report` writes; `schema/report.json` describes it. `version` changes when a key changes its meaning or goes. */
export interface JsonReport {
  readonly version: 1;
  readonly dryRun: boolean;
  /** By file, then position. */
  readonly findings: readonly ({ readonly file: string } & MigrationFinding)[];
  /** By file, then position. */
  readonly reads: readonly ({ readonly file: string } & MigrationRead)[];
  readonly files: {
    /** How many were looked at: changed + unchanged + skipped + failed. */
    readonly scanned: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly skipped: readonly { readonly file: string; readonly reason: string }[];
    readonly failed: readonly { readonly file: string; readonly error: string }[];
    /** The helper module, if one is written. */
    readonly created: readonly string[];
  };
  /** What is not known of the program, a line each. */
  readonly problems: readonly string[];
  readonly settings: RunResult["settings"];
}

export function jsonReport({ dryRun, outcomes, totals, creation, problems, settings }: RunResult): JsonReport {
  return {
    version: 1,
    dryRun,
    findings: outcomes.flatMap(({ file, findings }) => findings.map((finding) => ({ file, ...finding }))),
    reads: outcomes.flatMap(({ file, reads }) => reads.map((read) => ({ file, ...read }))),
    files: {
      scanned: totals.listed,
      changed: totals.changed,
      unchanged: totals.unchanged,
      skipped: outcomes.flatMap(({ file, status, reason = "" }) => (status === "skipped" ? [{ file, reason }] : [])),
      failed: outcomes.flatMap(({ file, status, reason = "" }) => (status === "failed" ? [{ file, error: reason }] : [])),
      created: creation === undefined ? [] : [creation.file],
    },
    problems,
    settings,
  };
}

export const jsonText = (result: RunResult): string => `${JSON.stringify(jsonReport(result), undefined, 2)}\n`;
