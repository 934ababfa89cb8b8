import type { RunResult } from "../run/result.js";
import {
  byReason,
  fileTotals,
  headline,
  itemsOf,
  placeText,
  rewrittenOf,
  statusLabel,
  storesOf,
  uncheckedReadsIn,
  waitingOf,
} from "./items.js";
import type { Item } from "./items.js";
import { isLeft, nextSteps, plural } from "./next-steps.js";
import { displayName } from "./style.js";

/** A pull request's comment takes 65,536 characters. */
const MAX_ROWS = 200;

/** A run as the text of a pull request. */
export function markdownReport(result: RunResult): string {
  const items = itemsOf(result);
  const { dryRun, problems } = result;
  const sections = [
    [`# kv-envelope: ${headline(items, dryRun)}`],
    figures(result, items),
    table("Stores", ["Store", "Place", "What", "Status"], storeRows(items, dryRun)),
    list(
      "Left, to be done by hand",
      byReason(items.filter(isLeft), ({ reason = "" }) => reason).map(
        ({ reason, items: [first, ...others] }) =>
          others.length === 0 && first !== undefined
            ? `${placeOf(first)} ${whatOf(first)}: ${prose(reason)}`
            : `${prose(reason)}: ${plural(others.length + 1, "place")}\n${[first, ...others].flatMap((item) => (item === undefined ? [] : `  - ${placeOf(item)} ${whatOf(item)}`)).join("\n")}`,
      ),
    ),
    list(
      "Reads of envelopes that don't look at the expiry",
      uncheckedReadsIn(result).map(
        ({ file, line, column, message }) =>
          `${code(`${displayName(file)}:${line}:${column}`)} ${prose(message)}`,
      ),
    ),
    list(
      "To know about the rewrite",
      items.flatMap((item) => (item.notes ?? []).map((note) => `${placeOf(item)}: ${prose(note)}`)),
    ),
    list(
      "Failed",
      result.outcomes.flatMap(({ file, status, reason = "" }) =>
        status === "failed" ? [`${code(displayName(file))}: ${prose(reason)}`] : [],
      ),
    ),
    list("Not known", problems.map(prose)),
    list("Next", nextSteps(result).map(prose)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function figures({ dryRun, totals }: RunResult, items: readonly Item[]): string[] {
  const hasWaiting = waitingOf(items) > 0;
  const line = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  const row = (label: string, access: Item["access"]): string => {
    const own = items.filter((item) => item.access === access);
    return line(
      label,
      own.length,
      rewrittenOf(own),
      ...(hasWaiting ? [waitingOf(own)] : []),
      own.filter(isLeft).length,
    );
  };
  return [
    line(
      "",
      "Found",
      dryRun ? "To rewrite" : "Rewritten",
      ...(hasWaiting ? ["Waiting for the other phase"] : []),
      "Left",
    ).replace("|  |", "| |"),
    line("---", "---:", "---:", ...(hasWaiting ? ["---:"] : []), "---:"),
    row("Writes with verbatim fields", "write"),
    row("Reads of their stores", "read"),
    "",
    `${plural(totals.listed, "file")} listed: ${fileTotals({ dryRun, totals })}.`,
  ];
}

const storeRows = (items: readonly Item[], dryRun: boolean): string[][] =>
  storesOf(items).flatMap(({ name, writes, reads }) =>
    [...writes, ...reads].map((item) => [
      code(displayName(name)),
      placeOf(item),
      whatOf(item),
      statusLabel(item, dryRun),
    ]),
  );

function table(title: string, head: readonly string[], rows: readonly string[][]): string[] {
  if (rows.length === 0) return [];
  // A bar ends a cell even inside a code span, and after an even number of backslashes.
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/(\\*)\|/g, String.raw`$1$1\|`)).join(" | ")} |`;
  return [
    `## ${title}`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.slice(0, MAX_ROWS).map(line),
    ...more(rows),
  ];
}

function list(title: string, points: readonly string[]): string[] {
  if (points.length === 0) return [];
  return [`## ${title}`, "", ...points.slice(0, MAX_ROWS).map((point) => `- ${point}`), ...more(points)];
}

const more = (all: readonly unknown[]): string[] =>
  all.length > MAX_ROWS
    ? ["", `… and ${all.length - MAX_ROWS} more; the .json and .html reports have them all.`]
    : [];

const placeOf = (item: Item): string => code(placeText(item));
const whatOf = ({ access, kind, fields }: Item): string =>
  access === "read"
    ? "read"
    : [kind, ...(fields.length === 0 ? [] : [fields.map(code).join(", ")])].join(" ");

/** A text as code, whatever characters it holds. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 || text.trim() === "" ? " " : "";
  return `${fence}${pad}${oneLine(text)}${pad}${fence}`;
}

/** A sentence in which nothing is markup. Packages are code: they stay to be copied, and nobody of that name is mentioned. */
const prose = (text: string): string =>
  oneLine(text)
    .split(/((?<!\w)@[\w.-]+\/[\w.-]*\w)/)
    .map((part, position) => (position % 2 === 1 ? code(part) : plain(part, position === 0)))
    .join("");

/** GitHub looks for names and numbers after it has rendered the escapes, so a space without width parts them from their sign. */
function plain(text: string, isStart: boolean): string {
  const escaped = text.replace(/[\\`*_[\]<>|~&$]/g, String.raw`\$&`).replace(/@|#(?=\d)/g, "$&&#8203;");
  return isStart ? escaped.replace(/^(\d*)([-+#=.)])/, String.raw`$1\$2`) : escaped;
}

const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, " ");
