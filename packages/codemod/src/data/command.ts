import { KvStoreError } from "@kv-envelope/runtime/stores";
import type { RestStore } from "@kv-envelope/runtime/stores";
import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, UsageError } from "../shared/errors.js";
import type { Io } from "../shared/io.js";
import { displayName } from "../report/style.js";
import { helpOf } from "../cli/commands/help.js";
import { readDataArgs } from "./args.js";
import type { EndSignal, Signals } from "../cli/signals.js";
import { plural } from "../report/next-steps.js";
import type { DataArgs } from "./args.js";
import type { BackupHead } from "./backup/backup-format.js";
import { checkConsent, isConfirmed } from "./confirm.js";
import { connect } from "./connect.js";
import { openBackup, planBackup } from "./backup/open-backup.js";
import type { BackupPlan } from "./backup/open-backup.js";
import { planRepair, planSweep } from "./entries/plan-change.js";
import { processNamespace } from "./process.js";
import type { ProcessOptions } from "./process.js";
import { entryProgress } from "./progress.js";
import { inspectBackup } from "./backup/read-backup.js";
import { dataJson, dataText, exitCodeOf } from "./report.js";
import type { DataResult } from "./report.js";
import { probe, probeText, saidOf, sayingTtl } from "./probe.js";
import type { Probe } from "./probe.js";
import { restore } from "./backup/restore.js";
import type { Tally } from "./tally.js";
import type { Backup } from "./backup/write-backup.js";

/**
 * Runs `kv-envelope data …`: prints the result and gives the exit code.
 * @throws {UsageError} for what the command line, a backup or the service does not allow.
 */
export async function runData(argv: readonly string[], io: Io, signals?: Signals): Promise<0 | 1> {
  const given = readDataArgs(argv);
  if (typeof given === "string") {
    io.stdout.write(helpOf(given));
    return 0;
  }
  const args = withinRate(given);
  if (args.command === "probe") return await runProbe(args, io);
  if (args.command !== "scan") checkConsent(args, io);
  const store = connect({ ...args, namespaceId: args.namespace }, io.env);
  let result: DataResult | undefined;
  try {
    result =
      args.command === "restore"
        ? await runRestore(args, store, io)
        : await runWalk(args, store, io, signals);
  } catch (error) {
    throw outsideFault(error, args);
  }
  if (result === undefined) {
    io.stderr.write("kv-envelope: nothing was changed\n");
    return 1;
  }
  const { stdout, stderr } = dataText(result);
  io.stdout.write(args.json ? `${JSON.stringify(dataJson(result), undefined, 2)}\n` : stdout);
  io.stderr.write(stderr);
  return exitCodeOf(result);
}

/** What the service or the network said: a fault outside of this program. */
const outsideFault = (error: unknown, { command }: DataArgs): unknown =>
  error instanceof KvStoreError
    ? new UsageError(displayName(`data ${command}: ${messageOf(error)}${hintFor(error.status)}`))
    : error;

function ask(args: DataArgs, io: Io): Promise<Probe> {
  const connection = { ...args, namespaceId: args.namespace };
  return probe(args.namespace, {
    withTtl: connect(connection, io.env, sayingTtl),
    plain: connect(connection, io.env),
  });
}

/** @throws {UsageError} where the namespace does not do what is to be asked of it for each entry */
async function checkServerExpiry(args: DataArgs, io: Io): Promise<void> {
  io.stderr.write(
    "kv-envelope: data repair: asking the namespace, by a key of its own, whether it expires keys itself\n",
  );
  const found = await ask(args, io);
  if (found.serverExpiry !== "works")
    throw new UsageError(`data repair: --to server: ${saidOf(found)}. Nothing was changed`);
}

async function runProbe(args: DataArgs, io: Io): Promise<0 | 1> {
  try {
    const found = await ask(args, io);
    io.stdout.write(args.json ? `${JSON.stringify(found, undefined, 2)}\n` : probeText(found));
    return found.serverExpiry === "works" ? 0 : 1;
  } catch (error) {
    throw outsideFault(error, args);
  }
}

/** What a person can do about an answer of the service. */
function hintFor(status: number | undefined): string {
  if (status === 401) return "; TELNYX_API_KEY holds no key that the service knows";
  if (status === 403) return "; the key in TELNYX_API_KEY may not do this in that namespace";
  return status !== undefined && status >= 300 && status < 400
    ? "; it is a redirect, which is not followed, as the API key would go along: name the API's own address by --base-url"
    : "";
}

/** More requests at once than may begin in a second would wait for their turn until they time out. */
function withinRate(args: DataArgs): DataArgs {
  return { ...args, concurrency: Math.min(args.concurrency, args.rate ?? args.concurrency) };
}

