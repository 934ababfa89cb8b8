// Moves `Date` in this process. Preloaded, so it is in place before the program's first line and its packages.
import { CHILD_ENV } from "../protocol.js";

declare global {
  /** The harness' handle on the moved clock, shared by the preload and the scenario's driver. */
  var kvHarnessClock: { offsetMs: number } | undefined;
}

const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);

/** Replaces the global `Date` by one that is `offsetMs` ahead, or stands still where a frozen time is given. */
export const installClock = (): void => {
  const frozen = process.env[CHILD_ENV.frozenAtMs];
  const frozenAtMs = frozen === undefined ? undefined : Number(frozen);
  const clock = { offsetMs: Number(process.env[CHILD_ENV.clockOffsetMs] ?? 0) };
  const now = (): number => (frozenAtMs ?? realNow()) + clock.offsetMs;
  // `Date.now` on the original too: whoever holds it already sees the moved time as well.
  RealDate.now = now;
  const MovedDate = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget): object => {
      const made: unknown = Reflect.construct(
        target,
        args.length === 0 ? [now()] : args,
        newTarget === MovedDate ? target : newTarget,
      );
      return made instanceof RealDate ? made : new target(now());
    },
    apply: (target) => new target(now()).toString(),
  });
  RealDate.prototype.constructor = MovedDate;
  globalThis.Date = MovedDate;
  globalThis.kvHarnessClock = clock;
};
