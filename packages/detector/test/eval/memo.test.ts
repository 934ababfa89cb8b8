import { parse } from "@typescript-eslint/parser";
import { describe, expect, it } from "vitest";
import { Answers, Memo } from "../../src/eval/memo.js";
import type { Place } from "../../src/eval/memo.js";

/** Which letter leads to which: `{ a: "bc" }`. One in capitals is an abstract value, and its own answer. */
type Graph = Readonly<Record<string, string>>;

/** Asks what leaves letters lead to, as the resolver asks what expressions stand for. */
class Walk {
  readonly memo: Memo<null, string>;
  readonly answers = new Answers<null, string, readonly string[]>();
  /** The letters that were worked out, in order. */
  readonly workedOut: string[] = [];
  skipped = 0;
  /** What happens when a letter is worked out. */
  on: Readonly<Record<string, () => void>> = {};
  private readonly graph: Graph;
  private readonly places = new Map<string, Place<null>>();

  constructor(graph: Graph) {
    this.graph = graph;
    this.memo = new Memo(() => this.skipped);
  }

  placeOf(letter: string): Place<null> {
    const known = this.places.get(letter);
    if (known !== undefined) return known;
    const place: Place<null> = { node: parse(letter), callContext: null };
    this.places.set(letter, place);
    return place;
  }

  ask(letter: string): readonly string[] {
    if (letter === letter.toUpperCase()) return [letter];
    return this.memo.answer(this.answers, this.placeOf(letter), [], () => {
      this.workedOut.push(letter);
      this.on[letter]?.();
      return [...new Set([...(this.graph[letter] ?? "")].flatMap((next) => this.ask(next)))].sort();
    });
  }

  /** What was worked out since the last time. */
  news(): string {
    return this.workedOut.splice(0).join("");
  }
}

describe("an answer", () => {
  it("is worked out once", () => {
    const walk = new Walk({ a: "bX", b: "Y" });
    expect(walk.ask("a")).toEqual(["X", "Y"]);
    expect(walk.news()).toBe("ab");
    expect(walk.ask("a")).toEqual(["X", "Y"]);
    expect(walk.ask("b")).toEqual(["Y"]);
    expect(walk.news()).toBe("");
  });

  it("is another one in another call context", () => {
    const memo = new Memo<string, string>(() => 0);
    const answers = new Answers<string, string, string>();
    const node = parse("a");
    const ask = (callContext: string): string =>
      memo.answer(answers, { node, callContext }, "", () => callContext);
    expect([ask("one"), ask("two"), ask("one")]).toEqual(["one", "two", "one"]);
    expect(answers).toMatchObject({ places: 2, evaluations: 2 });
  });

  it("that throws is not known, and is worked out anew", () => {
    const walk = new Walk({ a: "b", b: "aX" });
    let isBroken = true;
    walk.on = {
      b: () => {
        if (isBroken) throw new Error("broken");
      },
    };
    expect(() => walk.ask("a")).toThrow("broken");
    isBroken = false;
    walk.news();
    expect(walk.ask("a")).toEqual(["X"]);
    expect(walk.news()).toBe("ab");
  });

  it("from which something was left out for the moment is not kept, nor is what rests on it", () => {
    const walk = new Walk({ a: "bc", b: "X", c: "Y" });
    walk.on = { b: () => (walk.skipped += 1) };
    walk.ask("a");
    walk.news();
    walk.on = {};
    walk.ask("a");
    expect(walk.news()).toBe("ab");
  });

  it("that a bound has cut short is not kept, nor is what rests on it", () => {
    const walk = new Walk({ a: "bc", b: "X", c: "Y" });
    walk.on = {
      b: () => {
        walk.memo.cutShort();
      },
    };
    walk.ask("a");
    walk.news();
    walk.on = {};
    walk.ask("a");
    expect(walk.news()).toBe("ab");
  });
});

