// Writes the groups down as Markdown. Links are relative to `docs/`.
import { slugOf } from "./anchors.js";
import { COLUMNS, type Cell, type Column, type Group, type Place, type Row, type Verdict } from "./table.js";

export const UPDATE = "UPDATE_COVERAGE=1 npx vitest run test/coverage";

const HEADINGS: Readonly<Record<Column, string>> = {
  lint: "lint",
  write: "write rewritten",
  read: "read rewritten",
  reported: "reported with reason",
};

const WORDS: Readonly<Record<Verdict, string>> = {
  whole: "✓",
  part: "in part",
  silent: "silent",
  missed: "missed",
  reason: "reasons",
};

const LEGEND = `Each cell links to the test that shows it: a case under its heading, the line of a program that is migrated, or
the golden text that it has to become. A shape has no cell where it has nothing of the kind, or no test says what becomes of it.

- **lint**: the ESLint rule reports each write of the shape (in the groups of cases: the detector behind the rule, run by ESLint).
  \`0 of 3\`: the codemod finds three writes in the program, and lint, which sees one file at a time, none of them.
  _silent_: there is nothing to report, and nothing is. _missed_: there is something to report, and it isn't.
- **write rewritten**, **read rewritten**: the codemod makes of the program exactly its golden text, and rewrites each of its
  writes, or of the reads of what they write. \`2 of 3\`: of three it leaves one.
- **reported with reason**: what is left as it was, and the reason that the codemod gives.`;

/** `|` ends a cell even in code. */
const inCell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");

/** Text of the tool's own, which is no Markdown but for its code. */
const plain = (text: string): string =>
  inCell(text).replaceAll(/[[\]<*_](?=(?:[^`]*`[^`]*`)*[^`]*$)/g, "\\$&");

const encoded = (path: string): string =>
  path
    .split("/")
    .map((name) => encodeURIComponent(name).replaceAll("(", "%28").replaceAll(")", "%29"))
    .join("/");

const link = (text: string, { path, anchor }: Place): string =>
  `[${text}](../${encoded(path)}${anchor === undefined ? "" : `#${anchor}`})`;

const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map(tableRow).join("\n");

const cellText = (cells: readonly Cell[]): string =>
  cells.map(({ text, test }) => link(plain(text), test)).join("<br>");

const shapeText = ({ shape, folder }: Row): string =>
  folder === undefined ? inCell(shape) : link(inCell(shape), { path: folder });

/** A column that no shape of the group has a cell in says nothing. */
const columnsOf = ({ rows }: Group): Column[] =>
  COLUMNS.filter((column) => rows.some(({ cells }) => (cells[column] ?? []).length > 0));

function groupText(group: Group): string {
  const columns = columnsOf(group);
  const tests = group.tests.map((test) => link(`\`${test}\``, { path: test })).join(", ");
  return [
    `## ${group.title}`,
    `From ${link(`\`${group.source}\``, { path: group.source })}; run by ${tests}.`,
    table(
      ["shape", ...columns.map((column) => HEADINGS[column])],
      group.rows.map((row) => [
        shapeText(row),
        ...columns.map((column) => cellText(row.cells[column] ?? [])),
      ]),
    ),
  ].join("\n\n");
}

/** How many of the group's shapes have which verdict in the column. */
function countText({ rows }: Group, column: Column): string {
  const counts = new Map<Verdict, number>();
  for (const { cells } of rows) {
    const [cell] = cells[column] ?? [];
    if (cell !== undefined) counts.set(cell.verdict, (counts.get(cell.verdict) ?? 0) + 1);
  }
  return [...counts]
    .map(([verdict, count]) => (verdict === "reason" ? String(count) : `${count} ${WORDS[verdict]}`))
    .join(", ");
}

const summary = (groups: readonly Group[]): string =>
  table(
    ["group", "shapes", ...COLUMNS.map((column) => HEADINGS[column])],
    groups.map((group) => [
      `[${inCell(group.title)}](#${slugOf(group.title)})`,
      String(group.rows.length),
      ...COLUMNS.map((column) => countText(group, column)),
    ]),
  );

export const coverageText = (groups: readonly Group[]): string =>
  `${[
    "# What the tests show",
    `Written by \`test/coverage\` from what the tool does with the shapes that the tests hold; \`vitest run\` fails where this file differs. Not to be edited: \`${UPDATE}\` writes it anew.`,
    LEGEND,
    summary(groups),
    ...groups.map(groupText),
  ].join("\n\n")}\n`;
