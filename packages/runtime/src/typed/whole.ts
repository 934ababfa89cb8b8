import { isLost, refuseJson } from "../check.js";
import { isObject } from "../json.js";

/**
 * Throws, with the path to it, where `given` holds what JSON would drop or empty: a map in a property, a function, a
 * BigInt in a list. What JSON merely writes in another way (a date, NaN) is not meant.
 */
export function assertWhole(name: string, given: unknown): void {
  let lost: Lost | undefined;
  try {
    lost = lostIn(given);
  } catch (error) {
    // Deeper than the stack, or in a circle: that is for JSON to judge.
    if (error instanceof RangeError) return;
    throw error;
  }
  if (lost) refuseJson(name + lost.path, lost.given);
}

interface Lost {
  readonly path: string;
  readonly given: unknown;
}

function lostIn(given: unknown): Lost | undefined {
  switch (typeof given) {
    case "object":
      return isObject(given) ? lostInObject(given) : undefined;
    case "function":
    case "symbol":
      return { path: "", given };
    case "bigint":
      // Some programs teach BigInt a `toJSON`.
      return "toJSON" in BigInt.prototype ? undefined : { path: "", given };
    default:
      return undefined;
  }
}

function lostInObject(given: Readonly<Record<string, unknown>>): Lost | undefined {
  if (Array.isArray(given)) {
    for (let index = 0; index < given.length; index++) {
      const each: unknown = given[index];
      // Called for what may hold something, and not for each text and number.
      const lost = mayLose(each) ? lostIn(each) : undefined;
      if (lost) return { path: `[${index}]${lost.path}`, given: lost.given };
    }
    return undefined;
  }
  const { toJSON } = given;
  if (typeof toJSON === "function")
    return given instanceof Date ? undefined : lostIn(Reflect.apply(toJSON, given, [""]));
  if (!isPlain(given) && isLost(given)) return { path: "", given };
  for (const key of Object.keys(given)) {
    const each = given[key];
    const lost = mayLose(each) ? lostIn(each) : undefined;
    if (lost) return { path: pathOf(key) + lost.path, given: lost.given };
  }
  return undefined;
}

function mayLose(given: unknown): boolean {
  return typeof given !== "string" && typeof given !== "number" && typeof given !== "boolean";
}

function isPlain(given: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(given);
  return prototype === Object.prototype || prototype === null;
}

function pathOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
