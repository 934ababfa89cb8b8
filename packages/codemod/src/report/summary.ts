import type { MigrationFinding, Verdict } from "../program/describe.js";
import type { RunResult } from "../run/result.js";
import { byReason, fileTotals, itemsOf, placeText, uncheckedReadsIn } from "./items.js";
import type { Item } from "./items.js";
import { isLeft, nextSteps } from "./next-steps.js";
import { displayName } from "./style.js";
import type { Style } from "./style.js";

/** The ways to write, in the order of every report. */
export const kinds = ["http", "helper", "sdk", "binding"] as const;

/** What the run found, did and left, and what is to be done next. */
export function formatSummary(
  result: RunResult,
  style: Style,
  options: { readonly showsSettings: boolean },
): string {
  const items = itemsOf(result);
  const sections = [
    figures(result, style),
    listed(items.filter(isLeft), style("yellow", "Left, to be done by hand")),
    listed(
      items.filter(({ waitsFor }) => waitsFor === "reads"),
      style("yellow", "Waiting for --phase reads"),
    ),
    unchecked(result, style),
    notes(items, style),
    skippedLinks(result, style),
    next(result, style),
    options.showsSettings ? settingsBlock(result, style) : [],
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => `${section.join("\n")}\n`)
    .join("\n");
}

function figures({ dryRun, outcomes, totals, creation, shard }: RunResult, style: Style): string[] {
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const reads = outcomes.flatMap((outcome) => outcome.reads);
  const byKind = kinds
    .map((kind) => ({ kind, count: findings.filter((finding) => finding.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
  const kindsText = byKind.length > 0 ? ` (${byKind.join(", ")})` : "";
  return [
    style(
      "bold",
      dryRun
        ? `kv-envelope: dry run, nothing was changed${shard === undefined ? "" : `; the files of shard ${shard.index}/${shard.count}`}`
        : "kv-envelope",
    ),
    `  files   ${totals.listed} listed: ${fileTotals({ dryRun, totals })}`,
    `  writes  ${findings.length} with verbatim fields${kindsText}${split(findings, dryRun)}${depths(findings)}`,
    `  reads   ${reads.length} of those stores${split(reads, dryRun)}`,
    ...(creation === undefined
      ? []
      : [`  helpers ${displayName(creation.file)} ${dryRun ? "to be written" : "written"}`]),
  ];
}

/** Where the rewrites are: a writer is mended once for all of its callers. */
function depths(findings: readonly MigrationFinding[]): string {
  const rewritten = findings.filter(({ status }) => status === "rewritten");
  const inWriters = rewritten.filter(({ depth }) => depth === "writer").length;
  return inWriters === 0
    ? ""
    : `; ${inWriters} in a function that writes for its callers, ${rewritten.length - inWriters} at the call`;
}

function split(items: readonly Verdict[], dryRun: boolean): string {
  if (items.length === 0) return "";
  const rewritten = items.filter((item) => item.status === "rewritten").length;
  const waiting = items.filter((item) => item.waitsFor !== undefined).length;
  const waits = waiting === 0 ? "" : `, ${waiting} waiting for the other phase`;
  return `: ${rewritten} ${dryRun ? "to rewrite" : "rewritten"}${waits}, ${items.length - rewritten - waiting} left`;
}

const labelOf = ({ access, kind, fields }: Item): string =>
  access === "read" ? "read" : `${kind} ${fields.join(", ")}`;

/** What places have to say, each text once: in the place's own line, or above the places that it holds for. */
function told<T>(
  items: readonly T[],
  textOf: (item: T) => string,
  placeOf: (item: T) => { readonly place: string; readonly label?: string },
): string[] {
  return byReason(items, textOf).flatMap(({ reason, items: same }) => {
    const places = same.map(placeOf);
    const [only, ...others] = places;
    if (only !== undefined && others.length === 0)
      return [`  ${only.place}  ${only.label === undefined ? "" : `${only.label}: `}${reason}`];
    return [
      `  ${same.length} times: ${reason}`,
      ...places.map(({ place, label }) => `    ${place}${label === undefined ? "" : `  ${label}`}`),
    ];
  });
}

function listed(items: readonly Item[], heading: string): string[] {
  const lines = told(
    items,
    ({ reason = "" }) => reason,
    (item) => ({ place: placeText(item), label: labelOf(item) }),
  );
  return lines.length === 0 ? [] : [heading, ...lines];
}

function unchecked(result: RunResult, style: Style): string[] {
  const lines = told(
    uncheckedReadsIn(result),
    ({ message }) => message,
    (read) => ({ place: placeText(read) }),
  );
  return lines.length === 0
    ? []
    : [style("yellow", "Reads of envelopes that don't look at the expiry"), ...lines];
}

function notes(items: readonly Item[], style: Style): string[] {
  const lines = told(
    items.flatMap((item) => (item.notes ?? []).map((note) => ({ item, note }))),
    ({ note }) => note,
    ({ item }) => ({ place: placeText(item) }),
  );
  return lines.length === 0 ? [] : [style("bold", "To know about the rewrite"), ...lines];
}

function skippedLinks({ outcomes }: RunResult, style: Style): string[] {
  const lines = outcomes.flatMap(({ file, status, reason = "" }) =>
    status === "skipped" ? [`  ${displayName(file)}  ${reason}`] : [],
  );
  return lines.length === 0 ? [] : [style("bold", "Skipped"), ...lines];
}

/** What ESLint needs to see new writes through the program's own functions. */
function settingsBlock({ settings, totals }: RunResult, style: Style): string[] {
  const { writers = [], readers = [] } = settings;
  if (writers.length + readers.length === 0) return [];
  const purpose = totals.changed === 0 ? "" : ", which guard what was migrated";
  return [
    style("bold", `ESLint: settings["kv-envelope"]${purpose}`),
    ...JSON.stringify({ writers, readers }, undefined, 2)
      .split("\n")
      .map((line) => `  ${line}`),
  ];
}

function next(result: RunResult, style: Style): string[] {
  const steps = nextSteps(result);
  return steps.length === 0 ? [] : [style("bold", "Next"), ...steps.map((step) => `  - ${step}`)];
}
