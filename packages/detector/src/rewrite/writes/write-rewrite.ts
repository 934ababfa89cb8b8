import type { TSESTree } from "@typescript-eslint/utils";
import type { FunctionNode } from "../../syntax/nodes.js";
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
  /** Where the service is told of the end. */
  readonly told?: ToldAt;
  /** Whether a field stays that does nothing where it stands, for which no place can be found: it goes on being reported. */
  readonly isPartial?: boolean;
}

/** How a write tells the service of its end. */
export interface ToldAt {
  /** What takes the ttl up in the function that says it. */
  readonly spot: TSESTree.Node;
  /** Edits that other writes of the same functions need too, and make alike. */
  readonly shared: readonly PlacedEdit[];
  /** The functions that get the ttl as one argument more. */
  readonly through: readonly FunctionNode[];
  /**
   * Of a function that makes what is written, and whose callers say the ttl each by itself: the edits that take out what it
   * needs no more.
   */
  readonly lifted?: readonly PlacedEdit[];
  /** The call of that function which passes the ttl. */
  readonly liftedBy?: TSESTree.CallExpression;
}
