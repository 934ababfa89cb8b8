import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound, AbstractValue } from "../call-context.js";

/** Stands in a text for what is only known when the program runs: a private-use character, which no real URL, key or command contains. */
export const HOLE = "\uE000";

/** A static part of a string, and where it is written. */
export interface StaticText {
  readonly text: string;
  /** `undefined` where no one wrote it as it is: it was put together, changed by a call, or is only one of several values. */
  readonly source: TextSource | undefined;
  /** Whether it is percent-encoded where it becomes part of a URL: it is still as it was before. */
  readonly isEncoded?: boolean;
}

/** The literal, template element or other static expression that a text comes from. */
interface TextSource extends Bound {
  /** Where in the source's value the text begins. */
  readonly start: number;
}

export const isText = (part: StaticText | Bound | TSESTree.Node): part is StaticText => "text" in part;

/** A text as a node says it. */
export const written = (text: string, { node, callContext }: Bound): StaticText => ({
  text,
  source: { node, callContext, start: 0 },
});

/** A text that stands nowhere in the source. */
export const synthetic = (text: string): StaticText => ({ text, source: undefined });

/** A part of a text. */
export const cut = ({ text, source, ...rest }: StaticText, start: number, end = text.length): StaticText => ({
  ...rest,
  text: text.slice(start, end),
  source: source === undefined ? undefined : { ...source, start: source.start + start },
});

/** A pattern without what its first and last texts begin and end with. */
export function cutEnds(
  pattern: readonly (StaticText | AbstractValue)[],
  head: RegExp,
  tail?: RegExp,
): readonly (StaticText | AbstractValue)[] {
  const [first] = pattern;
  const last = pattern.at(-1);
  const headless =
    first !== undefined && isText(first)
      ? [cut(first, head.exec(first.text)?.[0].length ?? 0), ...pattern.slice(1)]
      : pattern;
  if (tail === undefined || last === undefined || !isText(last)) return headless;
  const end = headless.at(-1);
  return end !== undefined && isText(end)
    ? [...headless.slice(0, -1), cut(end, 0, end.text.length - (tail.exec(end.text)?.[0].length ?? 0))]
    : headless;
}
