import { isFiniteNumber, refuseNumber } from "../check.js";

/** When to try again, and for how long. All times are milliseconds. */
export interface RetryOptions {
  /** How often a request is repeated at most; 4 if left out, 0 for never. */
  readonly maxRetries?: number | undefined;
  /** How long one attempt may take, its body included; 10,000 if left out. */
  readonly timeoutMs?: number | undefined;
  /** How long a call may take in all, waits included; 60,000 if left out. */
  readonly totalTimeoutMs?: number | undefined;
  /** The longest wait before the first repetition; it doubles each time. 250 if left out. */
  readonly retryDelayMs?: number | undefined;
  /** No wait is longer, whatever the service's `Retry-After` asks for; 30,000 if left out. */
  readonly maxRetryDelayMs?: number | undefined;
}

/** What came of one attempt. */
export type Attempt<T> =
  | { readonly done: true; readonly result: T }
  | {
      readonly done: false;
      /** Whether another attempt may go better. */
      readonly retry: boolean;
      /** What the service asked to wait. */
      readonly retryAfterMs?: number | undefined;
      readonly fail: (attempts: number) => Error;
    };

// An attempt that has less than this left is not worth making; a timer may also end a little early.
const SHORTEST_MS = 10;

/** The policy with its defaults; throws on what is no number of the right kind. */
export function retryPolicy(options: RetryOptions): Required<{ [K in keyof RetryOptions]: number }> {
  const {
    maxRetries = 4,
    timeoutMs = 10_000,
    totalTimeoutMs = 60_000,
    retryDelayMs = 250,
    maxRetryDelayMs = 30_000,
  } = options;
  if (!Number.isSafeInteger(maxRetries) || maxRetries < 0)
    refuseNumber("maxRetries", "a whole number from 0 on", maxRetries);
  const policy = { maxRetries, timeoutMs, totalTimeoutMs, retryDelayMs, maxRetryDelayMs };
  for (const [name, given] of Object.entries(policy)) {
    // A timer of more than 2^31 - 1 ms would fire at once.
    if (name !== "maxRetries" && !(isFiniteNumber(given) && given > 0 && given < 2 ** 31)) {
      refuseNumber(name, "milliseconds above 0 and below 2^31", given);
    }
  }
  return policy;
}

/**
 * Makes attempts until one is done or the policy ends it. The wait before the next one is chosen
 * at random between 0 and a bound that doubles (full jitter: clients that failed together do not
 * come back together), on top of what the service asked for.
 *
 * @param attempt gets the milliseconds that it may take
 */
export async function retrying<T>(
  policy: ReturnType<typeof retryPolicy>,
  signal: AbortSignal | undefined,
  attempt: (timeoutMs: number) => Promise<Attempt<T>>,
): Promise<T> {
  // Not the system's clock, which may be set back: elapsed time.
  const start = performance.now();
  const left = (): number => policy.totalTimeoutMs - (performance.now() - start);
  for (let attempts = 1; ; attempts++) {
    const outcome = await attempt(Math.max(1, Math.min(policy.timeoutMs, left())));
    if (outcome.done) return outcome.result;
    const jitter = Math.random() * policy.retryDelayMs * 2 ** (attempts - 1);
    const delay = Math.min((outcome.retryAfterMs ?? 0) + jitter, policy.maxRetryDelayMs);
    if (!outcome.retry || attempts > policy.maxRetries || delay + SHORTEST_MS >= left())
      throw outcome.fail(attempts);
    await sleep(delay, signal);
  }
}

/**
 * What the header asks to wait, in milliseconds: seconds, or the date at which to come back. A
 * date is taken against the service's own `Date`, where it gave one, so that a wrong clock here
 * does no harm.
 */
export function retryAfterMs(header: string | null, date: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const here = Date.parse(date ?? "");
  const wait = Date.parse(header) - (Number.isNaN(here) ? Date.now() : here);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
  });
}

/** The caller's own reason, as `fetch` gives it. */
export function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error("aborted", { cause: reason });
}
