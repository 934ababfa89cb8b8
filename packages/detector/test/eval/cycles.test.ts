import { describe, expect, it } from "vitest";
import { Source } from "./source.js";

describe("variables", () => {
  it("that are given each other keep their own values", () => {
    const source = new Source(`let a = 1; let b = 2; a = b; b = a; a; b;`);
    expect(source.valuesOf(1)).toEqual(["1", "2"]);
    expect(source.valuesOf()).toEqual(["1", "2"]);
  });

  it("stand for the same whichever is asked for first", () => {
    const text = `let a = 1; let b = 2; let c = 3; a = b; b = c; c = a; c = b; a; b; c;`;
    for (const first of [0, 1, 2]) {
      const source = new Source(text);
      source.valuesOf(first);
      for (const fromEnd of [0, 1, 2]) expect(source.valuesOf(fromEnd)).toEqual(["1", "2", "3"]);
    }
  });
});

describe("functions", () => {
  it("that call each other give what one of them returns", () => {
    const source = new Source(`
      function even(n) { return n === 0 ? "even" : odd(n - 1); }
      function odd(n) { return n === 0 ? "odd" : even(n - 1); }
      even(4);
      odd(4);
    `);
    expect(source.valuesOf(1)).toEqual(['"even"', '"odd"']);
    expect(source.valuesOf()).toEqual(['"even"', '"odd"']);
  });

  it("that hand each other on are found through a table of them", () => {
    const source = new Source(`
      const steps = { start: () => steps.middle(), middle: () => steps.end(), end: () => steps.start ?? steps.end };
      steps.start();
    `);
    expect(source.valuesOf()).toEqual(["function"]);
  });
});

describe("members", () => {
  it("of classes that make each other are found", () => {
    const source = new Source(`
      class Left { right = new Right(); name = "left"; }
      class Right { get left() { return new Left(); } name = "right"; }
      new Left().right.left.right.name;
    `);
    expect(source.valuesOf()).toEqual(['"right"']);
  });
});

describe("the work", () => {
  /** Functions in a ring, each of which returns what each of the next few returns. */
  const ring = (size: number, reach: number): string => {
    const calls = (from: number): string =>
      Array.from({ length: reach }, (_, step) => `step${(from + step + 1) % size}`).join(" ?? ");
    const steps = Array.from({ length: size }, (_, at) => `let step${at} = ${at}; step${at} = ${calls(at)};`);
    return `${steps.join("\n")}\nstep0;`;
  };

  it.each([
    [12, 2],
    [9, 3],
  ])("in a ring of %i, each leading to %i others, grows with its places", (size, reach) => {
    const source = new Source(ring(size, reach));
    source.valuesOf();
    const { places, evaluations } = source.work;
    expect(places).toBeGreaterThan(size);
    expect(evaluations).toBeLessThanOrEqual(2 * places);
  });
});
