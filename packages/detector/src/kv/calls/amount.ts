/** What is known of a number (of seconds, of milliseconds) or of what stands in its place. */
export interface Amount {
  /** The number or text itself; `undefined` where it is only known when the program runs. */
  readonly value?: number | string;
  /** Whether it is `undefined` or `null`. */
  readonly isAbsent?: boolean;
  /** Whether it is a string. */
  readonly isText?: boolean;
  /** The unit where it is a point in time on the system's clock: `Date.now()` and what is reckoned from it. */
  readonly instant?: "milliseconds" | "seconds";
  /** The power of 1000 that it was multiplied by, evidently to make milliseconds of seconds. */
  readonly thousands?: number;
  /** Whether it is a difference of times divided without rounding. */
  readonly isUnrounded?: boolean;
}

/** A value of which nothing is known. */
export const UNKNOWN: Amount = {};

/** What is left of an amount where a condition decides whether it gets here: its unit, not its size. */
export const unitOf = ({ instant, thousands, isUnrounded, isText, value }: Amount): Amount => ({
  ...(instant === undefined ? {} : { instant }),
  ...(thousands === undefined ? {} : { thousands }),
  ...(isUnrounded === undefined ? {} : { isUnrounded }),
  ...(isText === undefined || typeof value === "string" ? {} : { isText }),
});

/** How many milliseconds a second has: the factor that turns the one into the other. */
const MS_PER_SECOND = 1000;

type Operator = "+" | "-" | "*" | "/" | "%" | "**";

export const isOperator = (operator: string): operator is Operator => /^(?:[-+*/%]|\*\*)$/.test(operator);

/** An arithmetic operation on two amounts. */
export function combine(operator: Operator, left: Amount, right: Amount): Amount {
  const value = calculate(operator, left.value, right.value);
  const sized: Amount = value === undefined ? {} : { value };
  if (operator === "+" && (left.isText === true || right.isText === true)) return { ...sized, isText: true };
  switch (operator) {
    case "*":
      return { ...sized, ...multiplied(left, right) };
    case "/":
      return { ...sized, ...(right.value === MS_PER_SECOND ? inSeconds(left) : {}) };
    case "+":
      return { ...sized, ...sum(left, right) };
    case "-":
      return { ...sized, ...difference(left, right) };
    default:
      return sized;
  }
}

function calculate(
  operator: Operator,
  left: Amount["value"],
  right: Amount["value"],
): number | string | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) return `${left}${right}`;
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "**":
      return a ** b;
  }
}

function multiplied(left: Amount, right: Amount): Amount {
  const [factor, other] = right.value === MS_PER_SECOND ? [right, left] : [left, right];
  if (factor.value === MS_PER_SECOND) {
    if (other.instant === "seconds") return { instant: "milliseconds" };
    if (other.instant !== undefined) return UNKNOWN;
    return { thousands: 1 + (other.thousands ?? 0) };
  }
  const thousands = (left.thousands ?? 0) + (right.thousands ?? 0);
  return left.instant === undefined && right.instant === undefined && thousands > 0 ? { thousands } : UNKNOWN;
}

/** An amount divided by 1000. */
function inSeconds({ instant, thousands, isUnrounded }: Amount): Amount {
  if (instant === "milliseconds") return { instant: "seconds", isUnrounded: true };
  if (instant !== undefined || thousands === undefined) return UNKNOWN;
  // A difference of times is counted as one multiplication that was not written.
  return {
    ...(thousands > 1 ? { thousands: thousands - 1 } : {}),
    ...(isUnrounded === true ? { isUnrounded } : {}),
  };
}

function sum(left: Amount, right: Amount): Amount {
  if (left.instant !== undefined && right.instant !== undefined) return UNKNOWN;
  const [time, span] = left.instant === undefined ? [right, left] : [left, right];
  if (time.instant !== undefined)
    return {
      instant: time.instant,
      ...(time.isUnrounded === true || span.isUnrounded === true ? { isUnrounded: true } : {}),
    };
  return together(left, right);
}

function difference(left: Amount, right: Amount): Amount {
  if (right.instant === undefined) {
    if (left.instant === undefined) return together(left, right);
    // `Date.now() - startedAt` is a span: only what is known not to be a time leaves a point in time.
    return right.value !== undefined || (right.thousands ?? 0) > 0 ? sum(left, right) : UNKNOWN;
  }
  // What the clock is taken from has to be in the clock's own unit.
  if (left.instant !== undefined && left.instant !== right.instant) return UNKNOWN;
  const isUnrounded =
    right.instant === "milliseconds" || right.isUnrounded === true || left.isUnrounded === true;
  return {
    ...(right.instant === "milliseconds" ? { thousands: 1 } : {}),
    ...(isUnrounded ? { isUnrounded: true } : {}),
  };
}

/** What two amounts of one unit have in common. */
export function together(left: Amount, right: Amount): Amount {
  const thousands = Math.max(left.thousands ?? 0, right.thousands ?? 0);
  const instant = left.instant ?? right.instant;
  return {
    ...(thousands > 0 ? { thousands } : {}),
    ...(instant === undefined ? {} : { instant }),
    ...(left.isUnrounded === true || right.isUnrounded === true ? { isUnrounded: true } : {}),
  };
}
