import { styleText } from "node:util";

export type Format = Parameters<typeof styleText>[0];

/** Gives a text a colour, or leaves it plain. */
export type Style = (format: Format, text: string) => string;

/** `auto`: for a terminal that shows colours. */
type ColourWish = "never" | "always" | "auto";

/** What the user wishes: to have none weighs more than to have some. */
export function colourWish(noColor: boolean, env: NodeJS.ProcessEnv): ColourWish {
  const { NO_COLOR: none = "", FORCE_COLOR: force } = env;
  if (noColor || none !== "" || force === "0" || force === "false") return "never";
  return force === undefined ? "auto" : "always";
}

/** For `auto`, `TERM=dumb` and what else a terminal says of itself is heeded by `hasColors`. */
export function styleFor(
  stream: { readonly isTTY?: boolean; readonly hasColors?: () => boolean },
  wish: ColourWish = "auto",
): Style {
  const inColour =
    wish === "always" || (wish === "auto" && stream.isTTY === true && stream.hasColors?.() === true);
  // Decided above, for this stream; `styleText` would look at standard output.
  return (format, text) => (inColour ? styleText(format, text, { validateStream: false }) : text);
}

/** A file's name on one line of a terminal, whatever characters it holds, and in their order. */
export const displayName = (file: string): string =>
  /[\p{Cc}\p{Bidi_Control}]/u.test(file)
    ? JSON.stringify(file).replace(
        /\p{Bidi_Control}/gu,
        (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
      )
    : file;
