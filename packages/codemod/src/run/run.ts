import { DEFAULT_HELPERS_MODULE } from "@kv-envelope/detector/evidence";
import type { Reason, Settings } from "@kv-envelope/detector";
import { lstatSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_CONFIG } from "../config/file-name.js";
import type { Config } from "../config/config.js";
import { UsageError } from "../shared/errors.js";
import { withExpiry } from "./options/expiry.js";
import { foundIn, settledIn } from "./events.js";
import type { MigrateEvent, ProgressEvent } from "./events.js";
import type { Examined } from "./look/examined.js";
import { lookAtTexts, nothingExamined } from "./look/look.js";
import type { ExaminedPages } from "./look/pages.js";
import type { RunContext } from "./run-context.js";
import { discoverFiles } from "../files/discover.js";
import type { Listing } from "../files/discover.js";
import { isSource } from "../files/extensions.js";
import type { Format } from "../format/format.js";
import { changedSince, dirtyFiles, stagedFiles } from "../files/git.js";
import type { GitSelection } from "../files/git.js";
import { readJournal } from "../files/journal.js";
import { insideRoot } from "../files/root.js";
import type { RunOptions } from "./options/options.js";
import { needsOf } from "./needs.js";
import type { Creation } from "./needs.js";
import { countTotals } from "./outcome.js";
import type { FileOutcome } from "./outcome.js";
import { exitCodeOf } from "./result.js";
import type { RunResult, ShardOfRun } from "./result.js";
import { partOf } from "../shard/option.js";
import { giveWay, giveWayIn, inSlices, whileWanted } from "./slices.js";

/** Why a finding that somebody skipped is left. */
const SKIPPED: Reason = {
  why: "skipped in the interactive run",
  remedy: "it stays as it was until a run rewrites it",
};

/**
 * Looks at every file, then decides, then writes; tells of it as it goes.
 * @throws {UsageError} before anything is written, if what was asked for can't be done.
 * @throws the signal's reason, if it is aborted.
 */
export async function* run(options: RunOptions): AsyncGenerator<MigrateEvent, void, undefined> {
  options.signal?.throwIfAborted();
  if (!options.write) return yield* runAlone(options);
  const { lockDirectory } = await import("../files/lock.js");
  const release = lockDirectory(options.root);
  try {
    yield* runAlone(options);
  } finally {
    release();
  }
}

async function* runAlone(options: RunOptions): AsyncGenerator<MigrateEvent, void, undefined> {
  const { root, phase, staged, signal } = options;
  const config = await configOf(options);
  const finished = await settleInterrupted(options);
  const selection = selectionOf(options);
  const listing = await discoverFiles(
    root,
    options.paths,
    [...config.ignore, ...options.ignore],
    options.markdown,
  );
  const format = options.format ? await formatOf(root, listing.files) : undefined;
  const context: RunContext = {
    ...(await contextOf(options, withExpiry(config.settings, options))),
    selection,
    format,
  };

  const found = yield* lookInto(context, listing, options);
  const pages = await pagesOf(context, listing, options);
  const isAnyChanged = [...found.outcomes, ...pages.outcomes].some(isChanged);
  if (options.write && options.allowDirty !== true && !staged && isAnyChanged)
    refuseDirty(root, options.allowDirty || []);
  const unwanted = (await options.review?.choose(found)) ?? [];
  const {
    outcomes: examined,
    problems,
    settings,
    fingerprint,
    together,
  } = unwanted.length === 0
    ? found
    : yield* inSlices(found.without(unwanted, SKIPPED), listing.program.length, signal);
  const skipped = listing.skipped.filter(({ file }) => selection?.files.has(file) !== false);
  for (const { file, reason } of skipped)
    examined.push({ file, status: "skipped", reason, findings: [], reads: [] });
  examined.push(...pages.outcomes);
  examined.sort((left, right) => (left.file < right.file ? -1 : 1));
  const { files, pages: listedPages } = listing;
  const all = files.length + listedPages.length + listing.skipped.length;
  const listed = selection === undefined ? all : examined.length;
  countTotals(listed, examined);

  const { unformatted, ...needs } = await needsOf(context, examined);
  await options.review?.confirm(examined, needs.creation);
  for (const event of examined.flatMap(foundIn)) yield event;
  await giveWay(signal);
  const [outcomes, unwritable] = yield* settle(options, needs.creation, examined, together());
  const totals = countTotals(listed, outcomes);
  // Nobody imports what is created where no file could be written.
  const isNeeded = !options.write || totals.changed > 0;
  const whole: RunResult = {
    dryRun: !options.write,
    phase,
    staged,
    outcomes,
    totals,
    ...needs,
    creation: isNeeded ? needs.creation : undefined,
    problems: [
      ...finished,
      ...unwritable,
      ...(await nestedConfigProblems(root, listing)),
      ...problems,
      ...pages.problems,
      ...unformatted,
    ],
    settings,
  };
  const result =
    options.shard === undefined || fingerprint === undefined
      ? whole
      : shardOf(whole, { ...options.shard, fingerprint });
  yield { type: "done", result, exitCode: exitCodeOf(result) };
}

