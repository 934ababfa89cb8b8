import { diffWordsWithSpace, structuredPatch } from "diff";
import type { RunResult } from "../../run/result.js";
import { displayName } from "../style.js";
import type { Html } from "./escape.js";
import { html, NOTHING } from "./escape.js";

interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly isNew: boolean;
}

/** Words are compared only in lines that a person wrote; of a longer line only what differs is shown, and what is around it. */
const MAX_COMPARED = 400;
const AROUND = 100;
/** A change with more rows than this is opened by whoever wants to see it. */
const MAX_ROWS = 200;

const changesOf = ({ outcomes, creation }: RunResult): Change[] => [
  ...(creation === undefined
    ? []
    : [{ file: creation.file, before: "", after: creation.content, isNew: true }]),
  ...outcomes.flatMap(({ file, change }) =>
    change === undefined ? [] : [{ file, before: change.before, after: change.after, isNew: false }],
  ),
];

/** Where each changed file's difference stands on the page. */
export const changeIds = (result: RunResult): ReadonlyMap<string, string> =>
  new Map(changesOf(result).map(({ file }, position) => [file, `change-${position + 1}`]));

/** What changes in every file, before and after side by side. */
export function changesSection(result: RunResult): Html {
  const changes = changesOf(result);
  if (changes.length === 0) return NOTHING;
  return html`<section aria-labelledby="changes"><h2 id="changes">Changes</h2>
${changes.map((change, position) => changeOf(change, `change-${position + 1}`))}</section>`;
}

function changeOf({ file, before, after, isNew }: Change, id: string): Html {
  const { hunks } = structuredPatch(file, file, before, after, undefined, undefined, { context: 3 });
  const name = displayName(file);
  const rows = hunks.flatMap((hunk, position) => [
    ...(position === 0 ? [] : [html`<tr class="gap"><td colspan="4">⋯</td></tr>`]),
    ...rowsOf(hunk),
  ]);
  const isLong = rows.length > MAX_ROWS;
  return html`<details class="change" id="${id}"${isLong ? NOTHING : html` open`}><summary><h3><code>${name}</code></h3>${isNew ? html` <span class="kind">new</span>` : NOTHING}${isLong ? html` <span class="dim">${rows.length} lines</span>` : NOTHING}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Change of ${name}"><table class="diff">
<colgroup><col class="number"><col><col class="number"><col></colgroup>
<thead class="hidden"><tr><th scope="col">Line before</th><th scope="col">Before</th><th scope="col">Line after</th><th scope="col">After</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>
`;
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly string[];
}

/** Lines that go stand beside those that come. */
function rowsOf({ oldStart, newStart, lines }: Hunk): Html[] {
  const rows: Html[] = [];
  let [before, after] = [oldStart, newStart];
  let gone: string[] = [];
  let come: string[] = [];
  const flush = (): void => {
    const shift = shiftOf(gone, come);
    for (let position = 0; position < Math.max(gone.length + shift, come.length); position += 1) {
      const [left, right] = [gone[position - shift], come[position]];
      const pair = left !== undefined && right !== undefined ? compared(left, right) : undefined;
      const leftCells =
        left === undefined
          ? html`<td></td><td></td>`
          : html`<td>${before}</td><td class="gone">${pair?.left ?? html`${cut(left)}`}</td>`;
      const rightCells =
        right === undefined
          ? html`<td></td><td></td>`
          : html`<td>${after}</td><td class="come">${pair?.right ?? html`${cut(right)}`}</td>`;
      rows.push(html`<tr>${leftCells}${rightCells}</tr>\n`);
      if (left !== undefined) before += 1;
      if (right !== undefined) after += 1;
    }
    [gone, come] = [[], []];
  };
  for (const line of lines) {
    const text = line.slice(1).replace(/\r$/, "");
    if (line.startsWith("-")) gone.push(text);
    else if (line.startsWith("+")) come.push(text);
    else if (line.startsWith(" ")) {
      flush();
      const shown = cut(text);
      rows.push(
        html`<tr class="same"><td>${before}</td><td>${shown}</td><td>${after}</td><td>${shown}</td></tr>\n`,
      );
      before += 1;
      after += 1;
    }
  }
  flush();
  return rows;
}

/** How many lines come before the one that the first line that goes became: an import above it, say. */
function shiftOf([first]: readonly string[], come: readonly string[]): number {
  if (first === undefined) return 0;
  const likeness = come.map((line) => {
    const { start, end } = ends(first, line);
    return start + end;
  });
  const best = Math.max(0, ...likeness);
  return best * 3 < first.length ? 0 : Math.max(0, likeness.indexOf(best));
}

/** How many characters two lines have in common at both ends. */
function ends(left: string, right: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return { start, end };
}

/** Two lines with what differs marked, unless hardly anything is the same. */
function compared(left: string, right: string): { readonly left: Html; readonly right: Html } | undefined {
  if (left.length > MAX_COMPARED || right.length > MAX_COMPARED) return longCompared(left, right);
  const parts = diffWordsWithSpace(left, right);
  const same = parts
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.trim().length, 0);
  if (same * 3 < Math.min(left.trim().length, right.trim().length)) return undefined;
  const side = (leavesOut: "added" | "removed"): Html =>
    html`${parts.filter((part) => !part[leavesOut]).map(({ value, added, removed }) => (added || removed ? html`<mark>${value}</mark>` : html`${value}`))}`;
  return { left: side("added"), right: side("removed") };
}

/** Two long lines, by what they have in common at both ends: what is between is marked. */
function longCompared(
  left: string,
  right: string,
): { readonly left: Html; readonly right: Html } | undefined {
  const { start, end } = ends(left, right);
  if (start + end === 0) return undefined;
  const side = (line: string): Html => {
    const lead = line.slice(Math.max(0, start - AROUND), start);
    const tail = line.slice(line.length - end, line.length - end + AROUND);
    return html`${start > AROUND ? "…" : ""}${lead}<mark>${cut(line.slice(start, line.length - end))}</mark>${tail}${end > AROUND ? "…" : ""}`;
  };
  return { left: side(left), right: side(right) };
}

/** A line, or what of it a person looks at, with its length. */
const cut = (line: string): string =>
  line.length <= MAX_COMPARED ? line : `${line.slice(0, MAX_COMPARED)}… (${line.length} characters)`;
