import type { Format } from "./spec.js";

/**
 * Gives canonical text (two spaces, double quotes, semicolons, LF) the format of a program. Canonical text has a
 * semicolon only at a line's end or before a comment there, and no quote inside a string.
 */
export function applyFormat(
  text: string,
  { indent, quote, semicolons, eol, finalNewline, comments, bom }: Format,
): string {
  let lines = text.split("\n");
  if (!comments)
    lines = lines.filter((line) => !/^\s*\/\//.test(line)).map((line) => line.replace(/ \/\/ .*$/, ""));
  lines = lines.map((line) => {
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    const code = line.slice(spaces).replaceAll('"', quote);
    return indent.repeat(spaces / 2) + (semicolons ? code : code.replace(/;(?=$| \/\/)/, ""));
  });
  return (bom ? "\uFEFF" : "") + lines.join(eol) + (finalNewline ? eol : "");
}

/** Every line of `text`, one level deeper. */
export const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");
