/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The fence at the head of an Astro component, behind blanks and comments. */
const OPENING = /^(?:\s|<!--(?:(?!-->)[^])*-->)*---/;
const CLOSING = /^[ \t]*---/m;

/**
 * What stands between the first two fences of an Astro component; `undefined` where it starts with none.
 * @returns without an end where there is no second fence
 */
export function frontmatterIn(
  text: string,
): { readonly start: number; readonly end: number | undefined } | undefined {
  const [opening] = OPENING.exec(text) ?? [];
  if (opening === undefined) return undefined;
  const start = opening.length;
  const length = text.slice(start).search(CLOSING);
  return { start, end: length < 0 ? undefined : start + length };
}
