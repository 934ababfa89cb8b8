import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { FieldMessageId } from "./kv/messages.js";
import type { TextEdit } from "./syntax/edits.js";
import type { ModuleHost } from "./syntax/modules.js";

/** A parsed file, as ESLint's `SourceCode` and `parseForESLint` of @typescript-eslint/parser give it. */
export interface ParsedFile {
  /** The text that `ast` was parsed from, without BOM: node ranges are offsets into it. */
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/**
 * What the file itself can't tell. Asked for only when an answer depends on it, so that the
 * caller may read the disk lazily. The detector does no I/O.
 */
export interface ProjectFacts {
  /** The version of `@telnyx/edge-runtime` that resolves from the file, `null` if it can't be known. */
  readonly edgeRuntimeVersion: () => string | null;
  /** The names under `[storage.kv.*]` in the nearest `func.toml`/`telnyx.toml`. */
  readonly manifestBindings: () => readonly string[];
  /** Whether a module specifier of this file leads to a file of that path (from some root, without extension). */
  readonly leadsTo?: (specifier: string, path: string) => boolean;
  /** Where this file imports the envelope helpers from, by default what the settings say; an error where it can't import them. */
  readonly helpersModule?: () => string | Error | undefined;
}

/** How the files that are looked at together are found and what surrounds them. The detector does no I/O. */
export interface ProgramHost extends ModuleHost {
  readonly factsOf: (file: ParsedFile) => ProjectFacts;
  /**
   * Where TypeScript finds the declaration of the function that a call (a stretch of a file) runs.
   * Asked only where the flow of values does not tell, and the callee is called like a writer or reader.
   */
  readonly declarationOfCallee?: (file: ParsedFile, start: number, end: number) => DeclaredAt | undefined;
  /** What to call a file in a reason; `undefined` where only one file is looked at. */
  readonly nameOf?: (file: ParsedFile) => string;
}

/** Where a declaration stands. */
export interface DeclaredAt {
  readonly file: ParsedFile;
  readonly start: number;
  readonly end: number;
}

/** A writer or reader of the program's own, as its file exports it. */
export interface DiscoveredHelper {
  readonly file: ParsedFile;
  /** The exported name, or a member of what is exported: `kv.put`, `Kv.put` of the instances, `createKv.put` of what it gives. */
  readonly name: string;
  readonly keyArgument: number | undefined;
  /** `undefined` for a reader. */
  readonly valueArgument: number | undefined;
}

/** What decides beside the source what is rewritten. */
export interface DetectOptions {
  /** Why a file must not be changed; `undefined` for one that may. */
  readonly readOnly?: (file: ParsedFile) => string | undefined;
  /** Names of files that may read what a file writes and can't be looked into. */
  readonly unseen?: (file: ParsedFile) => readonly string[];
  /** Whether writes are rewritten although a read of their store can't be. */
  readonly allowsPartial?: boolean;
  /** Which half is rewritten; default: `all`. */
  readonly phase?: Phase;
  /** Why the write that carries these fields is not to be rewritten, although it could be; `undefined` for one that is. */
  readonly unwanted?: (fields: readonly VerbatimField[]) => string | undefined;
}

/** The halves of a rewrite: tolerant reads are deployed before the first envelope is written. */
export type Phase = "reads" | "writes" | "all";

/** Which way a write reaches the service. */
export type WriteKind = "http" | "helper" | "sdk" | "binding";

/** One field of a write that the service stores verbatim or drops. */
export interface VerbatimField {
  /** The field as the source spells it, for example `expiration_ttl`. */
  readonly name: string;
  /** The narrowest node that a user must change: the property, or the spread, query text or call where there is none. */
  readonly node: TSESTree.Node;
  readonly messageId: FieldMessageId;
  readonly data: Readonly<Record<string, string>>;
}

/** A store in words: the keys of one pattern in one namespace. */
export interface StoreName {
  /** The namespace's id, or the source's expression for it, or the binding's name; absent where it may be any. */
  readonly namespace?: string;
  /** The keys, with `*` for what is only known when the program runs; absent where they may be any. */
  readonly key?: string;
}

/** `rewritable`: `rewrite` has edits for it. `left`: it stays as it is, for `reason`; `waitsFor` names the phase that rewrites it, if one does. */
export type Outcome =
  | { readonly status: "rewritable"; readonly notes: readonly string[] }
  | { readonly status: "left"; readonly reason: string; readonly waitsFor?: Phase };

/** One raw KV write that carries verbatim fields. */
export interface Finding {
  readonly kind: WriteKind;
  /** The call that makes the write. */
  readonly call: TSESTree.Node;
  /** At least one, in source order. */
  readonly fields: readonly VerbatimField[];
  readonly outcome: Outcome;
  /** Whether the function that writes on behalf of its callers is mended, once for them all, or the place that says what is written. */
  readonly depth: "writer" | "call";
  /** What it writes to; at least one. */
  readonly stores: readonly StoreName[];
}

/** One raw KV read whose store has findings, and which is not tolerant of envelopes yet. */
export interface RawRead {
  readonly node: TSESTree.Node;
  readonly outcome: Outcome;
  /** Those of the findings' stores that it can see, under the findings' names for them; at least one. */
  readonly stores: readonly StoreName[];
}

/** One raw KV read that takes an envelope apart without looking at its expiry. */
export interface UncheckedRead {
  /** The call that gives the envelope: the read itself, or one of a function that hands it on. */
  readonly node: TSESTree.Node;
  /** The members that are taken from the envelope. */
  readonly members: readonly string[];
  readonly outcome: Outcome;
  /** The edits that make it tolerant, with the imports that they need; empty where it is left. */
  readonly rewrite: () => ReadonlyMap<ParsedFile, readonly TextEdit[]>;
}

/** A write of an envelope whose promise nobody waits for, and whose failure nobody hears of. */
export interface FloatingWrite {
  /** The call that gives the promise: the write itself, or one of a function that makes it. */
  readonly node: TSESTree.CallExpression;
  /** Whether the promise is thrown away by `void`. */
  readonly isVoid: boolean;
  /** Puts an `await` before it, where the function around it is `async`. */
  readonly awaiting: TextEdit | undefined;
}

export interface Detection {
  /** By file, then in source order of their first field. */
  readonly findings: readonly Finding[];
  /** By file, then in source order. */
  readonly reads: readonly RawRead[];
  /** The file in which a node of a finding or read stands. */
  readonly fileOf: (node: TSESTree.Node) => ParsedFile;
  /**
   * The edits that repair the rewritable findings given (all by default), the reads that belong to
   * them, and the imports and helpers that the new code needs. Never overlapping, in source order.
   */
  readonly rewrite: (findings?: readonly Finding[]) => ReadonlyMap<ParsedFile, readonly TextEdit[]>;
}
