import type { MigrationFinding, MigrationRead, Settings } from "@kv-envelope/codemod";

/** The names that a program may have here: an extension each, as it tells the language. */
export const FILE_NAMES = ["kv.ts", "kv.tsx", "kv.js", "kv.mjs", "kv.cjs"] as const;
/** The installed `@telnyx/edge-runtime`, which decides what a binding does with its options. */
export const EDGE_RUNTIMES = ["none", "0.2.1", "0.2.2"] as const;
/** What a ttl becomes. */
export const EXPIRIES = ["envelope", "server", "both"] as const satisfies readonly Settings["expiry"][];

/** A program, and what is asked of it: all that a link holds. */
export interface Program {
  readonly text: string;
  readonly fileName: (typeof FILE_NAMES)[number];
  readonly edgeRuntime: (typeof EDGE_RUNTIMES)[number];
  readonly expiry: (typeof EXPIRIES)[number];
}

/** A change of the text: offsets in UTF-16 code units, the end exclusive. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** What a rule reports. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  /** `undefined` for a text that can't be parsed. */
  readonly rule: string | undefined;
  readonly message: string;
  readonly suggestions: readonly { readonly title: string; readonly change: Change }[];
}

/** What the codemod makes of the program. */
interface Migration {
  readonly output: string;
  readonly writes: readonly MigrationFinding[];
  readonly reads: readonly MigrationRead[];
}

export interface Question {
  readonly id: number;
  readonly program: Program;
}

export interface Answer {
  readonly id: number;
  readonly problems: readonly Problem[];
  /** Why there is no migration, if there is none. */
  readonly fault: string | undefined;
  readonly migration: Migration | undefined;
}
