import type { FileTree } from "./program/file-tree.js";

/** What a run is busy with, in this order. */
const STAGES = ["Reading", "Following the calls", "Working out the rewrites", "Checking the rewrites"] as const;
export type Stage = (typeof STAGES)[number];

/** Is told how a run gets on. */
export interface Progress {
  /** How many files there are to read. */
  readonly begin: (total: number) => void;
  readonly step: (stage: Stage) => void;
  readonly end: () => void;
}

export const NO_PROGRESS: Progress = { begin: () => undefined, step: () => undefined, end: () => undefined };

/** What is done sooner than this needs no bar. */
const DELAY_MS = 500;

/** A bar for a person who waits: none in CI, nor where the output is no terminal. */
export async function progressFor(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Promise<Progress> {
  const isInCi = env["CI"] !== undefined && env["CI"] !== "" && env["CI"] !== "false";
  if (stream.isTTY !== true || isInCi || env["TERM"] === "dumb") return NO_PROGRESS;
  const { SingleBar } = (await import("cli-progress")).default;
  const bar = new SingleBar({
    stream,
    format: "{stage} {bar} {value}/{total} files",
    barsize: 24,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    // The work leaves no gap in which a signal could be handled: Ctrl-C must end it the plain way, and leave no changed terminal behind.
    gracefulExit: false,
    linewrap: true,
  });
  const beganAt = Date.now();
  let [total, value, position, isShown] = [0, 0, 0, false];
  return {
    begin: (files) => {
      total = files;
    },
    step: (stage) => {
      position = Math.max(position, STAGES.indexOf(stage));
      if (stage === "Reading") value += 1;
      const payload = { stage: (STAGES[position] ?? stage).padEnd(24) };
      if (isShown) bar.update(value, payload);
      else if (Date.now() - beganAt >= DELAY_MS) {
        bar.start(total, value, payload);
        isShown = true;
      }
    },
    end: () => bar.stop(),
  };
}

/** A tree that tells of its reads: each source is read once to begin with, and those that matter again. */
export function watched(tree: FileTree, progress: Progress): FileTree {
  const unread = new Set(tree.sources);
  progress.begin(unread.size);
  return {
    ...tree,
    read: (file) => {
      progress.step(unread.delete(file) ? "Reading" : "Following the calls");
      return tree.read(file);
    },
  };
}
