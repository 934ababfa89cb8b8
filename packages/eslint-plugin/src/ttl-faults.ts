import { MAX_TTL_SECONDS } from "@kv-envelope/detector";
import type { Amount, ExpiryTarget, KvExpiry } from "@kv-envelope/detector";

/** Epoch seconds of our time have ten digits, epoch milliseconds thirteen. */
const EPOCH_SECONDS = { from: 1e9, below: 1e10 } as const;

/** What is wrong with an expiry. */
export type TtlFault =
  | "milliseconds"
  | "instant"
  | "notPositive"
  | "fraction"
  | "unrounded"
  | "notFinite"
  | "text"
  | "tooLarge"
  | "epochSeconds";

/** What is wrong with an expiry, and what really happens then. */
export interface FaultyExpiry {
  readonly fault: TtlFault;
  readonly consequence: string;
  readonly amount: Amount;
}

/** What is certainly wrong with what a call is told about expiry; `undefined` where nothing is, or where that can't be told. */
export function faultOf(expiry: KvExpiry): FaultyExpiry | undefined {
  for (const amount of expiry.amounts) {
    const fault =
      expiry.measure === "ttlSeconds" ? faultOfTtl(expiry.target, amount) : faultOfInstant(amount);
    if (fault !== undefined) return { fault, amount, consequence: consequenceOf(fault, expiry, amount) };
  }
  return undefined;
}

/** Whether the value goes out as the text of a URL, where a number in quotes is the same as one without. */
const isQuery = (target: ExpiryTarget): boolean => target === "rest" || target === "sdk";

/** Whether it is given to a helper of ours, which throws where it is none. */
const isHelpers = (target: ExpiryTarget): boolean => target === "envelope" || target === "seconds";

function faultOfTtl(
  target: ExpiryTarget,
  { value, isText, instant, thousands, isUnrounded }: Amount,
): TtlFault | undefined {
  if (instant !== undefined) return "instant";
  if (isText === true && !isQuery(target)) return "text";
  if ((thousands ?? 0) > 0) return "milliseconds";
  if (value === undefined) return isUnrounded === true && isQuery(target) ? "unrounded" : undefined;
  if (typeof value === "string" && !/^[-+]?\d+(?:\.\d+)?$/.test(value))
    return value === "" ? undefined : "text";
  const seconds = Number(value);
  if (!Number.isFinite(seconds)) return "notFinite";
  if (seconds <= 0) return "notPositive";
  // What reckons the service's seconds makes whole ones, and no more than it takes.
  if (!Number.isInteger(seconds)) return target === "seconds" ? undefined : "fraction";
  return seconds > MAX_TTL_SECONDS && !isHelpers(target) ? "tooLarge" : undefined;
}

function faultOfInstant({ value, isText, instant }: Amount): TtlFault | undefined {
  if (instant === "seconds") return "epochSeconds";
  if (typeof value === "number" && value >= EPOCH_SECONDS.from && value < EPOCH_SECONDS.below)
    return "epochSeconds";
  if (isText === true) return "text";
  if (typeof value !== "number") return undefined;
  return Number.isFinite(value) ? (value <= 0 ? "notPositive" : undefined) : "notFinite";
}

const REFUSED = "the service answers 422";
const NO_TTL = "it sets no ttl, and the key never expires";

function consequenceOf(fault: TtlFault, { target, callee }: KvExpiry, { value, instant }: Amount): string {
  switch (fault) {
    case "milliseconds":
      return "it lives 1,000 times as long";
    case "instant":
      return instant === "milliseconds" && !isHelpers(target) ? REFUSED : "it lives for decades";
    case "fraction":
      if (target === "envelope") return "Telnyx KV itself counts whole ones";
      if (target !== "binding") return REFUSED;
      return Number(value) < 1 ? NO_TTL : `the binding rounds it down to ${Math.floor(Number(value))}`;
    case "notPositive":
      return isHelpers(target)
        ? `\`${callee}\` throws a RangeError`
        : target === "binding"
          ? NO_TTL
          : REFUSED;
    case "notFinite":
      return isHelpers(target)
        ? `\`${callee}\` throws a RangeError`
        : target === "binding"
          ? "the service has no ttl to go by"
          : REFUSED;
    case "text":
      return isHelpers(target)
        ? `\`${callee}\` throws a TypeError`
        : target === "binding"
          ? "the binding takes a number"
          : REFUSED;
    case "unrounded":
    case "tooLarge":
      return REFUSED;
    case "epochSeconds":
      return "that is in 1970, and has expired";
  }
}
