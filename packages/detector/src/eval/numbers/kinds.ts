/**
 * What an expression can give where a number above 0 (of seconds, of epoch seconds) is expected. A set of
 * these is all that it can give; more than one where it depends on how the program runs.
 */
export type Kind =
  /** A number, as far as is known above 0. */
  | "number"
  /** Text, as far as is known of a number: `"60"`. */
  | "text"
  /** Text of a missing value: `String(undefined)`. */
  | "text of nothing"
  /** `undefined`. */
  | "absent"
  | "null"
  /** 0, `false`, `""`: a program that has it in the place of a ttl means "for good". */
  | "falsy"
  /** `NaN`, which JSON makes `null` of: what is reckoned with a missing value. */
  | "NaN"
  /** What an envelope can't take: -1, `Infinity`, `true`, text of no number. */
  | "refused"
  /** A date or another object. */
  | "object"
  | "unknown";

export type Kinds = ReadonlySet<Kind>;

/** What `??` passes over. */
export const ABSENT = ["absent", "null"] as const;
/** What `||` passes over besides. */
export const FALSY = ["falsy", "NaN"] as const;

export const kinds = (...all: Kind[]): Kinds => new Set(all);

export const union = (all: readonly Kinds[]): Kinds => new Set(all.flatMap((each) => [...each]));

export const without = (given: Kinds, ...removed: Kind[]): Kinds =>
  new Set([...given].filter((kind) => !removed.includes(kind)));

export const only = (given: Kinds, ...kept: Kind[]): Kinds =>
  new Set([...given].filter((kind) => kept.includes(kind)));

export const hasAny = (given: Kinds, ...looked: Kind[]): boolean => looked.some((kind) => given.has(kind));

/** Whether an expression gives this and no other, as far as is known. */
export const isNothingBut = (given: Kinds, kind: Kind): boolean => given.size === 1 && given.has(kind);

/** Whether an expression can give nothing at all or what stands for it. */
export const mayBeNothing = (given: Kinds): boolean => hasAny(given, ...ABSENT, ...FALSY);

/** Whether it can give what stands for nothing, and is no `undefined` or `null`. */
export const mayStandForNothing = (given: Kinds): boolean => hasAny(given, ...FALSY);

/** Whether it gives something or other, but nothing ever that counts. */
export const isForGood = (given: Kinds): boolean =>
  given.size > 0 && without(given, ...ABSENT, ...FALSY).size === 0;

/** What a value that is written out is. */
export function kindsOfValue(value: unknown): Kinds {
  switch (typeof value) {
    case "undefined":
      return kinds("absent");
    case "number":
      if (value === 0) return kinds("falsy");
      if (Number.isNaN(value)) return kinds("NaN");
      return kinds(value > 0 && value < Infinity ? "number" : "refused");
    case "string":
      if (value === "") return kinds("text", "falsy");
      return kinds(Number(value) > 0 ? "text" : "refused");
    case "boolean":
      return kinds(value ? "refused" : "falsy");
    case "object":
      return kinds(value === null ? "null" : "object");
    default:
      return kinds("refused");
  }
}
