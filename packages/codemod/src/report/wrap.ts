import wrapAnsi from "wrap-ansi";

/** Below this, breaking at words makes a text only longer. */
const MIN_COLUMNS = 40;

/** Breaks lines at words where a terminal would break them anywhere; what follows stands under its line's text. */
export function wrapLines(text: string, columns: number): string {
  if (columns < MIN_COLUMNS) return text;
  return text
    .split("\n")
    .map((line) => {
      if (line.length <= columns) return line;
      const lead = /^ *(?:- )?/.exec(line)?.[0] ?? "";
      const [first = "", ...rest] = wrapAnsi(line.slice(lead.length), columns - lead.length).split("\n");
      return [lead + first, ...rest.map((each) => " ".repeat(lead.length) + each)].join("\n");
    })
    .join("\n");
}
