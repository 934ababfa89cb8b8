/** What a run is busy with, in this order. */
export const STAGES = ["Reading", "Following the calls", "Working out the rewrites", "Checking the rewrites"] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Work that is done a piece at a time, and says before each piece what it belongs to; `Reading` comes once
 * a file. Whoever drives it may do something else in between: show how far it is, listen to an abort.
 */
export type Steps<T> = Generator<Stage, T, undefined>;

/** Does the work in one go. */
export function finish<T>(work: Generator<unknown, T, undefined>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
