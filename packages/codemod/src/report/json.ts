import { version } from "../../package.json";
import type { MigrationFinding, MigrationRead, UncheckedEnvelopeRead } from "../program/describe.js";
import { uncheckedReadsIn } from "./items.js";
import type { RunResult, ShardOfRun } from "../run/result.js";

/** What `--json` prints and `--report` writes; `schema/report.json` describes it. `version` changes when a key changes its meaning or goes. */
export interface JsonReport {
  readonly version: 1;
  readonly dryRun: boolean;
  /** By file, then position. */
  readonly findings: readonly ({ readonly file: string } & MigrationFinding)[];
  /** By file, then position. */
  readonly reads: readonly ({ readonly file: string } & MigrationRead)[];
  /** The reads of envelopes that don't look at their expiry, whoever wrote them; left out where there are none. */
  readonly uncheckedReads?: readonly ({ readonly file: string } & UncheckedEnvelopeRead)[];
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
  /** Of a shard only: what joins it to the others. */
  readonly shard?: JsonShard;
}

/** What `merge-reports` needs of a shard beside the report, so that the joined one is that of a whole run in every form. */
interface JsonShard extends ShardOfRun {
  /** Which version of kv-envelope made it. */
  readonly tool: string;
  readonly phase: RunResult["phase"];
  /** The shard's own changed files. */
  readonly changes: readonly { readonly file: string; readonly before: string; readonly after: string }[];
  /** The helper module of the whole run. */
  readonly creation: RunResult["creation"] | null;
  /** The `package.json`s that must list the runtime and do not, of the whole run. */
  readonly installIn: readonly string[];
}

export function jsonReport(result: RunResult): JsonReport {
  const { dryRun, outcomes, totals, creation, problems, settings, shard } = result;
  const uncheckedReads = uncheckedReadsIn(result);
  return {
    version: 1,
    dryRun,
    findings: outcomes.flatMap(({ file, findings }) => findings.map((finding) => ({ file, ...finding }))),
    reads: outcomes.flatMap(({ file, reads }) => reads.map((read) => ({ file, ...read }))),
    ...(uncheckedReads.length === 0 ? {} : { uncheckedReads }),
    files: {
      scanned: totals.listed,
      changed: totals.changed,
      unchanged: totals.unchanged,
      skipped: outcomes.flatMap(({ file, status, reason = "" }) =>
        status === "skipped" ? [{ file, reason }] : [],
      ),
      failed: outcomes.flatMap(({ file, status, reason = "" }) =>
        status === "failed" ? [{ file, error: reason }] : [],
      ),
      created: creation === undefined ? [] : [creation.file],
    },
    problems,
    settings,
    ...(shard === undefined ? {} : { shard: jsonShard(result, shard) }),
  };
}

const jsonShard = (
  { phase, outcomes, creation, installIn }: RunResult,
  { index, count, fingerprint }: ShardOfRun,
): JsonShard => ({
  index,
  count,
  fingerprint,
  tool: version,
  phase,
  changes: outcomes.flatMap(({ file, change }) =>
    change === undefined ? [] : [{ file, before: change.before, after: change.after }],
  ),
  creation: creation ?? null,
  installIn,
});

export const jsonText = (result: RunResult): string =>
  `${JSON.stringify(jsonReport(result), undefined, 2)}\n`;
