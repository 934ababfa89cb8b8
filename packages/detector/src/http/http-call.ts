import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound, CallContext } from "../eval/call-context.js";
import type { Style } from "./styles.js";

/** A call of a chain: `.set(headers)` of `client.put(url).set(headers).send(body)`. */
export interface ChainStep {
  readonly call: TSESTree.CallExpression;
  /** `undefined` for the call that the chain begins with. */
  readonly name: string | undefined;
}

/** What a later call of a chain adds to the body. */
export interface FurtherData {
  readonly call: TSESTree.CallExpression;
  readonly data: Bound;
}

/** How a client came to be, as far as that is known. */
export interface Making {
  /** The calls that made it, its own first: `axios.create(…)`, `got.extend(…).extend(…)`. */
  readonly calls: readonly TSESTree.CallExpression[];
  /** What they were given: options, as far as each is one. */
  readonly given: readonly Bound[];
  /** Whether it was made by code that is not seen: it comes as a parameter, declared by its type. */
  readonly isUnseen: boolean;
  /** The module of a client that is not known well. */
  readonly unfamiliar?: string;
}

/** A client that is used as its module exports it. */
export const AS_EXPORTED: Making = { calls: [], given: [], isUnseen: false };

/** What a callee is as an HTTP client. */
export interface Client {
  readonly style: Style;
  /** The method where the callee's own name says it. */
  readonly verb: string | undefined;
  /** A base given to the client when it was created. */
  readonly base: Bound | undefined;
  /** How it was made. */
  readonly making: Making;
  /** Whether the client is one of the well-known, not the application's own. */
  readonly isKnown: boolean;
  readonly name: string;
}

/** A call as an HTTP client's: where its arguments are, before anything is known of its URL. */
export interface HttpCall {
  readonly call: TSESTree.CallExpression;
  readonly callContext: CallContext | null;
  readonly style: Style;
  readonly url: Bound | undefined;
  /** A base given to the client when it was created. */
  readonly base: Bound | undefined;
  /** Those of other clients that it can be instead. */
  readonly otherBases?: readonly Bound[];
  /** The other clients that it can be instead, as far as they may send or answer in another way. */
  readonly otherClients?: readonly Client[];
  /** How the client was made. */
  readonly making: Making;
  /** The method where the call's own name says it. */
  readonly verb: string | undefined;
  /** The calls of the chain that the request is spread over, the innermost first. */
  readonly steps?: readonly ChainStep[] | undefined;
  /** The method through which it gives something else than the client as a rule: `ofetch.raw`, `got.stream`. */
  readonly otherResult?: string | undefined;
  /** A call elsewhere that goes on with the chain, whose request lies in a variable. */
  readonly completedBy?: TSESTree.CallExpression | undefined;
  /** The options (`init`, `config`) in which method, body and query stand. */
  readonly options: Bound | undefined;
  /** The body where it is an argument of its own. */
  readonly data: Bound | undefined;
  /** What the client puts together with that: superagent's `.send({ value }).send({ ttl })`. */
  readonly further?: readonly FurtherData[];
}
