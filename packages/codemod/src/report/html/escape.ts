/** HTML that is safe to put into a page: only `html` makes it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Content = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text between tags or in a quoted attribute. A control character, a line separator or a mark that
 * turns the direction of writing is shown by its number: source that hides something must not hide it here.
 */
const escape = (text: string): string =>
  text
    .replace(
      /[^\P{Cc}\t\n]|[\u2028\u2029\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/gu,
      (hidden) => `\\u${hidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
    )
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

const rendered = (content: Content): string => {
  if (content instanceof Html) return content.text;
  if (typeof content === "string") return escape(content);
  return typeof content === "number" ? `${content}` : content.map((each) => each.text).join("");
};

/** A piece of a page: what is put in is escaped, other pieces aside. */
export const html = (strings: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(
    strings
      .map((text, position) => text + (position < contents.length ? rendered(contents[position] ?? "") : ""))
      .join(""),
  );

export const NOTHING = html``;

/** A sentence of ours, in which a pair of backticks holds code. */
export const prose = (text: string): Html =>
  html`${text.split(/`([^`]+)`/).map((part, position) => (position % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
