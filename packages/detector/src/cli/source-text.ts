import type { TSESTree } from "@typescript-eslint/utils";
import { HOLE } from "../eval/text/static-text.js";

/** The stretch of source that one character of a text comes from. */
export interface Mark {
  /** The literal in which the character is written. */
  readonly literal: TSESTree.Node | undefined;
  readonly start: number;
  readonly end: number;
}

/** A text as the program puts it together, with the place in the source of each of its characters. */
export interface SourceText {
  readonly text: string;
  /** One for each UTF-16 code unit; `undefined` for what no literal spells. */
  readonly marks: readonly (Mark | undefined)[];
}

export const EMPTY: SourceText = { text: "", marks: [] };
export const UNKNOWN: SourceText = { text: HOLE, marks: [undefined] };

/** Text that stands in no literal. */
export const madeUp = (text: string): SourceText => ({
  text,
  marks: Array.from({ length: text.length }, () => undefined),
});

export const concatenated = (parts: readonly SourceText[]): SourceText => ({
  text: parts.map(({ text }) => text).join(""),
  marks: parts.flatMap(({ marks }) => marks),
});

export const sliceOf = ({ text, marks }: SourceText, start: number, end: number): SourceText => ({
  text: text.slice(start, end),
  marks: marks.slice(start, end),
});

/** The source of a stretch of a text, if it stands in one piece in one literal. */
export function placeOf({ marks }: SourceText, start: number, end: number): Mark | undefined {
  const first = marks[start];
  const last = marks[end - 1];
  if (first === undefined || last === undefined) return undefined;
  for (let position = start + 1; position < end; position += 1) {
    const [before, mark] = [marks[position - 1], marks[position]];
    // An escape gives two code units from one stretch.
    if (
      mark === undefined ||
      mark.literal !== first.literal ||
      (mark.start !== before?.end && mark.start !== before?.start)
    )
      return undefined;
  }
  return { literal: first.literal, start: first.start, end: last.end };
}

const ESCAPE = /\\(?:u\{[0-9a-f]+\}|u[0-9a-f]{4}|x[0-9a-f]{2}|\r\n|[^])|\r\n|[^]/gi;
const ESCAPED: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  "\n": "",
  "\r": "",
  "\r\n": "",
  "\u2028": "",
  "\u2029": "",
};

/**
 * Reads what stands between a literal's quotes.
 * @param raw the source text there, escapes included
 * @param start its offset in the file
 * @param isRaw whether a backslash is only a backslash, as in `String.raw`
 */
export function readLiteral(
  raw: string,
  start: number,
  literal: TSESTree.Node | undefined,
  isRaw = false,
): SourceText {
  const marks: Mark[] = [];
  let text = "";
  for (const match of raw.matchAll(isRaw ? /[^]/g : ESCAPE)) {
    const [spelled] = match;
    const value = isRaw || !spelled.startsWith("\\") ? spelled : unescaped(spelled.slice(1));
    const mark = { literal, start: start + match.index, end: start + match.index + spelled.length };
    marks.push(...Array.from({ length: value.length }, () => mark));
    text += value;
  }
  return { text, marks };
}

function unescaped(escape: string): string {
  const code = /^(?:u\{(?<braced>[0-9a-f]+)\}|[ux](?<plain>[0-9a-f]{2,4})$)/i.exec(escape)?.groups;
  const digits = code?.["braced"] ?? code?.["plain"];
  if (digits === undefined) return ESCAPED[escape] ?? escape;
  const point = Number.parseInt(digits, 16);
  return point > 0x10ffff ? "\uFFFD" : String.fromCodePoint(point);
}
