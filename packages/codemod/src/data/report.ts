import { displayName } from "../report/style.js";
import type { DataArgs } from "./args.js";
import { DEEDS, KINDS } from "./tally.js";
import type { Amount, Deed, Remark, Tally } from "./tally.js";
import type { EntryKind } from "./entries/classify.js";

/** What a `data` command found and did. */
export interface DataResult {
  readonly args: DataArgs;
  readonly tally: Tally;
  /** The backup's path; `undefined` where none was needed. */
  readonly backup: string | undefined;
  /** Whether an interrupted run was resumed: then the counts are those of the rest. */
  readonly isResumed: boolean;
}

const KIND_NAMES: Readonly<Record<EntryKind, string>> = {
  alive: "envelopes, alive",
  expired: "envelopes, expired",
  legacy: "legacy payloads",
  plain: "plain values",
  unreadable: "no text (bytes)",
};

const SHOWN_PREFIXES = 20;

/** 0: nothing remains to be done; 1: something does. */
export function exitCodeOf({ args, tally }: DataResult): 0 | 1 {
  const open = args.command === "scan" ? tally.countOfKind("legacy") : 0;
  const undone = args.dryRun ? DEEDS.reduce((sum, deed) => sum + tally.countOf(deed), 0) : 0;
  return open + undone + tally.left.count + tally.failed.count === 0 ? 0 : 1;
}

/** For standard output, and for standard error: what was left or failed. */
export function dataText(result: DataResult): { readonly stdout: string; readonly stderr: string } {
  const { args, tally, backup, isResumed } = result;
  const dry = args.dryRun
    ? ": dry run, nothing was changed"
    : isResumed
      ? ": the rest of an interrupted run"
      : "";
  const lines = [`kv-envelope data ${args.command}${dry}`];
  if (args.command !== "restore")
    lines.push(
      ...amountLines([
        ["entries", tally.total],
        ...KINDS.map((kind) => [KIND_NAMES[kind], amountOf(tally, kind)] as const),
      ]),
    );
  for (const deed of DEEDS)
    if (tally.countOf(deed) > 0 || deed === mainDeed(args))
      lines.push(`  ${args.dryRun ? "to be " : ""}${deed.padEnd(12)}${count(tally.countOf(deed))}`);
  if (tally.expiredAtOnce > 0)
    lines.push(
      `  ${count(tally.expiredAtOnce)} of these ${args.dryRun ? "would be" : tally.expiredAtOnce === 1 ? "is" : "are"} expired at once: a read takes ${tally.expiredAtOnce === 1 ? "it" : "them"} for missing`,
    );
  if (tally.colons > 0 && !args.moveColons && args.command !== "restore")
    lines.push(
      `  ${tally.colons === 1 ? "1 key has" : `${count(tally.colons)} keys have`} a colon, which the service refuses in new writes: repair --move-colons moves ${tally.colons === 1 ? "it" : "them"}`,
    );
  if (args.command === "scan" && tally.prefixes.size > 0) lines.push("", "By prefix", ...prefixLines(tally));
  if (backup !== undefined && args.command !== "restore")
    lines.push(
      "",
      `Backup: ${displayName(backup)}`,
      `  kv-envelope data restore takes it back. It holds stored values as they were: delete it when it is no longer needed.`,
    );
  return {
    stdout: `${lines.join("\n")}\n`,
    stderr: remarkText("left", tally.left) + remarkText("failed", tally.failed),
  };
}

/** The object that `--json` prints. */
export function dataJson(result: DataResult): object {
  const { args, tally, backup, isResumed } = result;
  return {
    version: 1,
    command: args.command,
    namespace: args.namespace,
    prefix: args.prefix,
    dryRun: args.dryRun,
    resumed: isResumed,
    entries: {
      ...tally.total,
      kinds: Object.fromEntries(tally.kinds),
      prefixes: Object.fromEntries(tally.prefixes),
      withColon: tally.colons,
    },
    done: { ...Object.fromEntries(tally.deeds), expiredAtOnce: tally.expiredAtOnce },
    left: { count: tally.left.count, entries: tally.left.kept },
    failed: { count: tally.failed.count, entries: tally.failed.kept },
    backup: backup ?? null,
  };
}

const MAIN_DEEDS: ReadonlyMap<DataArgs["command"], Deed> = new Map<DataArgs["command"], Deed>([
  ["repair", "rewrapped"],
  ["sweep", "deleted"],
  ["restore", "restored"],
]);
const mainDeed = ({ command, to }: DataArgs): Deed | undefined =>
  command === "repair" && to === "server" ? "rewritten" : MAIN_DEEDS.get(command);
const amountOf = (tally: Tally, kind: EntryKind): Amount => tally.kinds.get(kind) ?? { count: 0, bytes: 0 };
const count = (given: number): string => given.toLocaleString("en-US");

function amountLines(rows: readonly (readonly [string, Amount])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  const digits = Math.max(...rows.map(([, amount]) => count(amount.count).length));
  return rows.map(
    ([name, amount]) =>
      `  ${name.padEnd(width)}  ${count(amount.count).padStart(digits)}  (${count(amount.bytes)} ${amount.bytes === 1 ? "byte" : "bytes"})`,
  );
}

function prefixLines({ prefixes }: Tally): string[] {
  const sorted = [...prefixes].sort(([, left], [, right]) => right.count - left.count);
  const shown = amountLines(
    sorted.slice(0, SHOWN_PREFIXES).map(([prefix, amount]) => [displayName(prefix), amount]),
  );
  return sorted.length <= SHOWN_PREFIXES
    ? shown
    : [...shown, `  and ${count(sorted.length - SHOWN_PREFIXES)} more`];
}

function remarkText(
  what: string,
  { kept, count: all }: { readonly kept: readonly Remark[]; readonly count: number },
): string {
  const lines = kept.map(
    ({ key, reason }) => `kv-envelope: ${what}: ${displayName(key)}: ${displayName(reason)}\n`,
  );
  return (
    lines.join("") + (all > kept.length ? `kv-envelope: ${what}: and ${count(all - kept.length)} more\n` : "")
  );
}
