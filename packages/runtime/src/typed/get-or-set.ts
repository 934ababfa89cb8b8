import { isFiniteNumber, optionsOf, positiveOrAbsent, refuse, refuseNumber } from "../check.js";
import type { Decoded } from "../decode.js";
import type { EncodeOptions } from "../envelope.js";
import type { PutOptions } from "../store.js";
import { isObject } from "../json.js";
import { reasonOf } from "../stores/retry.js";
import type { Overtakable, Traffic } from "./traffic.js";

/** What a loader is told. */
export interface MakeContext {
  /** Aborted when every caller that waits has given up: nobody takes the value then, and it is not stored. */
  readonly signal: AbortSignal;
}

/** How `getOrSet` stores what it makes, and what it gives meanwhile. `ttlSeconds` is at least 1. */
export interface GetOrSetOptions extends Omit<PutOptions, "now"> {
  /**
   * An entry that expired less than this many seconds ago is given at once, and made anew behind the
   * caller's back (see `waitUntil`). Left out: what has expired is waited for. `get` and a sweep know
   * nothing of it: they delete what has expired.
   */
  readonly staleWhileRevalidateSeconds?: number | undefined;
  /**
   * Gets what goes on behind the caller's back, for a platform that ends a function with its answer.
   * The promise rejects where that fails; without `waitUntil` such an error is dropped, and the next
   * call tries again.
   */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /**
   * A share of `ttlSeconds`, from 0 to below 1, by which the entry may end earlier, at random: so that
   * entries made together do not expire together. Never below one second.
   */
  readonly jitter?: number | undefined;
  /**
   * How many seconds a `null` is kept at most: "there is no such thing" is often true for a moment
   * only. 0: it is not stored at all. Left out: as long as any other value.
   */
  readonly negativeTtlSeconds?: number | undefined;
  /**
   * Ends the wait of this caller with the signal's reason. Others who wait for the same value go on;
   * the loader goes on as long as there is one (see {@link MakeContext}).
   */
  readonly signal?: AbortSignal | undefined;
}

const OPTIONS: readonly (keyof GetOrSetOptions)[] = [
  "ttlSeconds",
  "expiresAtMs",
  "metadata",
  "serverTtl",
  "staleWhileRevalidateSeconds",
  "waitUntil",
  "jitter",
  "negativeTtlSeconds",
  "signal",
];

/** What the flights of a typed store need of it. */
export interface FlightPlan<Output> {
  readonly traffic: Traffic;
  /** What is stored, expired or not. */
  readonly read: (key: string) => Promise<Decoded | undefined>;
  readonly isExpired: (entry: Decoded, afterMs: number) => boolean;
  /** The value of an entry, in an object; `null` where it is to count as missing. */
  readonly judge: (key: string, entry: Decoded) => Promise<{ readonly value: Output } | null>;
}

/** What a loader gave: the value as a hit would give it, and how to store it (left out: not at all). */
export interface Made<Output> {
  readonly value: Output;
  readonly expiresAtMs: number | undefined;
  readonly write: (() => Promise<void>) | undefined;
}

/** One look at a key, and one run of a loader, for all who ask meanwhile. */
interface Flight<Output> extends Overtakable {
  readonly found: Promise<Decoded | undefined>;
  readonly fresh: Promise<Output>;
  /** Whether what was made has expired while it is still being written. */
  readonly isLate: () => boolean;
  readonly join: (signal: AbortSignal | undefined) => () => void;
}

/** The flights of one typed store. */
export function flights<Output>(
  plan: FlightPlan<Output>,
): (
  key: string,
  make: (context: MakeContext) => Promise<Made<Output>>,
  options: Pick<GetOrSetOptions, "staleWhileRevalidateSeconds" | "waitUntil" | "signal">,
) => Promise<Output> {
  const running = new Map<string, Flight<Output>>();
  return async (key, make, { staleWhileRevalidateSeconds: staleSeconds = 0, waitUntil, signal }) => {
    if (signal?.aborted) throw reasonOf(signal);
    let flight = running.get(key);
    if (!flight || flight.isLate()) {
      const made = launch(plan, key, make, () => {
        if (running.get(key) === made) running.delete(key);
      });
      running.set(key, (flight = made));
    }
    const { found, fresh, join } = flight;
    const leave = join(signal);
    const stale = async (): Promise<{ readonly value: Output } | null> => {
      const entry = staleSeconds > 0 ? await found : undefined;
      return entry && !plan.isExpired(entry, staleSeconds * 1000) ? await plan.judge(key, entry) : null;
    };
    return await unlessAborted(signal, leave, async () => {
      const old = await stale();
      if (!old) return await fresh;
      // From here on the loader runs for the store, and not for this caller.
      join(undefined);
      waitUntil?.(fresh);
      return old.value;
    });
  };
}

