// Choices that are the same in every run: a program is known by its number.

/** Draws from a list: mulberry32, so that a number gives one program for good. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  of<T>(list: readonly T[]): T {
    const drawn = list[Math.floor(this.#next() * list.length)];
    if (drawn === undefined) throw new Error("nothing to draw from");
    return drawn;
  }

  /** Whether the one in so many cases comes. */
  oneIn(many: number): boolean {
    return this.#next() * many < 1;
  }
}
