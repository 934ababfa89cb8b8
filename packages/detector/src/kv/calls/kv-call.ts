import type { TSESTree } from "@typescript-eslint/utils";
import type { WriteKind } from "../operations/raw-writes.js";
import type { AbstractValue } from "../../eval/call-context.js";
import type { StaticText } from "../../eval/text/static-text.js";
import type { Amount } from "./amount.js";

/** What a call does; `encode` makes an envelope that is written elsewhere, `reckon` the seconds that the service is told. */
export type KvOperation = "write" | "read" | "delete" | "encode" | "reckon";

/** A call that reaches a key of Telnyx KV, or that says when an envelope expires, as rules on its arguments see it. */
export interface KvCall {
  readonly operation: KvOperation;
  /** Which way it reaches the service, or `envelope` for a call of the envelope helpers. */
  readonly kind: WriteKind | "envelope";
  readonly call: TSESTree.CallExpression;
  /** What its key can be, through every chain of calls that leads here. */
  readonly keys: readonly KvKey[];
  /** What it is told about expiry. */
  readonly expiries: readonly KvExpiry[];
}

/** A key: static texts, and what is only known when the program runs. */
export interface KvKey {
  readonly parts: readonly (StaticText | AbstractValue)[];
  /** Whether it is as a URL has it, percent-encoded. */
  readonly isInUrl: boolean;
}

/**
 * Who takes an expiry: the envelope helpers, those that reckon what the service is told (and round it), the REST parameter,
 * the SDK's, the edge binding's option.
 */
export type ExpiryTarget = "envelope" | "seconds" | "rest" | "sdk" | "binding";

/** What a call is told about when its entry expires. */
export interface KvExpiry {
  readonly target: ExpiryTarget;
  /** What takes it, as the source names it: `ttlSeconds`, `ttl_secs`, `expirationTtl`, `expiresAtMs`. */
  readonly name: string;
  /** What is called: the helper's name, or an empty text. */
  readonly callee: string;
  /** What is meant: a span in seconds, or a point in time in epoch milliseconds. */
  readonly measure: "ttlSeconds" | "expiresAtMs";
  /** The expression that says it, in the call or in the one that hands it in. */
  readonly node: TSESTree.Node;
  /** The text that says it, where that is a part of a URL's. */
  readonly text?: StaticText;
  /** What that can amount to. */
  readonly amounts: readonly Amount[];
}
