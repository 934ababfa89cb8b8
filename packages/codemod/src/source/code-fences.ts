/** Code of a page of Markdown, between two fences. Offsets are those of the page. */
export interface CodeFence {
  readonly start: number;
  readonly end: number;
  /** The line of the opening fence, from 1. */
  readonly line: number;
  /** What stands before each of its lines, in a list. */
  readonly indent: string;
  /** An extension that tells the language. */
  readonly extension: string;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  js: "js",
  javascript: "js",
  mjs: "mjs",
  cjs: "cjs",
  jsx: "jsx",
  ts: "ts",
  typescript: "ts",
  mts: "mts",
  cts: "cts",
  tsx: "tsx",
};

const OPENING = /^(?<indent>[ \t]*(?:[-*+]|\d{1,9}[.)])?[ \t]*)(?<fence>`{3,}|~{3,})[ \t]*(?<info>[^\r\n]*)$/;

/** The fences of a page that hold JavaScript or TypeScript. One without an end goes on to the end of the page. */
export function codeFencesIn(text: string): CodeFence[] {
  const found: CodeFence[] = [];
  let open:
    | (Omit<CodeFence, "end" | "extension"> & { fence: string; extension: string | undefined })
    | undefined;
  let offset = 0;
  for (const [position, line] of text.split("\n").entries()) {
    const bare = line.replace(/\r$/, "");
    const next = offset + line.length + 1;
    if (open !== undefined) {
      const closing = bare.trim();
      const isEnd =
        closing.length >= open.fence.length && closing === (open.fence[0] ?? "").repeat(closing.length);
      if (isEnd) {
        if (open.extension !== undefined) found.push(fenceOf(open, open.extension, offset));
        open = undefined;
      }
    } else {
      const { indent = "", fence = "", info = "" } = OPENING.exec(bare)?.groups ?? {};
      // Of backticks, one in what follows makes it code within a line.
      if (fence !== "" && !(fence.startsWith("`") && info.includes("`"))) {
        const language = /^\{?\.?([a-z]+)/i.exec(info)?.[1]?.toLowerCase() ?? "";
        open = {
          start: Math.min(next, text.length),
          line: position + 1,
          indent: indent.replaceAll(/\S/g, " "),
          fence,
          extension: EXTENSIONS[language],
        };
      }
    }
    offset = next;
  }
  if (open?.extension !== undefined) found.push(fenceOf(open, open.extension, text.length));
  return found;
}

const fenceOf = (
  { start, line, indent }: Pick<CodeFence, "start" | "line" | "indent">,
  extension: string,
  end: number,
): CodeFence => ({ start, end: Math.max(start, end), line, indent, extension });
