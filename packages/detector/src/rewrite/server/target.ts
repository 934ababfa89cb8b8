import type { CallContext } from "../../eval/call-context.js";
import type { FieldEntry } from "../../kv/operations/fields.js";
import type { RawWrite } from "../../kv/operations/raw-writes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import type { Helpers, NeededHelper } from "../imports/helper-names.js";
import type { EnvelopeParts } from "../writes/parts.js";
import type { ToldAt } from "../writes/write-rewrite.js";
import type { Moved } from "./moving.js";

/** A write whose ttl is to be said where the service honours it. */
export interface Target {
  readonly helpers: Helpers;
  readonly write: RawWrite;
  readonly parts: EnvelopeParts;
  readonly moved: Moved;
  /** The call context in which the ttl is said. */
  readonly said?: CallContext | null;
  /** The options that say it so far, of a call whose options do. */
  readonly given: readonly FieldEntry[];
}

export interface Placed extends ToldAt {
  /** The edits that are this write's own. */
  readonly edits: readonly PlacedEdit[];
  readonly needed: readonly NeededHelper[];
  /** What a person should know about it. */
  readonly notes: readonly string[];
}
