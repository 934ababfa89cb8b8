import { positiveOrAbsent, refuse } from "../check.js";
import { isObject } from "../json.js";
import { ttlSeconds } from "../server-ttl.js";

/**
 * What a store is told of an expiry, checked.
 * @throws TypeError | RangeError where it is none that the service takes
 */
export function toldTtl(options: unknown): number | undefined {
  if (options === undefined) return undefined;
  if (!isObject(options)) return refuse("options", "an object", options);
  const { expirationTtl } = options;
  const seconds = positiveOrAbsent("expirationTtl", expirationTtl);
  return seconds === undefined || ttlSeconds(seconds) === seconds
    ? seconds
    : refuse("expirationTtl", "whole seconds", seconds);
}
