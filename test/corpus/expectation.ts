import { runInNewContext } from "node:vm";

/** What the first lines of a case state. */
export interface Expectation {
  readonly lines: readonly number[];
  readonly fields: readonly string[];
  /** `C` may be missed by lint without types, other files or a manifest. `undefined` for cases to be ignored. */
  readonly tier: "A" | "B" | "C" | undefined;
  /** The settings that the case needs, in the spelling of the product. */
  readonly settings: object;
}

/** @throws {Error} if the text does not begin with a well-formed expectation. */
export function readExpectation(text: string): Expectation {
  const [first = "", second = ""] = text.split(/\r?\n/);
  const settings = /^\/\/ settings: (?<literal>.+)$/.exec(second)?.groups?.["literal"];
  return { ...readVerdict(first), settings: settings === undefined ? {} : evaluate(settings) };
}

function readVerdict(line: string): Omit<Expectation, "settings"> {
  if (/^\/\/ EXPECT: ignore \| lines: none(?: \||$)/.test(line))
    return { lines: [], fields: [], tier: undefined };
  const flag =
    /^\/\/ EXPECT: flag \| lines: (?<lines>[\d,]+) \| fields: (?<fields>[^|]+) \| tier: (?<tier>[ABC])/.exec(
      line,
    )?.groups;
  const tier = flag?.["tier"];
  if (tier !== "A" && tier !== "B" && tier !== "C") throw new Error(`not an expectation: ${line}`);
  return {
    lines: (flag?.["lines"] ?? "").split(",").map(Number),
    fields: (flag?.["fields"] ?? "").trim().split(","),
    tier,
  };
}

/** An object literal as a case writes it. Copied, as what comes out of another realm is of other classes. */
function evaluate(literal: string): object {
  const copy: unknown = JSON.parse(JSON.stringify(runInNewContext(`(${literal})`)));
  if (typeof copy !== "object" || copy === null) throw new Error(`not settings: ${literal}`);
  return copy;
}
