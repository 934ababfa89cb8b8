import { optionsOf, positiveOrAbsent, refuseNumber } from "../check.js";
import { ttlSeconds } from "../server-ttl.js";

/**
 * What a store is told of an expiry, checked.
 * @param more the names of what else it may be told
 * @throws TypeError | RangeError where it is none that the service takes
 */
export function toldTtl(options: unknown, ...more: readonly string[]): number | undefined {
  if (options === undefined) return undefined;
  const { expirationTtl } = optionsOf(options, ["expirationTtl", ...more]);
  const seconds = positiveOrAbsent("expirationTtl", expirationTtl);
  return seconds === undefined || ttlSeconds(seconds) === seconds
    ? seconds
    : refuseNumber("expirationTtl", "whole seconds, at most 9223372036", seconds);
}
