import { barFor, DELAY_MS } from "../cli/progress.js";

/** Shows a person who waits how many entries were looked at. */
export interface EntryProgress {
  readonly show: (entries: number) => void;
  readonly end: () => void;
}

/** @param total how many there are; `undefined`: the service's list does not say, so that there is a count and no bar. */
export async function entryProgress(
  stage: string,
  total: number | undefined,
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): Promise<EntryProgress> {
  const format =
    total === undefined ? `${stage}  {value} entries` : `${stage}  {bar} {value}/{total} entries`;
  const bar = await barFor(format, stream, env);
  const beganAt = Date.now();
  let isShown = false;
  return {
    show: (entries) => {
      if (bar === undefined || Date.now() - beganAt < DELAY_MS) return;
      if (isShown) bar.update(entries);
      else bar.start(total ?? 0, entries);
      isShown = true;
    },
    end: () => bar?.stop(),
  };
}
