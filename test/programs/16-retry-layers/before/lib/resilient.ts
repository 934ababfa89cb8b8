import { withRetry, type RetryOptions } from "./retry";
import { withTimeout } from "./timeout";

const DEFAULTS: RetryOptions = { attempts: 3, delay: 20 };

/** Retries, and each attempt has its own time limit. */
export const resilient = <T>(fn: (signal: AbortSignal) => Promise<T>, options: RetryOptions = DEFAULTS): Promise<T> =>
  withRetry(() => withTimeout(5_000, fn), options);
