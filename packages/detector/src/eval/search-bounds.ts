import type { TSESTree } from "@typescript-eslint/utils";
import { Memo } from "./memo.js";
import type { Answers, Place } from "./memo.js";

/** How many expressions are followed in a row. */
const MAX_DEPTH = 40;
/** How many steps one question may take: a bound on hostile input, far above real code. */
const MAX_STEPS = 4000;
/** How many steps a program may take beyond its plain work, before calls are only looked at as they stand. */
const MAX_TOTAL = 100_000;
/** How many more for each of its files, */
const MORE_A_FILE = 4_000;
/** up to some seconds of work. What is needed beyond it grows with the ways through a program, not with its size. */
const MAX_BUDGET = 300_000;
/** How many steps of a question are plain work, which is not charged: most take fewer than ten. */
const PLAIN_STEPS = 50;
/** How many such questions a program has for each of its calls: what it runs, whether it writes, reads, how that is rewritten. */
const QUESTIONS_A_CALL = 8;
/** How deep questions may lead to questions: `a = a.next()` has no end of its own. */
const MAX_NESTING = 60;

/** Keeps a search finite: how deep it goes, how many steps it takes. */
export class SearchBounds<F, S> {
  readonly memo: Memo<F, S>;
  /** Where the files had had their share of work. */
  givenUpAt: TSESTree.Node | undefined;
  private files = 0;
  /** How many more questions have their plain work free. */
  private freeQuestions = 0;
  /** The call that is looked at, or the outermost of those through which it is. */
  at: TSESTree.Node | undefined;
  private hasRunOut = false;
  private depth = 0;
  private steps = 0;
  private total = 0;
  private nesting = 0;

  /** @param timesSkipped grows whenever something was left out of an answer for the moment. */
  constructor(timesSkipped: () => number) {
    this.memo = new Memo(timesSkipped);
  }

  /**
   * Follows a place unless that is under way already (`cycle`), or too deep or long (`opaque`).
   * An answer that no bound has cut short holds for every question, and is kept.
   */
  follow<T>(answers: Answers<F, S, T>, place: Place<F>, cycle: T, opaque: T, run: () => T): T {
    return this.memo.answer(answers, place, cycle, () => {
      if (this.depth >= MAX_DEPTH) return this.cut(opaque);
      this.depth += 1;
      this.at ??= place.node;
      try {
        return this.bounded(opaque, run);
      } finally {
        this.depth -= 1;
      }
    });
  }

  private cut<R>(otherwise: R): R {
    this.memo.cutShort();
    return otherwise;
  }

  /** Gives the search a further file's share of work. */
  addFile(calls: number): void {
    this.files += 1;
    this.freeQuestions += QUESTIONS_A_CALL * calls;
  }

  /** Whether the files have had their share of work: what is left is looked at without its callers. Once true it stays so. */
  get isExhausted(): boolean {
    return this.hasRunOut;
  }

  /** Ends the search: there is more than is looked at. */
  runOut(): void {
    this.hasRunOut = true;
    this.givenUpAt ??= this.at;
  }

  /**
   * Runs a question that a program has in proportion to its size: its plain work is not charged. So a large program
   * is followed to its end, and only a tangled one, which takes many more steps than it has calls, runs out.
   * @param isPlain whether the answer was worth asking for.
   */
  plainly<R>(ask: () => R, isPlain: (answer: R) => boolean = () => true): R {
    const before = this.total;
    const answer = ask();
    if (this.freeQuestions > 0 && isPlain(answer)) {
      this.freeQuestions -= 1;
      this.total -= Math.min(this.total - before, PLAIN_STEPS);
    }
    return answer;
  }

  /** What of its work the search has used up: at 1, calls are looked at without their callers. */
  get share(): number {
    return this.total / this.budget;
  }

  /** How many steps the search may take. */
  get budget(): number {
    return Math.min(MAX_TOTAL + MORE_A_FILE * this.files, MAX_BUDGET);
  }

  /** Runs a step of the search; past the bounds on depth and work the answer is `otherwise`. */
  bounded<R>(otherwise: R, step: () => R): R {
    if (this.nesting === 0) this.steps = 0;
    this.steps += 1;
    this.total += 1;
    if (this.total > this.budget) this.runOut();
    const isTooMuch = this.steps > MAX_STEPS || this.total > 2 * this.budget;
    if (this.nesting >= MAX_NESTING || isTooMuch) return this.cut(otherwise);
    this.nesting += 1;
    try {
      return step();
    } finally {
      this.nesting -= 1;
    }
  }
}
