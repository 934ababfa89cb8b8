export interface RetryOptions {
  attempts: number;
  /** Milliseconds before the second attempt; doubled before each further one. */
  delay?: number;
}

export class GiveUp extends Error {
  constructor(public override readonly cause: unknown) {
    super("gave up");
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function withRetry<T>(fn: (attempt: number) => Promise<T>, { attempts, delay = 50 }: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fn(attempt);
    } catch (error) {
      if (error instanceof GiveUp) throw error.cause;
      if (attempt >= attempts) throw error;
      await pause(delay * 2 ** (attempt - 1));
    }
  }
}
