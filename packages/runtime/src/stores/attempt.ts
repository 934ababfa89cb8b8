import { reasonOf } from "./retry.js";

/** An attempt took too long. */
class AttemptTimeout extends Error {
  readonly code = "TIMEOUT";
}

/**
 * Runs `work` with a signal of its own that is aborted after `timeoutMs`, or together with
 * `outer`. Rejects then at once, even if what was given as `fetch` pays no heed to its signal.
 */
export async function withTimeout<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: (() => void) | undefined;
  try {
    const stopped = new Promise<never>((_resolve, reject) => {
      const end = (reason: Error): void => {
        reject(reason);
        controller.abort(reason);
      };
      timer = setTimeout(
        () => end(new AttemptTimeout(`no answer within ${Math.round(timeoutMs)} ms`)),
        timeoutMs,
      );
      stop = () => end(reasonOf(outer));
      outer?.addEventListener("abort", stop);
      if (outer?.aborted) stop();
    });
    // Aborted before it began, it does not begin.
    if (outer?.aborted) return await stopped;
    return await Promise.race([work(controller.signal), stopped]);
  } finally {
    clearTimeout(timer);
    if (stop) outer?.removeEventListener("abort", stop);
  }
}