/** What checks a configuration is loaded only where there is one. */
async function configOf({ root, settings, config }: RunOptions): Promise<Config> {
  if (settings !== undefined) return { settings, ignore: [] };
  if (config === undefined && !isThere(join(root, DEFAULT_CONFIG))) return { settings: {}, ignore: [] };
  return (await import("../config/config.js")).readConfig(root, config);
}

/** Also of what can't be read, which is said then. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

async function nestedConfigProblems(root: string, { nestedConfigs }: Listing): Promise<string[]> {
  if (nestedConfigs.length === 0) return [];
  return (await import("../config/nested-configs.js")).nestedConfigProblems(root, nestedConfigs);
}

/** Reads all texts, and loads and does the rest only if one of them names the service. */
async function* lookInto(
  context: RunContext,
  listing: Listing,
  options: RunOptions,
): AsyncGenerator<ProgressEvent, Examined, undefined> {
  const [total, { signal }] = [listing.program.length, options];
  const looked = yield* inSlices(lookAtTexts(context, listing, options), total, signal);
  if (looked.scan.seeds.length === 0) return nothingExamined(context, looked);
  const { examine } = await import("./look/examine.js");
  return yield* inSlices(examine(context, looked, options), total, signal);
}

/** Loaded only where there are pages to look at. */
async function pagesOf(context: RunContext, { pages }: Listing, options: RunOptions): Promise<ExaminedPages> {
  if (pages.length === 0) return { outcomes: [], problems: [] };
  return (await import("./look/pages.js")).examinePages(context, pages, options);
}

/** What one machine of several reports: the program was looked at as a whole, as what a file's writes become depends on the others. */
function shardOf(result: RunResult, shard: ShardOfRun): RunResult {
  const outcomes = partOf(result.outcomes, shard);
  return { ...result, outcomes, totals: countTotals(outcomes.length, outcomes), shard };
}

const isChanged = (outcome: FileOutcome): boolean => outcome.change !== undefined;

/**
 * Writes what is to be written, and tells of each file.
 * @returns what became of them and, of a dry run, what could not be written.
 */
async function* settle(
  { root, write, signal, onWriting }: RunOptions,
  creation: Creation | undefined,
  examined: readonly FileOutcome[],
  together: readonly (readonly string[])[],
): AsyncGenerator<MigrateEvent, readonly [readonly FileOutcome[], readonly string[]], undefined> {
  if (!write) {
    for (const event of examined.flatMap(settledIn)) yield event;
    const { unwritableLine } = await import("./write/units.js");
    return [examined, examined.some(isChanged) ? unwritableLine(root, examined, together) : []];
  }
  const { applyChanges } = await import("./write/apply.js");
  if (examined.some(isChanged)) onWriting?.();
  const work = applyChanges(root, creation, examined, together);
  for (;;) {
    const step = work.next();
    if (step.done === true) return [step.value, []];
    if (step.value !== undefined) for (const event of settledIn(step.value)) yield event;
    if (step.value === undefined || isChanged(step.value)) await giveWayIn(work, signal);
  }
}

/** A run that was interrupted is finished before another one is begun. */
async function settleInterrupted({
  root,
  write,
  review,
  signal,
  onWriting,
}: RunOptions): Promise<readonly string[]> {
  const state = readJournal(root)?.state;
  if (state === undefined || state === "written") return [];
  const { finishInterrupted, refuseInterrupted } = await import("./write/finish-interrupted.js");
  // Who wants to be asked first is not met with written files.
  if (!write || review !== undefined) {
    refuseInterrupted(root);
    return [];
  }
  onWriting?.();
  return whileWanted(finishInterrupted(root), signal);
}

function selectionOf({ root, since, staged }: RunOptions): GitSelection | undefined {
  if (staged) return stagedFiles(root, isSource);
  return since === undefined ? undefined : changedSince(root, since);
}

async function contextOf(
  { root, helpers }: RunOptions,
  settings: Settings,
): Promise<Omit<RunContext, "selection" | "format">> {
  if (helpers === undefined) return { root, settings, helper: undefined };
  if (helpers.kind === "package")
    return {
      root,
      settings: { ...settings, helpers: { module: DEFAULT_HELPERS_MODULE } },
      helper: undefined,
    };
  const { helperPath } = await import("../helper/module.js");
  return { root, settings, helper: helperPath(root, helpers.path, helpers.extension) };
}

async function formatOf(root: string, files: readonly string[]): Promise<Format> {
  const { formatFiles, requireFormatter } = await import("../format/format-files.js");
  requireFormatter(root, files);
  return (requests) => formatFiles(root, requests);
}

/** @param except files whose changes don't matter. */
function refuseDirty(root: string, except: readonly string[]): void {
  const dirty = dirtyFiles(
    root,
    except.flatMap((file) => insideRoot(root, resolve(root, file)) ?? []),
  );
  if (dirty.length === 0) return;
  const more = dirty.length > 3 ? ` and ${dirty.length - 3} more` : "";
  throw new UsageError(
    `--write: git has uncommitted changes here (${dirty.slice(0, 3).join(", ")}${more}); commit or stash them, or pass --allow-dirty`,
  );
}
