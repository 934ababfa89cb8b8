/**
 * Milliseconds that a test waits for what is sure to come: another process, a browser. Only what hangs takes as long, as a
 * machine that is busy takes ten times what a quiet one does. Less than vitest gives a test, so that the failure says
 * what was waited for.
 */
export const PATIENCE_MS = 240_000;
