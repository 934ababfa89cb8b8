/** A clock that runs on from another one, moved by an offset. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the clock on by so many milliseconds (back, if negative). */
  advance(milliseconds: number): void;
  /** Sets how far the clock is ahead of the one it runs on. */
  setOffset(milliseconds: number): void;
}

export const createClock = (base: () => number = Date.now): Clock => {
  let offsetMs = 0;
  return {
    now: () => base() + offsetMs,
    advance(milliseconds) {
      offsetMs += milliseconds;
    },
    setOffset(milliseconds) {
      offsetMs = milliseconds;
    },
  };
};
