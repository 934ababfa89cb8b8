import type { AbstractValue } from "../call-context.js";
import { cut, HOLE, isText } from "./static-text.js";
import type { StaticText } from "./static-text.js";

/** A string with holes: static text, and what is only known when the program runs. */
export type Pattern = readonly (StaticText | AbstractValue)[];

/** One text for a pattern, every hole being the given character: for matching with regular expressions. */
export const flatten = (pattern: Pattern, hole: string): string =>
  pattern.map((part) => (isText(part) ? part.text : hole)).join("");

/** The part of a pattern between two offsets of its flattened text. @param keepsStart whether an empty text that stands before it counts, too */
export function slicePattern(pattern: Pattern, start: number, end: number, keepsStart = false): Pattern {
  const parts: Pattern[number][] = [];
  let position = 0;
  for (const part of pattern) {
    const length = isText(part) ? part.text.length : HOLE.length;
    if (isText(part)) {
      const inside = cut(part, Math.max(0, start - position), Math.max(0, end - position));
      const isStart = keepsStart && parts.length === 0 && length > 0 && position + length === start;
      if (inside.text !== "" || isStart) parts.push(inside);
    } else if (position >= start && position < end) parts.push(part);
    position += length;
  }
  return parts;
}

/** Whether a pattern can be a text: each hole can be any. */
export const canBe = (pattern: Pattern, text: string): boolean =>
  new RegExp(`^${pattern.map((part) => (isText(part) ? literally(part.text) : "[^]*")).join("")}$`).test(
    text,
  );

const literally = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
