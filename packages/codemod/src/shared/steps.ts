/** What a run is busy with, in this order. */
export const STAGES = [
  "Reading",
  "Following the calls",
  "Working out the rewrites",
  "Checking the rewrites",
] as const;
export type Stage = (typeof STAGES)[number];

/** So many files are read in one step: a step for each would be felt where thousands have nothing to do with KV. */
export const FILES_A_STEP = 32;

/**
 * Work that is done a piece at a time, and says before each piece what it belongs to; `Reading` comes once
 * in {@link FILES_A_STEP} files. Whoever drives it may do something else in between: show how far it is, listen to an abort.
 */
export type Steps<T> = Generator<Stage, T, undefined>;

/** Does the work in one go. */
export function finish<T>(work: Generator<unknown, T, undefined>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
