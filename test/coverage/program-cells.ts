// The cells of a migrated program, whether it has one file or many.
import type { MigrationFinding, MigrationRead } from "@kv-envelope/codemod";
import { lintText } from "../parity/lint.js";
import { inRepository } from "./root.js";
import { countCell, type Cell, type Place, type Row } from "./table.js";

/** Something in a file of the program. */
interface Located<T> {
  readonly file: string;
  readonly item: T;
}

export interface MigratedProgram {
  readonly writes: readonly Located<MigrationFinding>[];
  readonly reads: readonly Located<MigrationRead>[];
  /** `file:line:column` of what lint reports. */
  readonly linted: ReadonlySet<string>;
  /** Whether the program has become what its golden files say: only then is a rewrite shown by a test. */
  readonly isGolden: boolean;
  /** Where a file of the program lies in the repository. */
  readonly before: (file: string) => string;
  /** Where the golden text of a file, or else of what changes with it, lies. */
  readonly after: (file: string) => string;
}

export interface ProgramRow extends Row {
  readonly program: MigratedProgram;
}

const placeIn = (
  file: string,
  { line, column }: { readonly line: number; readonly column: number },
): string => `${file}:${line}:${column}`;

/** `file:line:column` of what the rule reports in a file that lies at `path`. */
export const lintedIn = (
  file: string,
  path: string,
  text: string,
  settings: Parameters<typeof lintText>[2],
): string[] => lintText(path, text, settings).map((message) => placeIn(file, message));

const locationsOf = ({ file, item }: Located<MigrationFinding>): string[] =>
  item.locations.map((location) => placeIn(file, location));

/** What lint reports and the migration does not: the two would disagree. */
export const lintedAlone = ({ writes, linted }: MigratedProgram): string[] => {
  const found = new Set(writes.flatMap(locationsOf));
  return [...linted].filter((location) => !found.has(location));
};

function lintCells({ writes, linted, before }: MigratedProgram): Cell[] {
  const seen = writes.filter((write) => locationsOf(write).every((location) => linted.has(location)));
  const [shown] = [...seen, ...writes];
  if (shown === undefined) return [];
  return [
    countCell(seen.length, writes.length, "missed", {
      path: before(shown.file),
      anchor: `L${shown.item.line}`,
    }),
  ];
}

/** Where nothing is rewritten, the reasons of what is left are all there is to say. */
function rewriteCells(
  all: readonly Located<MigrationFinding | MigrationRead>[],
  { isGolden, after }: MigratedProgram,
): Cell[] {
  const rewritten = all.filter(({ item }) => item.status === "rewritten");
  const [shown] = rewritten;
  if (!isGolden || shown === undefined) return [];
  return [countCell(rewritten.length, all.length, "part", { path: after(shown.file) })];
}

function reasonCells({ writes, reads, before }: MigratedProgram): Cell[] {
  const byReason = new Map<string, Place>();
  for (const { file, item } of [...writes, ...reads]) {
    const { status, reason = "", line } = item;
    if (status === "left" && !byReason.has(reason))
      byReason.set(reason, { path: before(file), anchor: `L${line}` });
  }
  return [...byReason].map(([text, test]) => ({ verdict: "reason", text, test }));
}

const cellsOf = (program: MigratedProgram): Row["cells"] => ({
  lint: lintCells(program),
  write: rewriteCells(program.writes, program),
  read: rewriteCells(program.reads, program),
  reported: reasonCells(program),
});

/** The folder's name, as in `01-barrel-services`, is the shape's. */
export const programRow = (name: string, dir: string, program: MigratedProgram): ProgramRow => ({
  shape: name.replace(/^\d+-/, "").replaceAll("-", " "),
  folder: inRepository(dir),
  cells: cellsOf(program),
  program,
});
