import type { Phase, Settings } from "@kv-envelope/detector";
import type { Verdict } from "../program/describe.js";
import { INTERNAL_ERROR, INTERNAL_EXIT_CODE } from "../shared/errors.js";
import type { Needs } from "./needs.js";
import type { FileOutcome, Totals } from "./outcome.js";
import type { Shard } from "../shard/option.js";

/** Everything a report is made of. */
export interface RunResult extends Omit<Needs, "unformatted"> {
  readonly dryRun: boolean;
  readonly phase: Phase;
  /** Whether the run was limited to what is staged. */
  readonly staged: boolean;
  /** In the order of their names. */
  readonly outcomes: readonly FileOutcome[];
  readonly totals: Totals;
  /** What is not known of the program, a line each. */
  readonly problems: readonly string[];
  /** What the run went by, with the program's own writers and readers declared: what ESLint needs to see them. */
  readonly settings: Settings;
  /** Of a shard: the outcomes and totals are those of its own files, the rest is the whole program's. */
  readonly shard?: ShardOfRun;
}

/** A shard, and what it has in common with the other shards of its run alone. */
export interface ShardOfRun extends Shard {
  readonly fingerprint: string;
}

/** What a run that came to its end says by its exit code. */
export type ExitCode = 0 | 1 | typeof INTERNAL_EXIT_CODE;

/**
 * Exit code: 0 if nothing remains to be done in the phase asked for, else 1: what was rewritten under `--staged` is to be
 * staged. 3 if a file was not looked at because of a fault of this program's own: nothing is known of what remains in it.
 */
export function exitCodeOf({ dryRun, staged, phase, outcomes }: RunResult): ExitCode {
  if (outcomes.some(({ reason }) => reason?.startsWith(INTERNAL_ERROR) === true)) return INTERNAL_EXIT_CODE;
  const remains = outcomes.some(
    ({ status, findings, reads, uncheckedReads = [] }) =>
      status === "failed" ||
      uncheckedReads.length > 0 ||
      ((dryRun || staged) && status === "changed") ||
      [...findings, ...reads].some((item) => item.status === "left" && !isForLater(phase, item)),
  );
  return remains ? 1 : 0;
}

/** The writes that wait while the reads are made tolerant are no fault of that run. */
const isForLater = (phase: Phase, { waitsFor }: Verdict): boolean =>
  phase === "reads" && waitsFor === "writes";