function launch<Output>(
  { traffic, read, isExpired, judge }: FlightPlan<Output>,
  key: string,
  make: (context: MakeContext) => Promise<Made<Output>>,
  onLeave: () => void,
): Flight<Output> {
  const controller = new AbortController();
  const { signal } = controller;
  let isOvertaken = false;
  let callers = 0;
  let end: number | undefined;
  const find = async (): Promise<Decoded | undefined> => {
    // What was written before in this process is seen.
    await traffic.settled(key);
    return await read(key);
  };
  const found = find();
  const fly = async (): Promise<Output> => {
    const entry = await found;
    const alive = entry && !isExpired(entry, 0) ? await judge(key, entry) : null;
    if (alive) return alive.value;
    if (signal.aborted) throw reasonOf(signal);
    const { value, expiresAtMs, write } = await make({ signal });
    end = expiresAtMs;
    if (write) await traffic.inTurn(key, async () => (isOvertaken ? undefined : write()));
    return value;
  };
  const fresh = fly().finally(() => {
    onLeave();
    traffic.end(key, flight);
  });
  // Those who wait hear of it; it may also be that nobody does.
  fresh.catch(() => undefined);
  const flight: Flight<Output> = {
    found,
    fresh,
    isLate: () => isExpired({ value: undefined, expiresAtMs: end, metadata: undefined }, 0),
    overtake: () => {
      isOvertaken = true;
      // Who asks from now on is not to get what was made of older things.
      onLeave();
    },
    join: (caller) => {
      callers++;
      return () => {
        if (--callers > 0) return;
        flight.overtake();
        controller.abort(reasonOf(caller));
      };
    },
  };
  traffic.begin(key, flight);
  return flight;
}

async function unlessAborted<T>(
  signal: AbortSignal | undefined,
  leave: () => void,
  work: () => Promise<T>,
): Promise<T> {
  if (!signal) return await work();
  let stop: () => void = leave;
  try {
    return await Promise.race([
      work(),
      new Promise<never>((_resolve, reject) => {
        stop = () => {
          leave();
          reject(reasonOf(signal));
        };
        signal.addEventListener("abort", stop);
      }),
    ]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The options, checked, with the end that `made` is to have. */
export function endOf(
  { ttlSeconds, expiresAtMs, jitter = 0, negativeTtlSeconds }: GetOrSetOptions,
  made: unknown,
  now: () => number,
): Pick<EncodeOptions, "ttlSeconds" | "expiresAtMs"> {
  // 0: it is not stored at all.
  if (made === null && negativeTtlSeconds) {
    const until = now() + negativeTtlSeconds * 1000;
    return isFiniteNumber(expiresAtMs)
      ? { expiresAtMs: Math.min(expiresAtMs, until) }
      : { ttlSeconds: Math.min(ttlSeconds ?? Infinity, negativeTtlSeconds) };
  }
  if (!isFiniteNumber(ttlSeconds) || jitter === 0) return { ttlSeconds, expiresAtMs };
  return { ttlSeconds: Math.max(1, ttlSeconds * (1 - jitter * Math.random())) };
}

/** Throws on an option that is not what is allowed; the expiry itself is checked where it is used. */
export function assertGetOrSetOptions(given: unknown): void {
  const options = optionsOf(given, OPTIONS);
  const { jitter, negativeTtlSeconds, signal, waitUntil } = options;
  positiveOrAbsent("staleWhileRevalidateSeconds", options["staleWhileRevalidateSeconds"]);
  if (jitter !== undefined && !(isFiniteNumber(jitter) && jitter >= 0 && jitter < 1))
    refuseNumber("jitter", "a share from 0 to below 1", jitter);
  if (jitter !== undefined && isFiniteNumber(options["expiresAtMs"]))
    refuseNumber("jitter", "left out beside expiresAtMs", jitter);
  if (
    negativeTtlSeconds !== undefined &&
    !(isFiniteNumber(negativeTtlSeconds) && (negativeTtlSeconds === 0 || negativeTtlSeconds >= 1))
  )
    refuseNumber("negativeTtlSeconds", "0 or at least 1", negativeTtlSeconds);
  if (signal !== undefined && !(isObject(signal) && typeof signal["addEventListener"] === "function"))
    refuse("signal", "an AbortSignal", signal);
  if (waitUntil !== undefined && typeof waitUntil !== "function")
    refuse("waitUntil", "a function", waitUntil);
}
