import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, systemCode, UsageError } from "../shared/errors.js";
import type { FileOutcome, Totals } from "../run/outcome.js";
import type { JsonReport } from "../report/json.js";
import type { RunResult } from "../run/result.js";
import { reportFault } from "./report-schema.js";

/** A shard's report, and the name that the user gave of it. */
interface ShardReport {
  readonly given: string;
  readonly report: JsonReport & Required<Pick<JsonReport, "shard">>;
}

/**
 * Joins the JSON reports of all shards of a run.
 * @param cwd what the files are relative to.
 * @returns what the whole run would have given. Of the files without anything to tell there is only the number.
 * @throws {UsageError} if they are not all the shards of one run.
 */
export function mergeReports(cwd: string, files: readonly string[]): RunResult {
  const reports = files.map((given) => readReport(cwd, given));
  const [first] = reports;
  if (first === undefined) throw refused("no reports given");
  for (const other of reports) refuseForeign(first, other);
  refuseIncomplete(reports, first.report.shard.count);
  const { dryRun, problems, settings, shard } = first.report;
  return {
    dryRun,
    phase: shard.phase,
    // Only of consequence to a run that writes, and a shard does not.
    staged: false,
    outcomes: reports
      .flatMap(({ report }) => outcomesOf(report))
      .sort((left, right) => (left.file < right.file ? -1 : 1)),
    totals: reports.map(({ report }) => totalsOf(report)).reduce(sum),
    creation: shard.creation ?? undefined,
    installIn: shard.installIn,
    problems,
    settings,
  };
}

const refused = (why: string): UsageError => new UsageError(`merge-reports: ${why}`);

function readReport(cwd: string, given: string): ShardReport {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, given), "utf8");
  } catch (error) {
    const code = systemCode(error);
    throw refused(
      `${given}: ${code === "ENOENT" ? "no such file" : code === "EISDIR" ? "is a directory, not a report" : `can't be read: ${messageOf(error)}`}`,
    );
  }
  const { report, fault } = reportFault(text);
  if (report === undefined) throw refused(`${given}: is no JSON report of kv-envelope: ${fault}`);
  const { shard } = report;
  if (shard === undefined)
    throw refused(`${given}: is the report of a whole run, not of a shard; there is nothing to join`);
  return { given, report: { ...report, shard } };
}

/** What differs first is what the user has to know: all else differs because of it. */
function refuseForeign(first: ShardReport, other: ShardReport): void {
  const [one, two] = [first.report, other.report];
  const facts: readonly (readonly [what: string, one: unknown, two: unknown])[] = [
    ["versions of kv-envelope", one.shard.tool, two.shard.tool],
    ["numbers of shards", one.shard.count, two.shard.count],
    ["phases", one.shard.phase, two.shard.phase],
  ];
  const differing = facts.find(([, left, right]) => left !== right);
  if (differing !== undefined) {
    const [what, left, right] = differing;
    throw refused(
      `the reports are of different ${what}: ${String(left)} in ${first.given}, ${String(right)} in ${other.given}`,
    );
  }
  if (one.shard.fingerprint !== two.shard.fingerprint) {
    throw refused(
      `${first.given} and ${other.given} are of different runs: the sources, the options or the settings were not the same`,
    );
  }
  // The same sources, seen from machines on which other packages are installed, say.
  const shared = (report: ShardReport["report"]): string =>
    JSON.stringify([report.problems, report.settings, report.shard.creation, report.shard.installIn]);
  if (shared(one) !== shared(two)) {
    throw refused(
      `${first.given} and ${other.given} saw the program differently, although its sources are the same: are the same packages installed on each machine? Compare their "problems" and "settings"`,
    );
  }
}

function refuseIncomplete(reports: readonly ShardReport[], count: number): void {
  const byIndex = new Map<number, string>();
  for (const { given, report } of reports) {
    const before = byIndex.get(report.shard.index);
    if (before !== undefined)
      throw refused(`shard ${report.shard.index}/${count} is given twice: ${before} and ${given}`);
    byIndex.set(report.shard.index, given);
  }
  const missing: number[] = [];
  for (let index = 1; index <= count; index += 1) if (!byIndex.has(index)) missing.push(index);
  if (missing.length === 0) return;
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : "";
  throw refused(
    `${missing.length === 1 ? "a shard is" : "shards are"} missing: ${missing
      .slice(0, 5)
      .map((index) => `${index}/${count}`)
      .join(", ")}${more}`,
  );
}

/** The files of a shard of which there is something to tell. */
function outcomesOf({
  findings,
  reads,
  uncheckedReads = [],
  files,
  shard,
}: ShardReport["report"]): FileOutcome[] {
  const outcomes = new Map<string, FileOutcome>();
  const of = (file: string): FileOutcome =>
    outcomes.get(file) ?? { file, status: "unchanged", findings: [], reads: [] };
  const update = (file: string, more: Partial<FileOutcome>): unknown =>
    outcomes.set(file, { ...of(file), ...more });
  for (const { file, ...finding } of findings) update(file, { findings: [...of(file).findings, finding] });
  for (const { file, ...read } of reads) update(file, { reads: [...of(file).reads, read] });
  for (const { file, ...read } of uncheckedReads)
    update(file, { uncheckedReads: [...(of(file).uncheckedReads ?? []), read] });
  for (const { file, reason } of files.skipped) update(file, { status: "skipped", reason });
  for (const { file, error } of files.failed) update(file, { status: "failed", reason: error });
  for (const { file, before, after } of shard.changes)
    update(file, { status: "changed", change: { bytes: Buffer.from(before), before, after } });
  return [...outcomes.values()];
}

const totalsOf = ({ files }: JsonReport): Totals => ({
  listed: files.scanned,
  changed: files.changed,
  unchanged: files.unchanged,
  skipped: files.skipped.length,
  failed: files.failed.length,
});

const sum = (left: Totals, right: Totals): Totals => ({
  listed: left.listed + right.listed,
  changed: left.changed + right.changed,
  unchanged: left.unchanged + right.unchanged,
  skipped: left.skipped + right.skipped,
  failed: left.failed + right.failed,
});
