import { DEFAULT_HELPERS_MODULE } from "@kv-envelope/detector";
import type { Phase, Settings } from "@kv-envelope/detector";
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { Args } from "./args.js";
import { readConfig } from "./config.js";
import type { Verdict } from "./describe.js";
import { messageOf, UsageError } from "./errors.js";
import { examine } from "./examine.js";
import type { RunContext } from "./examine.js";
import { discoverFiles } from "./files/discover.js";
import { isSource } from "./files/extensions.js";
import { changedSince, dirtyFiles, stagedFiles } from "./files/git.js";
import type { GitSelection } from "./files/git.js";
import { readJournal } from "./files/journal.js";
import { insideRoot } from "./files/root.js";
import { nestedConfigProblems } from "./nested-configs.js";
import { needsOf } from "./needs.js";
import type { Needs } from "./needs.js";
import { countTotals } from "./outcome.js";
import type { FileOutcome, Totals } from "./outcome.js";
import { NO_PROGRESS } from "./progress.js";
import type { Progress } from "./progress.js";

/** Everything a report is made of. */
export interface RunResult extends Needs {
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
}

/**
 * Looks at every file, then decides, then writes.
 * @param cwd the root: nothing outside it is touched.
 * @throws {UsageError} before anything is written, if what was asked for can't be done.
 */
export async function run(args: Args, cwd: string, progress: Progress = NO_PROGRESS): Promise<RunResult> {
  const root = realpathSync(cwd);
  const config = readConfig(root, args.config);
  const finished = await settleInterrupted(root, args);
  const selection = selectionOf(root, args);
  const listing = await discoverFiles(root, args.paths, [...config.ignore, ...args.ignore]);
  const context: RunContext = { ...(await contextOf(root, args, config.settings)), selection };

  const { outcomes: examined, problems, settings } = examine(context, listing, args, progress);
  const skipped = listing.skipped.filter(({ file }) => selection?.files.has(file) !== false);
  for (const { file, reason } of skipped) examined.push({ file, status: "skipped", reason, findings: [], reads: [] });
  examined.sort((left, right) => (left.file < right.file ? -1 : 1));
  const listed = selection === undefined ? listing.files.length + listing.skipped.length : examined.length;
  countTotals(listed, examined);

  const needs = await needsOf(context, examined);
  if (args.emitSettings !== undefined) await emitSettings(root, args.emitSettings, settings);
  if (args.write && !args.allowDirty && !args.staged && examined.some(isChanged)) refuseDirty(root, args.reports);
  const outcomes = args.write ? (await import("./apply.js")).applyChanges(root, needs.creation, examined) : examined;
  return { dryRun: !args.write, phase: args.phase, staged: args.staged, outcomes, totals: countTotals(listed, outcomes), ...needs, problems: [...finished, ...nestedConfigProblems(root, listing.nestedConfigs), ...problems], settings };
}

const isChanged = (outcome: FileOutcome): boolean => outcome.change !== undefined;

/** Exit code: 0 if nothing remains to be done in the phase asked for, else 1: what was rewritten under `--staged` is to be staged. */
export function exitCodeOf({ dryRun, staged, phase, outcomes }: RunResult): 0 | 1 {
  const remains = outcomes.some(
    ({ status, findings, reads }) =>
      status === "failed" || ((dryRun || staged) && status === "changed") || [...findings, ...reads].some((item) => item.status === "left" && !isForLater(phase, item)),
  );
  return remains ? 1 : 0;
}

/** The writes that wait while the reads are made tolerant are no fault of that run. */
const isForLater = (phase: Phase, { waitsFor }: Verdict): boolean => phase === "reads" && waitsFor === "writes";

/** A run that was interrupted is finished before another one is begun. */
async function settleInterrupted(root: string, { write }: Args): Promise<string[]> {
  if (readJournal(root) === undefined) return [];
  const { finishInterrupted, refuseInterrupted } = await import("./apply.js");
  if (write) return finishInterrupted(root);
  refuseInterrupted(root);
  return [];
}

function selectionOf(root: string, { since, staged }: Args): GitSelection | undefined {
  if (staged) return stagedFiles(root, isSource);
  return since === undefined ? undefined : changedSince(root, since);
}

async function contextOf(root: string, { helpers }: Args, settings: Settings): Promise<Omit<RunContext, "selection">> {
  if (helpers === undefined) return { root, settings, helper: undefined };
  if (helpers.kind === "package") return { root, settings: { ...settings, helpers: { module: DEFAULT_HELPERS_MODULE } }, helper: undefined };
  const { helperPath } = await import("./helper/module.js");
  return { root, settings, helper: helperPath(root, helpers.path, helpers.extension) };
}

async function emitSettings(root: string, file: string, settings: Settings): Promise<void> {
  const { writeSettings } = await import("./files/write.js");
  try {
    writeSettings(root, file, settings);
  } catch (error) {
    throw new UsageError(`--emit-settings: ${file} can't be written: ${messageOf(error)}`);
  }
}

function refuseDirty(root: string, reports: readonly string[]): void {
  // The report of the dry run before is written again and is no one's work.
  const own = reports.flatMap((file) => insideRoot(root, resolve(root, file)) ?? []);
  const dirty = dirtyFiles(root, own);
  if (dirty.length === 0) return;
  const more = dirty.length > 3 ? ` and ${dirty.length - 3} more` : "";
  throw new UsageError(`--write: git has uncommitted changes here (${dirty.slice(0, 3).join(", ")}${more}); commit or stash them, or pass --allow-dirty`);
}
