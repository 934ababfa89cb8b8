// What a scenario of a migrated program is written in: steps, each with what it must give.
import type { Step } from "../support/index.js";

/** The program's clock stands still here, so that stored bytes are exact. */
export const NOW = Date.UTC(2027, 0, 15, 8);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A step, and what its call or its look into the store gives. */
export interface Line {
  readonly step: Step;
  readonly gives?: { readonly value: unknown };
}

/** Calls an export; `.gives(value)` says what it returns (default: nothing). */
export const call = (
  name: string,
  ...args: unknown[]
): Line & { gives: Line["gives"] & ((value: unknown) => Line) } => {
  const step: Step = { call: name, args };
  return {
    step,
    gives: Object.assign((value: unknown): Line => ({ step, gives: { value } }), { value: undefined }),
  };
};

/** What is stored now, all of it: text by key. */
export const stored = (entries: Readonly<Record<string, string>>): Line => ({
  step: { entries: true },
  gives: { value: entries },
});

/** Moves the clock on. */
export const after = (milliseconds: number): Line => ({ step: { advanceMs: milliseconds } });

/** An entry as an earlier program left it. */
export const left = (key: string, text: string): Line => ({ step: { seed: key, text } });

/** `new`s an exported class. */
export const construct = (name: string, as: string, ...args: unknown[]): Line => ({
  step: { construct: name, as, args },
});

/** The text of an envelope. */
export const envelope = (value: unknown, expires_at?: number, metadata?: unknown): string =>
  JSON.stringify({ value, expires_at, metadata });

export interface Scenario {
  readonly lines: readonly Line[];
  /** The program's environment besides the harness' own. */
  readonly env?: Readonly<Record<string, string>>;
}
