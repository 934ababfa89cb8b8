/** The present, as a program is thought through. */
export const NOW = 1_000_000_000_000;

/** What an expression gives; of some only whether it counts as true is known. */
export type Result = { readonly value: unknown } | { readonly holds: boolean } | undefined;

/** What the platform computes of numbers alone. */
export const COMPUTED: ReadonlyMap<string, (...given: number[]) => unknown> = new Map<
  string,
  (...given: number[]) => unknown
>([
  ["Date.now", () => NOW],
  ["Number", Number],
  ["Boolean", Boolean],
  ["Number.isFinite", Number.isFinite],
  ["Number.isNaN", Number.isNaN],
  ["isFinite", isFinite],
  ["isNaN", isNaN],
  ["Math.floor", Math.floor],
  ["Math.ceil", Math.ceil],
  ["Math.round", Math.round],
  ["Math.trunc", Math.trunc],
  ["Math.max", Math.max],
  ["Math.min", Math.min],
]);

export function truthOf(result: Result): boolean | undefined {
  if (result === undefined) return undefined;
  return "holds" in result ? result.holds : Boolean(result.value);
}

export function ofUnary(operator: string, result: Result): Result {
  const truth = truthOf(result);
  if (operator === "!") return truth === undefined ? undefined : { value: !truth };
  if (result === undefined || !("value" in result)) return undefined;
  switch (operator) {
    case "typeof":
      return { value: typeof result.value };
    case "-":
      return { value: -Number(result.value) };
    case "+":
      return { value: Number(result.value) };
    default:
      return undefined;
  }
}

export function ofLogical(operator: string, left: Result, right: Result): Result {
  if (operator === "??") {
    if (left === undefined || !("value" in left)) return undefined;
    return left.value === undefined || left.value === null ? right : left;
  }
  const decides = operator === "||";
  const [one, other] = [truthOf(left), truthOf(right)];
  if (one !== undefined) return one === decides ? left : right;
  // Whatever the left side is, the right one makes it so.
  return other === decides ? { holds: decides } : undefined;
}

const RELATIONS: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map<
  string,
  (left: number, right: number) => boolean
>([
  ["<", (left, right) => left < right],
  ["<=", (left, right) => left <= right],
  [">", (left, right) => left > right],
  [">=", (left, right) => left >= right],
]);

const EQUALITIES: ReadonlyMap<string, (left: unknown, right: unknown) => boolean> = new Map<
  string,
  (left: unknown, right: unknown) => boolean
>([
  ["===", (left, right) => left === right],
  ["!==", (left, right) => left !== right],
  ["==", (left, right) => left === right || ((left ?? null) === null && (right ?? null) === null)],
  ["!=", (left, right) => left !== right && !((left ?? null) === null && (right ?? null) === null)],
]);

const ARITHMETIC: ReadonlyMap<string, (left: number, right: number) => number> = new Map<
  string,
  (left: number, right: number) => number
>([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["/", (left, right) => left / right],
]);

export function ofBinary(operator: string, left: Result, right: Result): Result {
  const [one, other] = [left, right].map((each) =>
    each !== undefined && "value" in each ? each : undefined,
  );
  const relation = RELATIONS.get(operator);
  // What is not known and compared with an end is the present, by whatever clock.
  if (relation !== undefined) {
    if (one === undefined && other === undefined) return undefined;
    return { value: relation(numberOf(one), numberOf(other)) };
  }
  if (one === undefined || other === undefined) return undefined;
  const equality = EQUALITIES.get(operator);
  if (equality !== undefined) return { value: equality(one.value, other.value) };
  const compute = ARITHMETIC.get(operator);
  return compute === undefined ? undefined : { value: compute(Number(one.value), Number(other.value)) };
}

const numberOf = (known: { readonly value: unknown } | undefined): number =>
  known === undefined ? NOW : Number(known.value);
