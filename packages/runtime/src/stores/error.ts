/** What was asked of a store. */
export type KvOperation = "get" | "put" | "delete" | "list";

/** What is known of a request that failed. */
export interface KvFailure {
  readonly operation: KvOperation;
  /** `undefined` for a list. */
  readonly key: string | undefined;
  /** The HTTP status; `undefined` where no answer came. */
  readonly status: number | undefined;
  /** The service's own code (`"10015"`), or the system's for a fault (`"ECONNRESET"`, `"TIMEOUT"`). */
  readonly code: string | undefined;
  /** How many requests were made. */
  readonly attempts: number;
}

/**
 * A request to the service that failed for good. The API key is in no part of it, so it may be
 * logged whole: what a fault's own error said is kept as text, with the key taken out of it.
 */
export class KvStoreError extends Error implements KvFailure {
  override readonly name = "KvStoreError";
  readonly operation: KvOperation;
  readonly key: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly attempts: number;

  constructor(failure: KvFailure, reason: string) {
    const { operation, key, attempts } = failure;
    const what = key === undefined ? operation : `${operation} of ${JSON.stringify(key)}`;
    super(`KV ${what} failed after ${attempts} ${attempts === 1 ? "attempt" : "attempts"}: ${reason}`);
    this.operation = operation;
    this.key = key;
    this.status = failure.status;
    this.code = failure.code;
    this.attempts = attempts;
  }
}
