import type { JsonObject } from "./json.js";
import { isObject } from "./json.js";

/** Epoch milliseconds, or a function that gives them. Left out: `Date.now`. */
export type Clock = number | (() => number) | undefined;

/** How an error message shows what was given. */
function shown(given: unknown): string {
  if (typeof given === "string") return JSON.stringify(given);
  // String() would throw on an object without a prototype, and print a function's source.
  return isHolder(given) ? Object.prototype.toString.call(given) : String(given);
}

/** Throws: `name` is not what is allowed. */
export function refuse(
  name: string,
  allowed: string,
  given: unknown,
  Kind: ErrorConstructor = TypeError,
): never {
  throw new Kind(`${name} must be ${allowed}; got ${shown(given)}`);
}

/** Throws where a number is asked for: one out of range is a RangeError, anything else a TypeError. */
export function refuseNumber(name: string, allowed: string, given: unknown): never {
  return refuse(name, allowed, given, typeof given === "number" ? RangeError : TypeError);
}

/**
 * The options, or a TypeError where they are no object, or have a name that is none of theirs: a misspelt ttl would make
 * a key that lives for ever. (`undefined` and `null` say nothing, under any name.)
 */
export function optionsOf(options: unknown, allowed: readonly string[]): JsonObject {
  if (!isObject(options)) return refuse("options", "an object", options);
  for (const name of Object.keys(options)) {
    // What was given under it is not shown: it may be an API key.
    if (!allowed.includes(name) && (options[name] ?? null) !== null)
      refuse("options", `among ${allowed.join(", ")}`, name);
  }
  return options;
}

/** Throws where `given` lacks one of these functions. It may itself be a function, as remote stubs are. */
export function assertAble(name: string, given: unknown, methods: readonly string[]): void {
  if (!isHolder(given) || methods.some((method) => typeof Reflect.get(given, method) !== "function"))
    refuse(name, `able to ${methods.join(", ")}`, given);
}

/** Whether `given` can have properties of its own. */
export function isHolder(given: unknown): given is object {
  return isObject(given) || typeof given === "function";
}

/** The current epoch milliseconds by `now`; throws where that is no time, as nothing would ever expire. */
export function timeOf(now: Clock): number {
  const time: unknown = typeof now === "function" ? now() : (now ?? Date.now());
  return isFiniteNumber(time) ? time : refuseNumber("now", "epoch milliseconds, or a function", time);
}

export function isFiniteNumber(given: unknown): given is number {
  return Number.isFinite(given);
}

/** `given` if it is a finite number above 0, `undefined` if it was left out; throws otherwise. */
export function positiveOrAbsent(name: string, given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined;
  if (isFiniteNumber(given) && given > 0) return given;
  return refuseNumber(name, "a finite number above 0, or undefined", given);
}

// What JSON loses, or stores something else for: every primitive that gets this far, and these
// objects. By tag and not by `instanceof`, which fails for objects of another realm (test runners, vm).
const NOT_JSON = /^[^[]|^\[object (\w+(Array|Buffer|View)|\w*Function|Blob|File|Promise|Response|Map|Set)]/;

/** Throws, with the remedy, where JSON can't hold `given`. */
export function assertJson(name: string, given: unknown): void {
  if (typeof given === "string" || typeof given === "boolean" || given === null || isFiniteNumber(given))
    return;
  // Only saves the slower test for what is stored most.
  const own = isObject(given) && given["toJSON"];
  if (isObject(given) && given.constructor === Object && !own) return;
  // A `toJSON` may leave nothing to store: that of an invalid date gives null.
  if (isLost(given) || (own && /^(null|undefined)$/.test(JSON.stringify(given)))) refuseJson(name, given);
}

/** Whether JSON drops or empties `given`, which is no text, boolean, null or finite number. */
export function isLost(given: unknown): boolean {
  return NOT_JSON.test(shown(given));
}

export function refuseJson(name: string, given: unknown): never {
  refuse(name, "JSON data (null for nothing, base64 for bytes, String() for bigint)", given);
}

export function assertCount(name: string, given: unknown): void {
  if (!Number.isSafeInteger(given) || Number(given) < 1) refuseNumber(name, "a whole number above 0", given);
}
