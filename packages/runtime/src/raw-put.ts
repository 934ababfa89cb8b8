import { refuse } from "./check.js";
import type { EncodeOptions } from "./envelope.js";
import { secondsUntil, ttlSeconds } from "./server-ttl.js";

/** What writing needs of a raw store. `R` is what its `put` gives. */
export interface RawWriter<R = unknown> {
  put(key: string, value: string): PromiseLike<R> | R;
}

/** What a raw store is told beside a text, by the name that the edge runtime's binding has for it. */
export interface RawPutOptions {
  /** Whole seconds, 1 to 9,223,372,036, after which the service is to delete the key. Left out: never. */
  readonly expirationTtl?: number;
}

/** Whether the service is to expire an entry as well. */
export interface ServerTtlOption {
  /**
   * Tells the service too when the entry ends, in whole seconds and never earlier, so that it costs no storage
   * afterwards. The envelope stays what it is: reads check it, and it can be asked. False if left out.
   *
   * The raw store gets `{ expirationTtl }` as the third argument of its `put`. A namespace without support for
   * `ttl_secs` refuses the write (409); `@telnyx/edge-runtime` before 0.2.2, and a raw store that takes no third
   * argument, leave the entry to the next read or sweep.
   */
  readonly serverTtl?: boolean | undefined;
}

/**
 * Stores a text, and has it expire where that is asked for.
 * @param laterSeconds how much longer than the envelope says the service is to keep it
 * @throws TypeError | RangeError where the expiry is none that the service takes, or has passed
 */
export function putRaw<R>(
  store: RawWriter<R>,
  key: string,
  text: string,
  options: EncodeOptions & ServerTtlOption,
  laterSeconds = 0,
): PromiseLike<R> | R {
  const expirationTtl = secondsFor(options, laterSeconds);
  if (expirationTtl === undefined) return store.put(key, text);
  // One that takes no third argument does not see it.
  const telling: { put(key: string, text: string, options: RawPutOptions): PromiseLike<R> | R } = store;
  return telling.put(key, text, { expirationTtl });
}

/** @throws TypeError where it is neither asked for nor declined */
export function assertServerTtl(serverTtl: unknown): void {
  if (serverTtl !== undefined && typeof serverTtl !== "boolean")
    refuse("serverTtl", "true or false", serverTtl);
}

function secondsFor(
  { serverTtl, ttlSeconds: ttl, expiresAtMs, now }: EncodeOptions & ServerTtlOption,
  laterSeconds: number,
): number | undefined {
  assertServerTtl(serverTtl);
  if (serverTtl !== true) return undefined;
  const seconds = ttlSeconds(ttl) ?? secondsUntil(expiresAtMs, { now });
  return seconds === undefined ? undefined : ttlSeconds(seconds + laterSeconds);
}
