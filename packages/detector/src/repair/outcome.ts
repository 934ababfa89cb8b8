import type { TSESTree } from "@typescript-eslint/utils";
import type { Reason } from "../http/reason.js";
import type { VerbatimField } from "../kv/operations/fields.js";
import type { Expiry } from "../kv/vocabulary.js";
import type { StoreName } from "../kv/stores/store-name.js";
import type { UnseenFile } from "./unseen-files.js";
import type { ParsedFile } from "../syntax/parsed-file.js";

/** The halves of a rewrite: tolerant reads are deployed before the first envelope is written. */
export type Phase = "reads" | "writes" | "all";

/** `rewritable`: `rewrite` has edits for it, and if `isPartial`, a later run finds it again and leaves it. `left`: it stays as it is, for `reason`; `waitsFor` names the phase that rewrites it, if one does. */
export type Outcome =
  | { readonly status: "rewritable"; readonly notes: readonly string[]; readonly isPartial?: boolean }
  | { readonly status: "left"; readonly reason: Reason; readonly waitsFor?: Phase };

/** One raw KV read whose store has findings, and which is not tolerant of envelopes yet. */
export interface RawRead {
  readonly node: TSESTree.Node;
  readonly outcome: Outcome;
  /** Those of the findings' stores that it can see, under the findings' names for them; at least one. */
  readonly stores: readonly StoreName[];
}

/** What decides beside the source what is rewritten. */
export interface DetectOptions {
  /** Why a file must not be changed; `undefined` for one that may. */
  readonly readOnly?: (file: ParsedFile) => Reason | undefined;
  /** The files of the program that can't be looked into, as a file's own package has them. */
  readonly unseen?: (file: ParsedFile) => readonly UnseenFile[];
  /** What a ttl becomes; default: what the settings say. */
  readonly expiry?: Expiry;
  /** Whether writes are rewritten although a read of their store can't be. */
  readonly allowsPartial?: boolean;
  /** Which half is rewritten; default: `all`. */
  readonly phase?: Phase;
  /** Why the write that carries these fields is not to be rewritten, although it could be; `undefined` for one that is. */
  readonly unwanted?: (fields: readonly VerbatimField[]) => Reason | undefined;
}
