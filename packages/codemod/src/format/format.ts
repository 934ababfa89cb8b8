/** A file that a run changes; `before` is `null` for one that it creates. Texts with their BOM. */
export interface FormatRequest {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly before: string | null;
  readonly after: string;
}

/** The text that a file gets, formatted as its user does; with a note, the text as it was and why. */
export interface FormatResult {
  readonly text: string;
  readonly note?: string;
}

/** Formats what a run writes; answers for each file. */
export type Format = (requests: readonly FormatRequest[]) => ReadonlyMap<string, FormatResult>;

/** What a report says of a file that was not formatted. */
export const unformattedLine = (file: string, note: string): string => `${file}: not formatted: ${note}`;
