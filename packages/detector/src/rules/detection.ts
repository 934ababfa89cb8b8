import type { TSESTree } from "@typescript-eslint/utils";
import type { VerbatimField } from "../kv/operations/fields.js";
import type { WriteKind } from "../kv/operations/raw-writes.js";
import type { StoreName } from "../kv/stores/store-name.js";
import type { Outcome, RawRead } from "../repair/outcome.js";
import type { TextEdit } from "../syntax/text/edits.js";
import type { ParsedFile } from "../syntax/parsed-file.js";

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
