// How often the properties run, and what they say when they fail.
import { interruptAfterTimeLimit, type Parameters } from "fast-check";
import { SHAPES } from "./program/spec.js";

/** Programs in one whole run; `KV_PROPERTY_RUNS` gives another number, `KV_PROPERTY_SEED` repeats a run. */
const TOTAL = Number(process.env["KV_PROPERTY_RUNS"] ?? 200);
const SEED = process.env["KV_PROPERTY_SEED"];

/**
 * What one shape's property may take on a machine that is busy with other things: a quiet one takes a twentieth. It
 * ends itself before, so that what it found (and its seed) is told.
 */
export const TIMEOUT_MS = 1_200_000;

/** The parameters of the property of one shape, of which the whole run has so many; `share` of its programs. */
export const runs = (share = 1): Parameters<unknown> => ({
  numRuns: Math.ceil((TOTAL / SHAPES.length) * share),
  plugins: [interruptAfterTimeLimit(TIMEOUT_MS - 30_000, { failOnInterrupt: true })],
  ...(SEED === undefined ? {} : { seed: Number(SEED) }),
});

/** The texts of a program by path. */
export type Files = Readonly<Record<string, string>>;

const shown = (files: Files): string =>
  Object.entries(files)
    .map(([path, text]) => `--- ${path}\n${text}`)
    .join("\n");

/** Does `check`; where it fails, the message shows the programs it was about, and what was reported of them. */
export async function explained(
  programs: readonly Files[],
  report: unknown,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${message}\n\n${JSON.stringify(report, undefined, 1)}\n\n${programs.map(shown).join("\n\n=====\n")}`,
      { cause: error },
    );
  }
}
