import type { Readable, Writable } from "node:stream";
import type { WriteStream } from "node:tty";

/** What a command needs to know of the terminal, if its output is one. */
type TerminalTraits = Partial<Pick<WriteStream, "isTTY" | "columns" | "hasColors">>;

/** What the command line touches of its process: `process` itself, or what a test or another tool puts in its place. */
export interface Io {
  /** The directory that is looked at, and that relative paths start from. */
  readonly cwd: () => string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & TerminalTraits;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}
