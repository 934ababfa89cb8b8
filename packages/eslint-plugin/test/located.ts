import type { InvalidTestCase, TestCaseError } from "@typescript-eslint/rule-tester";

/** The full location of a report. Lines and columns count from 1; `endColumn` is the column behind the last character. */
type Location = Readonly<Required<Pick<TestCaseError<string>, "line" | "column" | "endLine" | "endColumn">>>;

/**
 * Where `culprit` stands in `code`: the `nth` time, counted from 1, and without it the only time. It is looked for as a
 * whole word, so that `0` is not found in `60`. A culprit that is missing, or ambiguous without `nth`, is an error.
 */
function at(code: string, culprit: string, nth?: number): Location {
  const starts = startsOf(code, culprit);
  const start = starts[(nth ?? 1) - 1];
  if (start === undefined)
    throw new Error(
      `The culprit \`${culprit}\` is ${starts.length} times in the code, not ${nth ?? 1}:\n${code}`,
    );
  if (nth === undefined && starts.length > 1)
    throw new Error(
      `The culprit \`${culprit}\` is ${starts.length} times in the code: say which one is meant:\n${code}`,
    );
  const [line, column] = positionOf(code, start);
  const [endLine, endColumn] = positionOf(code, start + culprit.length);
  return { line, column, endLine, endColumn };
}

/** An expected error that names the text it is reported at, with the number of its occurrence if there are several. */
type LocatedError<MessageId extends string> = Omit<TestCaseError<MessageId>, keyof Location> & {
  readonly at: string | readonly [culprit: string, nth: number];
};

type LocatedCase<MessageId extends string, Options extends readonly unknown[]> = Omit<
  InvalidTestCase<MessageId, Options>,
  "name" | "errors"
> & {
  readonly name: string;
  readonly errors: readonly LocatedError<MessageId>[];
};

/** The invalid cases of a RuleTester, in which each error has its full location from the text that it names. */
export function located<MessageId extends string, Options extends readonly unknown[]>(
  // What the rule takes and reports is for the tester to say, not for the cases.
  cases: readonly LocatedCase<NoInfer<MessageId>, NoInfer<Options>>[],
): InvalidTestCase<MessageId, Options>[] {
  return cases.map(({ errors, ...rest }) => ({
    ...rest,
    errors: errors.map(({ at: culprit, ...error }) => ({
      ...error,
      ...(typeof culprit === "string" ? at(rest.code, culprit) : at(rest.code, ...culprit)),
    })),
  }));
}

function startsOf(code: string, culprit: string): number[] {
  const starts: number[] = [];
  for (let start = code.indexOf(culprit); start !== -1; start = code.indexOf(culprit, start + 1)) {
    const end = start + culprit.length;
    if (!isWithinWord(code, start) && !isWithinWord(code, end)) starts.push(start);
  }
  return starts;
}

/** Whether the characters on both sides of `index` belong to one word. */
const isWithinWord = (code: string, index: number): boolean =>
  /^\w\w$/.test(code.slice(Math.max(index - 1, 0), index + 1));

function positionOf(code: string, index: number): [line: number, column: number] {
  const lines = code.slice(0, index).split("\n");
  return [lines.length, (lines.at(-1) ?? "").length + 1];
}
