import type { PlacedEdit } from "../../syntax/source-index.js";
import type { NeededHelper } from "../imports/helper-names.js";
import type { PagePair } from "./page-pair.js";

/** The edits that repair one write. */
export interface WriteRewrite {
  readonly edits: readonly PlacedEdit[];
  readonly helpers: readonly NeededHelper[];
  /** The helper pair that the rewritten call uses, where one lives beside the raw helper. */
  readonly pair: PagePair | undefined;
  readonly notes: readonly string[];
}
