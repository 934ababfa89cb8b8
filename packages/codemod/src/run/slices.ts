import { setImmediate } from "node:timers/promises";
import type { ProgressEvent } from "./events.js";
import { FILES_A_STEP, STAGES } from "../shared/steps.js";
import type { Steps } from "../shared/steps.js";

/** How long the work goes on before the event loop gets its turn. */
const SLICE_MS = 25;

/**
 * Does work in slices: between them the rest of the process gets on, and an abort is heard.
 * @param filesTotal how many files there are to read.
 * @throws the signal's reason, if it is aborted.
 */
export async function* inSlices<T>(
  work: Steps<T>,
  filesTotal: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<ProgressEvent, T, undefined> {
  let [filesRead, position, began] = [0, 0, performance.now()];
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    // A part of the work may come once more, for the check: a bar does not go back.
    position = Math.max(position, STAGES.indexOf(step.value));
    if (step.value === "Reading") filesRead = Math.min(filesRead + FILES_A_STEP, filesTotal);
    if (performance.now() - began < SLICE_MS) continue;
    yield { type: "progress", stage: STAGES[position] ?? step.value, filesRead, filesTotal };
    await giveWay(signal);
    began = performance.now();
  }
}

/**
 * Lets the rest of the process get on.
 * @throws the signal's reason, if it is aborted by then.
 */
export async function giveWay(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

/**
 * Does work each step of which is a good place to stop at.
 * @throws the signal's reason, if it is aborted: the work has tidied up by then.
 */
export async function whileWanted<T>(
  work: Generator<unknown, T, undefined>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await giveWayIn(work, signal);
  }
}

/** As {@link giveWay}, in the midst of work that has something to tidy up where it ends there. */
export async function giveWayIn(
  work: Generator<unknown, unknown, undefined>,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await giveWay(signal);
  } catch (reason) {
    work.return(undefined);
    throw reason;
  }
}
