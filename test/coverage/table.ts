// What the table is made of. Each source of shapes makes groups of rows; `markdown.ts` writes them down.

export const COLUMNS = ["lint", "write", "read", "reported"] as const;
export type Column = (typeof COLUMNS)[number];

/** What a cell says of its shape. */
export type Verdict = "whole" | "part" | "silent" | "missed" | "reason";

/** A file or folder by its path in the repository, and where in it. */
export interface Place {
  readonly path: string;
  /** A heading's anchor, or `L12`. */
  readonly anchor?: string;
}

export interface Cell {
  readonly verdict: Verdict;
  readonly text: string;
  /** Where the test stands that shows it. */
  readonly test: Place;
}

export interface Row {
  /** As Markdown. */
  readonly shape: string;
  /** Where the shape is to be seen as a whole, if that is more than a cell's test. */
  readonly folder?: string;
  /** Columns of which no test says anything have no cell. */
  readonly cells: Readonly<Partial<Record<Column, readonly Cell[]>>>;
}

export interface Group {
  readonly title: string;
  /** The file or folder that the rows come from. */
  readonly source: string;
  /** The tests that run over it. */
  readonly tests: readonly string[];
  readonly rows: readonly Row[];
}

/** `done` of `all`, as a cell; none at all is said in the verdict given. */
export function countCell(done: number, all: number, none: Verdict, test: Place): Cell {
  if (done === all) return { verdict: "whole", text: "✓", test };
  return { verdict: done === 0 ? none : "part", text: `${done} of ${all}`, test };
}
