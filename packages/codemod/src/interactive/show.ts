import type { StoreName } from "@kv-envelope/detector";
import { version } from "../../package.json";
import type { MigrationFinding } from "../program/describe.js";
import type { FileChange } from "../run/look/examined.js";
import type { InFile } from "../program/migration.js";
import { patchLines } from "../report/diff.js";
import { storeLabel } from "../report/items.js";
import type { Style } from "../report/style.js";
import { displayName } from "../report/style.js";
import { wrapLines } from "../report/wrap.js";
import { visible } from "../report/visible.js";

/** Released together with this package, under one version. */
const DOCS_PAGE = `https://unpkg.com/@kv-envelope/eslint-plugin@${version}/docs/rules/no-verbatim-fields.md`;

/** How a person is shown findings. */
export interface Display {
  readonly style: Style;
  readonly columns: number;
}

export const placeOf = ({ file, line, column }: InFile<MigrationFinding>): string =>
  `${visible(displayName(file))}:${line}:${column}`;

/** The stores of a finding, as a person calls them. */
export const storesOf = (stores: readonly StoreName[]): string => visible(stores.map(storeLabel).join(", "));

/** Where a finding is, what is wrong, and what would be changed or why it stays. */
export function showFinding(
  finding: InFile<MigrationFinding>,
  heading: string,
  changes: readonly FileChange[],
  { style, columns }: Display,
): string {
  const { kind, fields, locations, reason, notes = [] } = finding;
  const text = [
    style("bold", `${heading} ${placeOf(finding)}  ${kind} ${fields.map(visible).join(", ")}`),
    ...locations.slice(0, 1).map(({ message }) => `  ${visible(message)}`),
    ...(changes.length > 0 || reason === undefined
      ? []
      : [`  ${style("yellow", "Left, to be done by hand:")} ${visible(reason)}`]),
    ...notes.map((note) => `  ${style("yellow", "Note:")} ${visible(note)}`),
  ];
  const diff = showChanges(changes, style);
  return `\n${wrapLines(text.join("\n"), columns)}\n${diff === "" ? "" : `\n${diff}`}`;
}

/** Changes as a diff to be looked at: not for `git apply`, as what would steer the terminal is escaped. */
export const showChanges = (changes: readonly FileChange[], style: Style): string =>
  changes
    .flatMap(({ file, before, after }) => patchLines(file, before, after))
    .map(({ format, text }) => {
      const shown = visible(text.replace(/\r$/, ""));
      return `${format === undefined ? shown : style(format, shown)}\n`;
    })
    .join("");

/** Why a finding is one, for somebody who asks. */
export function showReason(
  { locations, reason, stores, depth }: InFile<MigrationFinding>,
  { style, columns }: Display,
): string {
  const text = [
    ...locations.map(
      ({ line, column, field, message }) =>
        `  ${style("bold", visible(field))} (${line}:${column}): ${visible(message)}`,
    ),
    "  What happens: the service stores the bytes that it is given and looks at none of these fields. The write succeeds, nothing expires, and what reads the key gets all that was stored.",
    ...(reason === undefined ? [] : [`  Why it is left, and what to do: ${visible(reason)}`]),
    `  Store: ${storesOf(stores)}. Its reads are made tolerant together with its writes.`,
    ...(depth === "writer"
      ? ["  This is a function that writes for its callers: it is changed once for all of them."]
      : []),
    `  More: ${DOCS_PAGE}`,
  ];
  return `${wrapLines(text.join("\n"), columns)}\n`;
}
