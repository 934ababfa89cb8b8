// What `#…` can name in a file, as GitHub shows it.

export interface Anchor {
  /** Of a heading, as it is written. */
  readonly heading?: string;
  readonly anchor: string;
}

/** Headings in code blocks are code. */
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "");

/** GitHub keeps letters, digits, `_`, `-` and blanks of a heading; the blanks become `-`. */
export const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");

function headingAnchors(text: string): Anchor[] {
  const counts = new Map<string, number>();
  return [...withoutCode(text).matchAll(/^#{1,6} (?<heading>.+)$/gm)].map(({ groups }) => {
    const heading = groups?.["heading"] ?? "";
    const slug = slugOf(heading);
    const before = counts.get(slug) ?? 0;
    counts.set(slug, before + 1);
    // The second heading of a name gets `-1`.
    return { heading, anchor: before === 0 ? slug : `${slug}-${before}` };
  });
}

const lineAnchors = (text: string): Anchor[] =>
  text.split("\n").map((_, position) => ({ anchor: `L${position + 1}` }));

export const anchorsOf = (path: string, text: string): readonly Anchor[] =>
  path.endsWith(".md") ? headingAnchors(text) : lineAnchors(text);
