/** An option, as the command line reads it, the help tells of it, and a shell completes it. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** What stands for the value in the help, without brackets: `file`. */
  readonly value?: string;
  /** All values that there are, where they can be listed. */
  readonly choices?: readonly string[];
  /** What a shell offers as the value. */
  readonly completes?: "file";
  /** What may be given, as an error says it. */
  readonly expected?: string;
  readonly help: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

export const HELP = { type: "boolean", short: "h", help: "this text" } as const satisfies OptionSpec;
export const VERSION = { type: "boolean", short: "v", help: "the version" } as const satisfies OptionSpec;
export const NO_COLOR = {
  type: "boolean",
  help: "no colours, as with NO_COLOR; FORCE_COLOR=1 for colours in a pipe",
} as const satisfies OptionSpec;
