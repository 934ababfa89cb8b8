import type { SingleBar } from "cli-progress";
import type { ProgressEvent } from "../run/events.js";

/** Shows how a run gets on. */
export interface Progress {
  readonly show: (event: ProgressEvent) => void;
  readonly end: () => void;
}

export const NO_PROGRESS: Progress = { show: () => undefined, end: () => undefined };

/** What is done sooner than this needs no bar. */
export const DELAY_MS = 500;

/** A bar for a person who waits: none in CI, nor where the output is no terminal. */
export async function progressFor(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): Promise<Progress> {
  const bar = await barFor("{stage} {bar} {value}/{total} files", stream, env);
  if (bar === undefined) return NO_PROGRESS;
  const beganAt = Date.now();
  let [isShown, isEnded] = [false, false];
  return {
    show: ({ stage, filesRead, filesTotal }) => {
      if (isEnded) return;
      const payload = { stage: stage.padEnd(24) };
      if (isShown) bar.update(filesRead, payload);
      else if (Date.now() - beganAt >= DELAY_MS) {
        bar.start(filesTotal, filesRead, payload);
        isShown = true;
      }
    },
    end: () => {
      isEnded = true;
      bar.stop();
    },
  };
}

/** A bar of that format; `undefined` where nobody watches it: in CI, or where the output is no terminal. */
export async function barFor(
  format: string,
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): Promise<SingleBar | undefined> {
  const isInCi = env["CI"] !== undefined && env["CI"] !== "" && env["CI"] !== "false";
  if (stream.isTTY !== true || isInCi || env["TERM"] === "dumb") return undefined;
  const { SingleBar: Bar } = (await import("cli-progress")).default;
  return new Bar({
    stream,
    format,
    barsize: 24,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    // Ctrl-C must end the run the plain way, at once, and leave no changed terminal behind: nothing of it is to be caught.
    gracefulExit: false,
    linewrap: true,
  });
}