describe("a circle", () => {
  it("is walked once, and its head's answer is whole", () => {
    const walk = new Walk({ a: "bX", b: "cY", c: "aZ" });
    expect(walk.ask("a")).toEqual(["X", "Y", "Z"]);
    expect(walk.news()).toBe("abc");
    walk.ask("a");
    expect(walk.news()).toBe("");
  });

  it("has no answer kept of those inside: each is whole when it is asked for itself", () => {
    const walk = new Walk({ a: "bX", b: "cY", c: "aZ" });
    walk.ask("a");
    walk.news();
    expect(walk.ask("c")).toEqual(["X", "Y", "Z"]);
    expect(walk.ask("b")).toEqual(["X", "Y", "Z"]);
    // `a` is known by now, and `c` when `b` asks for it.
    expect(walk.news()).toBe("cb");
  });

  it("of one is its own answer's end", () => {
    const walk = new Walk({ a: "aX" });
    expect(walk.ask("a")).toEqual(["X"]);
    expect(walk.answers.evaluations).toBe(1);
  });

  it("of nothing but itself stands for nothing", () => {
    const walk = new Walk({ a: "b", b: "a" });
    expect(walk.ask("a")).toEqual([]);
    expect(walk.ask("b")).toEqual([]);
  });

  it("inside another one rests on the outer head", () => {
    // b and c go round, and both lead back to a.
    const walk = new Walk({ a: "bX", b: "cY", c: "baZ" });
    expect(walk.ask("a")).toEqual(["X", "Y", "Z"]);
    expect(walk.ask("b")).toEqual(["X", "Y", "Z"]);
    expect(walk.ask("c")).toEqual(["X", "Y", "Z"]);
  });

  it("beside its asker is settled before it", () => {
    const walk = new Walk({ a: "bd", b: "cY", c: "bZ", d: "bX" });
    expect(walk.ask("a")).toEqual(["X", "Y", "Z"]);
    // `d` finds the head `b` known.
    expect(walk.news()).toBe("abcd");
    walk.ask("b");
    walk.ask("d");
    expect(walk.news()).toBe("");
  });

  it("uses what was found of a place before its head is known", () => {
    // Both b and c lead to d, which leads back to the head.
    const walk = new Walk({ a: "bc", b: "d", c: "dX", d: "aY" });
    expect(walk.ask("a")).toEqual(["X", "Y"]);
    expect(walk.news()).toBe("abdc");
  });

  it("takes one step a place where every place leads back to the head", () => {
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const walk = new Walk(
      Object.fromEntries([...letters].map((letter, at) => [letter, `${letters.slice(at + 1, at + 3)}aX`])),
    );
    expect(walk.ask("a")).toEqual(["X"]);
    expect(walk.answers).toMatchObject({ places: letters.length, evaluations: letters.length });
  });

  it("with a bound inside keeps none of its answers", () => {
    const walk = new Walk({ a: "bX", b: "acY", c: "Z" });
    walk.on = {
      c: () => {
        walk.memo.cutShort();
      },
    };
    walk.ask("a");
    walk.news();
    walk.on = {};
    expect(walk.ask("a")).toEqual(["X", "Y", "Z"]);
    expect(walk.news()).toBe("abc");
  });
});

describe("what is missed", () => {
  it("is told again with a known answer", () => {
    const walk = new Walk({ a: "X" });
    walk.on = {
      a: () => {
        walk.memo.miss("caller");
      },
    };
    const first = walk.memo.noting(() => walk.ask("a"));
    const second = walk.memo.noting(() => walk.ask("a"));
    expect(first.missed).toEqual(new Set(["caller"]));
    expect(second).toEqual(first);
    expect(walk.answers.evaluations).toBe(1);
  });

  it("is told of a whole circle with its head's answer", () => {
    const walk = new Walk({ a: "bX", b: "a" });
    walk.on = {
      b: () => {
        walk.memo.miss("caller");
      },
    };
    walk.ask("a");
    expect(walk.memo.noting(() => walk.ask("a")).missed).toEqual(new Set(["caller"]));
  });

  it("is not told where the answer is good enough", () => {
    const walk = new Walk({ a: "X" });
    walk.on = {
      a: () => {
        walk.memo.miss("caller");
      },
    };
    expect(walk.memo.noting(() => walk.memo.contentWith(() => walk.ask("a"))).missed).toBeUndefined();
    expect(walk.memo.noting(() => walk.ask("a")).missed).toEqual(new Set(["caller"]));
  });
});

describe("a guarded question", () => {
  it("is not asked within itself", () => {
    const walk = new Walk({});
    const ask = (depth: number): string =>
      walk.memo.once(walk.placeOf("a"), "again", () => (depth === 0 ? "end" : ask(depth - 1)));
    expect([ask(0), ask(1), ask(0)]).toEqual(["end", "again", "end"]);
  });

  it("lets no answer be kept that it has cut", () => {
    const walk = new Walk({ a: "X" });
    const guarded = walk.placeOf("g");
    const seen: string[] = [];
    walk.on = { a: () => seen.push(walk.memo.once(guarded, "cut", () => "asked")) };
    walk.memo.once(guarded, undefined, () => walk.ask("a"));
    walk.ask("a");
    walk.ask("a");
    expect(seen).toEqual(["cut", "asked"]);
  });
});
