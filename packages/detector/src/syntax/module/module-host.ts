import type { ParsedFile } from "../parsed-file.js";

/** How a file's module specifiers lead to other files; the detector itself does no I/O. */
export interface ModuleHost {
  /** The file that a specifier leads to; `undefined` for a package, or where there is none. */
  readonly moduleOf: (from: ParsedFile, specifier: string) => ModuleFile | undefined;
}

/** A file of the program, parsed or not yet. */
export interface ModuleFile {
  readonly isLoaded: boolean;
  /** Whether it, or a file behind its imports that is not parsed, can read a member of that name. Left out: it may. */
  readonly mayRead?: (member: string) => boolean;
  /** Parses it if need be; `undefined` if it can't be parsed. */
  readonly load: () => ParsedFile | undefined;
}
