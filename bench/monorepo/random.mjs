// Chance that is the same on every machine: each file's text follows from its path alone, so a file
// is the same in a small tree and in a large one.

/** @typedef {() => number} Random a number from 0 up to, but not including, 1 */

/**
 * @param {string} seed
 * @returns {Random}
 */
export function randomFrom(seed) {
  let state = 2166136261;
  for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 16777619);
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @template T
 * @param {Random} random
 * @param {readonly T[]} from
 * @returns {T}
 */
export const pick = (random, from) => /** @type {T} */ (from[Math.floor(random() * from.length)]);

/**
 * Log-normal, as the sizes of source files are: many small ones, a few very large ones.
 * @param {Random} random
 */
export function pickSize(random, { median, spread, most }) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(most, Math.round(median * Math.exp(spread * normal)));
}