/** @returns `undefined` if the person that was asked does not want it. */
async function runWalk(
  args: DataArgs,
  store: RestStore,
  io: Io,
  signals: Signals | undefined,
): Promise<DataResult | undefined> {
  const root = realpathSync(io.cwd());
  const { to, envelopes, ttlFrom, moveColons } = args;
  const plan: ProcessOptions["plan"] =
    args.command === "sweep"
      ? planSweep
      : ttlFrom === undefined
        ? () => undefined
        : (entry, nowMs) => planRepair(entry, { to, envelopes, ttlFrom, moveColons }, nowMs);
  const pass = async (
    stage: string,
    total: number | undefined,
    cursor: string | undefined,
    backup: Backup | undefined,
  ): Promise<Tally> => {
    const progress = await entryProgress(stage, total, io.stderr, io.env);
    try {
      return await processNamespace({
        ...args,
        store,
        now: Date.now,
        cursor,
        backup,
        plan,
        onProgress: progress.show,
      });
    } finally {
      progress.end();
    }
  };
  if (args.dryRun && args.isProbed)
    io.stderr.write(
      "kv-envelope: data repair: whether the namespace expires keys itself is not asked in a dry run, as that writes a key: `kv-envelope data probe` asks it\n",
    );
  if (args.command === "scan" || args.dryRun)
    return {
      args,
      tally: await pass("Reading", undefined, undefined, undefined),
      backup: undefined,
      isResumed: false,
    };

  const head = headOf(args, args.command === "sweep" ? "sweep" : "repair");
  const planned = await planBackup(
    root,
    args.backup === undefined ? undefined : resolve(root, args.backup),
    head,
    Date.now(),
  );
  let total: number | undefined;
  if (!args.yes) {
    const tally = await pass("Reading", undefined, planned.resumed?.cursor, undefined);
    if (!tally.hasDeeds() && planned.resumed === undefined)
      return { args, tally, backup: undefined, isResumed: false };
    if (
      !(await isConfirmed(
        question({ args: { ...args, dryRun: true }, tally, backup: undefined, isResumed: false }, planned),
        io,
      ))
    )
      return undefined;
    total = tally.total.count;
  }
  if (args.isProbed) await checkServerExpiry(args, io);
  const backup = await openBackup(root, planned, head);
  const unhear = signals?.hear((name) => {
    io.stderr.write(`kv-envelope: data ${args.command}: ${endedText(name, backup)}\n`);
    signals.endAsHeard();
  });
  let tally: Tally;
  try {
    tally = await pass(
      args.command === "sweep" ? "Deleting" : "Repairing",
      total,
      planned.resumed?.cursor,
      backup,
    );
  } catch (error) {
    await backup.leave();
    throw error;
  } finally {
    unhear?.();
  }
  await backup.end();
  return {
    args,
    tally,
    backup: backup.entries() === 0 ? undefined : backup.file,
    isResumed: planned.resumed !== undefined,
  };
}

async function runRestore(args: DataArgs, store: RestStore, io: Io): Promise<DataResult | undefined> {
  const file = resolve(io.cwd(), args.file ?? "");
  if (!existsSync(file)) throw new UsageError(`data restore: ${displayName(args.file ?? "")}: no such file`);
  const { head, entries } = await inspectBackup(file);
  if (head.namespace !== args.namespace)
    throw new UsageError(
      `--namespace: ${JSON.stringify(args.namespace)} given; allowed: the backup's own, ${JSON.stringify(head.namespace)}`,
    );
  const pass = async (dryRun: boolean): Promise<DataResult> => {
    const progress = await entryProgress(dryRun ? "Comparing" : "Restoring", entries, io.stderr, io.env);
    try {
      const tally = await restore({
        store,
        file,
        concurrency: args.concurrency,
        dryRun,
        now: Date.now,
        onProgress: progress.show,
      });
      return { args: { ...args, dryRun }, tally, backup: file, isResumed: false };
    } finally {
      progress.end();
    }
  };
  if (args.dryRun) return await pass(true);
  if (!args.yes) {
    const compared = await pass(true);
    if (!compared.tally.hasDeeds()) return { ...compared, args };
    if (!(await isConfirmed(question(compared, undefined), io))) return undefined;
  }
  return await pass(false);
}

/** At any moment each entry is as it was or as it is to be, so that the run may end at once. */
function endedText(signal: EndSignal, backup: Backup): string {
  const file = displayName(backup.file);
  return backup.entries() === 0
    ? `stopped by ${signal}: nothing was changed`
    : `stopped by ${signal}: ${plural(backup.entries(), "entry", "entries")} changed at most, each whole or not at all; they are as they were in ${file}: the same command goes on, kv-envelope data restore ${file} takes them back`;
}

/** The same from one run to the next, if the next is to resume it. */
function headOf(
  { namespace, baseUrl, prefix, ttlFrom, to, envelopes, moveColons }: DataArgs,
  command: BackupHead["command"],
): BackupHead {
  return {
    command,
    namespace,
    baseUrl: baseUrl ?? null,
    prefix,
    ttlFrom: ttlFrom ?? null,
    to,
    envelopes,
    moveColons,
  };
}

function question(dryRun: DataResult, backup: BackupPlan | undefined): string {
  const { stdout, stderr } = dataText(dryRun);
  const resumed = backup?.resumed === undefined ? "" : "  (an interrupted run is resumed)";
  return `${stdout}${stderr}${backup === undefined ? "" : `Backup to ${displayName(backup.file)}${resumed}\n`}`;
}
