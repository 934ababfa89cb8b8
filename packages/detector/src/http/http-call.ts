import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound, Frame } from "../eval/frames.js";
import type { Style } from "./styles.js";

/** What a callee is as an HTTP client. */
export interface Client {
  readonly style: Style;
  /** The method where the callee's own name says it. */
  readonly verb: string | undefined;
  /** A base given to the client when it was created. */
  readonly base: Bound | undefined;
  /** The options given to it then. */
  readonly defaults: Bound | undefined;
  /** Whether the client is one of the well-known, not the application's own. */
  readonly isKnown: boolean;
  readonly name: string;
}

/** A call as an HTTP client's: where its arguments are, before anything is known of its URL. */
export interface HttpCall {
  readonly call: TSESTree.CallExpression;
  readonly frame: Frame | null;
  readonly style: Style;
  readonly url: Bound | undefined;
  /** A base given to the client when it was created. */
  readonly base: Bound | undefined;
  /** The options that the client was created with. */
  readonly defaults: Bound | undefined;
  /** The method where the call's own name says it. */
  readonly verb: string | undefined;
  /** The options (`init`, `config`) in which method, body and query stand. */
  readonly options: Bound | undefined;
  /** The body where it is an argument of its own. */
  readonly data: Bound | undefined;
}
