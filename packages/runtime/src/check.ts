import { isObject } from "./json.js";

/** Epoch milliseconds, or a function that gives them. Left out: `Date.now`. */
export type Clock = number | (() => number) | undefined;

/** How an error message shows what was given. */
function shown(given: unknown): string {
  if (typeof given === "string") return JSON.stringify(given);
  // String() would throw on an object without a prototype, and print a function's source.
  return isObject(given) || typeof given === "function"
    ? Object.prototype.toString.call(given)
    : String(given);
}

/** Throws: `name` is not what is allowed. A number out of range is a RangeError, a wrong type a TypeError. */
export function refuse(name: string, allowed: string, given: unknown): never {
  throw new (typeof given === "number" ? RangeError : TypeError)(
    `${name} must be ${allowed}; got ${shown(given)}`,
  );
}

/** The current epoch milliseconds by `now`; throws where that is no time, as nothing would ever expire. */
export function timeOf(now: Clock): number {
  const time: unknown = typeof now === "function" ? now() : (now ?? Date.now());
  return isFiniteNumber(time) ? time : refuse("now", "epoch milliseconds, or a function", time);
}

export function isFiniteNumber(given: unknown): given is number {
  return Number.isFinite(given);
}

/** `given` if it is a finite number above 0, `undefined` if it was left out; throws otherwise. */
export function positiveOrAbsent(name: string, given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined;
  if (isFiniteNumber(given) && given > 0) return given;
  return refuse(name, "a finite number above 0, or undefined", given);
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
  if (!Number.isSafeInteger(given) || Number(given) < 1) refuse(name, "a whole number above 0", given);
}
