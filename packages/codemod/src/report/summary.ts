import type { MigrationFinding, MigrationRead, Verdict } from "../describe.js";
import type { RunResult } from "../run.js";
import { displayName } from "./style.js";
import type { Style } from "./style.js";

const kinds = ["http", "helper", "sdk", "binding"] as const;

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What the run found, did and left, and what is to be done next. */
export function formatSummary(result: RunResult, style: Style, options: { readonly listsLeft: boolean }): string {
  const sections = [
    figures(result, style),
    options.listsLeft ? listed(result, isLeft, style("yellow", "Left, to be done by hand")) : [],
    options.listsLeft ? listed(result, ({ waitsFor }) => waitsFor === "reads", style("yellow", "Waiting for --phase reads")) : [],
    notes(result, style),
    skippedLinks(result, style),
    nextSteps(result, style),
    settingsBlock(result, style),
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => `${section.join("\n")}\n`)
    .join("\n");
}

function figures({ dryRun, outcomes, totals, creation }: RunResult, style: Style): string[] {
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const reads = outcomes.flatMap((outcome) => outcome.reads);
  const byKind = kinds
    .map((kind) => ({ kind, count: findings.filter((finding) => finding.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
  const kindsText = byKind.length > 0 ? ` (${byKind.join(", ")})` : "";
  return [
    style("bold", dryRun ? "kv-envelope: dry run, nothing was changed" : "kv-envelope"),
    `  files   ${totals.listed} listed: ${totals.changed} ${dryRun ? "to change" : "changed"}, ${totals.unchanged} unchanged, ${totals.skipped} skipped, ${totals.failed} failed`,
    `  writes  ${findings.length} with verbatim fields${kindsText}${split(findings, dryRun)}${depths(findings)}`,
    `  reads   ${reads.length} of those stores${split(reads, dryRun)}`,
    ...(creation === undefined ? [] : [`  helpers ${displayName(creation.file)} ${dryRun ? "to be written" : "written"}`]),
  ];
}

/** Where the rewrites are: a writer is mended once for all of its callers. */
function depths(findings: readonly MigrationFinding[]): string {
  const rewritten = findings.filter(({ status }) => status === "rewritten");
  const inWriters = rewritten.filter(({ depth }) => depth === "writer").length;
  return inWriters === 0 ? "" : `; ${inWriters} in a function that writes for its callers, ${rewritten.length - inWriters} at the call`;
}

function split(items: readonly Verdict[], dryRun: boolean): string {
  if (items.length === 0) return "";
  const rewritten = items.filter((item) => item.status === "rewritten").length;
  const waiting = items.filter((item) => item.waitsFor !== undefined).length;
  const waits = waiting === 0 ? "" : `, ${waiting} waiting for the other phase`;
  return `: ${rewritten} ${dryRun ? "to rewrite" : "rewritten"}${waits}, ${items.length - rewritten - waiting} left`;
}

/** What no further phase rewrites. */
const isLeft = (item: Verdict): boolean => item.status === "left" && item.waitsFor === undefined;
const at = (file: string, { line, column }: MigrationRead): string => `${displayName(file)}:${line}:${column}`;
const labelOf = ({ kind, fields }: MigrationFinding): string => `${kind} ${fields.join(", ")}`;

function listed({ outcomes }: RunResult, isMeant: (item: Verdict) => boolean, heading: string): string[] {
  const lines = outcomes.flatMap(({ file, findings, reads }) => [
    ...findings.filter(isMeant).map((item) => `  ${at(file, item)}  ${labelOf(item)}: ${item.reason ?? ""}`),
    ...reads.filter(isMeant).map((item) => `  ${at(file, item)}  read: ${item.reason ?? ""}`),
  ]);
  return lines.length === 0 ? [] : [heading, ...lines];
}

function notes({ outcomes }: RunResult, style: Style): string[] {
  const lines = outcomes.flatMap(({ file, findings, reads }) =>
    [...findings, ...reads].flatMap((item) => (item.notes ?? []).map((note) => `  ${at(file, item)}  ${note}`)),
  );
  return lines.length === 0 ? [] : [style("bold", "To know about the rewrite"), ...lines];
}

function skippedLinks({ outcomes }: RunResult, style: Style): string[] {
  const lines = outcomes.flatMap(({ file, status, reason = "" }) => (status === "skipped" ? [`  ${displayName(file)}  ${reason}`] : []));
  return lines.length === 0 ? [] : [style("bold", "Skipped"), ...lines];
}

/** What ESLint needs to see new writes through the program's own functions. */
function settingsBlock({ settings, outcomes }: RunResult, style: Style): string[] {
  const { writers = [], readers = [] } = settings;
  if (writers.length + readers.length === 0 || outcomes.every(({ findings }) => findings.length === 0)) return [];
  return [
    style("bold", 'ESLint: settings["kv-envelope"], which guard what was migrated'),
    ...JSON.stringify({ writers, readers }, undefined, 2).split("\n").map((line) => `  ${line}`),
  ];
}

/** In which order the halves of the rewrite are deployed, where that matters. */
function phaseSteps({ phase, outcomes, totals }: RunResult): string[] {
  const waitingFor = (other: Verdict["waitsFor"]): number =>
    outcomes.flatMap(({ findings, reads }) => [...findings, ...reads]).filter(({ waitsFor }) => waitsFor === other).length;
  const why = "an older version of the program that meets an envelope hands it on as the value.";
  const [writes, reads] = [waitingFor("writes"), waitingFor("reads")];
  if (phase === "reads" && writes > 0) {
    return [`Deploy the tolerant reads everywhere, then run with --phase writes: it rewrites the ${plural(writes, "write")} left for now. Before that, ${why}`];
  }
  if (phase === "writes" && reads > 0) {
    return [`Run with --phase reads and deploy that first: ${plural(reads, "place")} ${reads === 1 ? "waits" : "wait"} for it, as ${why}`];
  }
  if (totals.changed === 0) return [];
  if (phase === "writes") return [`Deploy this once the tolerant reads run everywhere: ${why}`];
  const isBoth = phase === "all" && outcomes.some((outcome) => outcome.reads.some(({ status }) => status === "rewritten"));
  const how = isBoth ? " --phase reads, a deploy, then --phase writes keep that order." : "";
  return [`Deploy the readers first: ${why} Everything that reads these stores must be tolerant before the first envelope is written.${how}`];
}

function nextSteps(result: RunResult, style: Style): string[] {
  const { dryRun, staged, outcomes, totals, creation, installIn } = result;
  const steps: string[] = [];
  if (staged && !dryRun && totals.changed > 0) steps.push("Stage what was rewritten (git add), then commit: what is staged is still the old text.");
  if (dryRun && totals.changed > 0) steps.push("Apply it: the same command with --write.");
  for (const manifest of installIn) {
    const directory = manifest.slice(0, -"/package.json".length);
    const where = directory === "" ? "" : ` in ${displayName(directory)}`;
    steps.push(`npm install @kv-envelope/runtime${where}: rewritten code imports it, and ${displayName(manifest)} does not list it.`);
  }
  if (creation !== undefined) steps.push(`${displayName(creation.file)} is yours: commit it with the rest.`);
  steps.push(...phaseSteps(result));
  if (totals.changed > 0) {
    steps.push(
      "Does another service, script or dashboard read these stores? It can't be seen from here and needs a tolerant read too.",
    );
  }
  const left = outcomes.flatMap(({ findings, reads }) => [...findings, ...reads]).filter(isLeft).length;
  if (left > 0) steps.push(`${plural(left, "place")} above ${left === 1 ? "is" : "are"} left: each says why, and what to do by hand.`);
  return steps.length === 0 ? [] : [style("bold", "Next"), ...steps.map((step) => `  - ${step}`)];
}
