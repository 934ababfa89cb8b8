import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Gives a text a colour, or leaves it plain. */
export type Style = (format: Format, text: string) => string;

/** Colours only for a terminal that shows them; `NO_COLOR` and `TERM=dumb` are heeded by `hasColors`. */
export function styleFor(stream: { readonly isTTY?: boolean; readonly hasColors?: () => boolean }): Style {
  const inColour = stream.isTTY === true && stream.hasColors?.() === true;
  // Decided above, for this stream; `styleText` would look at standard output.
  return (format, text) => (inColour ? styleText(format, text, { validateStream: false }) : text);
}

/** A file's name on one line of a terminal, whatever characters it holds. */
export const displayName = (file: string): string => (/\p{Cc}/u.test(file) ? JSON.stringify(file) : file);
