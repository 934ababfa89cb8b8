/** A file that a run changes or creates, as a formatter gets it. */
export interface Unformatted {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** The text before the run, without BOM; `null` for a file that the run creates. */
  readonly before: string | null;
  /** The rewritten text, without BOM. */
  readonly after: string;
}

/** What a formatter makes of a file. */
export type Formatted =
  | { readonly kind: "formatted"; readonly text: string }
  /** The user has told the formatter to leave the file alone. */
  | { readonly kind: "ignored" }
  /** The text before the run was not what the formatter makes of it: to format it now would change more than the rewrite does. */
  | { readonly kind: "untidy" }
  | { readonly kind: "failed"; readonly reason: string };

/** A formatter that is installed in the user's repository. */
export interface Formatter {
  readonly name: "Prettier" | "Biome";
  /** The directory of its package. */
  readonly directory: string;
  /**
   * Formats files that it is installed for, one answer each.
   * @param timeoutMs how long it may take for a file.
   */
  readonly format: (files: readonly Unformatted[], timeoutMs: number) => Formatted[];
}
