import { distance } from "fastest-levenshtein";

/** A hint for somebody who wrote a key that there is not; empty if none is like it. */
export function didYouMean(unknown: string, known: readonly string[]): string {
  const nearest = known.find((key) => distance(key.toLowerCase(), unknown.toLowerCase()) <= 2);
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
}
