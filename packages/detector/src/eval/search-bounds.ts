import type { TSESTree } from "@typescript-eslint/utils";

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

/** A node in a frame; two are the same only if both are. */
interface Place<F> {
  readonly node: TSESTree.Node;
  readonly frame: F;
}

interface Answer<S, T> {
  readonly value: T;
  readonly missed: ReadonlySet<S> | undefined;
}

/** Keeps a search through self-referring code finite, and notes what an answer would have needed to know. */
export class SearchBounds<F, S, T> {
  private readonly answers = new Map<F, Map<TSESTree.Node, Answer<S, T>>>();
  /** What is missed by each question that is under way, innermost last. */
  private readonly missed: (Set<S> | undefined)[] = [];
  private files = 0;
  /** How many more questions have their plain work free. */
  private freeQuestions = 0;
  private hasRunOut = false;
  private cuts = 0;
  private readonly active: Place<F>[] = [];
  private readonly asked: Place<F>[] = [];
  private steps = 0;
  private total = 0;
  private nesting = 0;
  private readonly timesSkipped: () => number;

  /** @param timesSkipped grows whenever something was left out of an answer for the moment. */
  constructor(timesSkipped: () => number) {
    this.timesSkipped = timesSkipped;
  }

  /**
   * Follows a place unless that is under way already (`cycle`), or too deep or long (`opaque`).
   * An answer that no bound has cut short holds for every question, and is kept.
   */
  follow(place: Place<F>, cycle: T, opaque: T, run: () => T): T {
    const known = this.answers.get(place.frame)?.get(place.node);
    if (known !== undefined) {
      known.missed?.forEach((scope) => {
        this.miss(scope);
      });
      return known.value;
    }
    if (includes(this.active, place)) return this.cut(cycle);
    if (this.active.length >= MAX_DEPTH) return this.cut(opaque);
    const cutsBefore = this.cuts + this.timesSkipped();
    const answer = this.noting(() => this.bounded(opaque, () => within(this.active, place, run)));
    if (this.cuts + this.timesSkipped() === cutsBefore) this.keep(place, answer);
    return answer.value;
  }

  /** Notes that an answer depends on how a scope is entered, which is not known here. */
  miss(scope: S): void {
    const last = this.missed.length - 1;
    if (last >= 0) (this.missed[last] ??= new Set()).add(scope);
  }

  /** Runs a question, and tells which scopes' callers would have something to add. */
  noting<R>(ask: () => R): { readonly value: R; readonly missed: ReadonlySet<S> | undefined } {
    this.missed.push(undefined);
    let missed: Set<S> | undefined;
    let value: R;
    try {
      value = ask();
    } finally {
      missed = this.missed.pop();
    }
    missed?.forEach((scope) => {
      this.miss(scope);
    });
    return { value, missed };
  }

  /** Runs a question whose answer is good enough as it is: what it would have needed to know is not noted. */
  contentWith<R>(ask: () => R): R {
    this.missed.push(undefined);
    try {
      return ask();
    } finally {
      this.missed.pop();
    }
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

  private get budget(): number {
    return Math.min(MAX_TOTAL + MORE_A_FILE * this.files, MAX_BUDGET);
  }

  /** Forgets all answers: the question has changed. */
  forget(): void {
    this.answers.clear();
  }

  private keep({ node, frame }: Place<F>, answer: Answer<S, T>): void {
    const inFrame = this.answers.get(frame);
    if (inFrame === undefined) this.answers.set(frame, new Map([[node, answer]]));
    else inFrame.set(node, answer);
  }

  private cut<R>(otherwise: R): R {
    this.cuts += 1;
    return otherwise;
  }

  /** Runs a question about a place unless it is being asked already: then the answer is `otherwise`. */
  once<R>(place: Place<F>, otherwise: R, ask: () => R): R {
    return includes(this.asked, place) ? this.cut(otherwise) : within(this.asked, place, ask);
  }

  /** Runs a step of the search; past the bounds on depth and work the answer is `otherwise`. */
  bounded<R>(otherwise: R, step: () => R): R {
    if (this.nesting === 0) this.steps = 0;
    this.steps += 1;
    this.total += 1;
    this.hasRunOut ||= this.total > this.budget;
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

const includes = <F>(places: readonly Place<F>[], wanted: Place<F>): boolean =>
  places.some(({ node, frame }) => node === wanted.node && frame === wanted.frame);

function within<T, F>(places: Place<F>[], place: Place<F>, run: () => T): T {
  places.push(place);
  try {
    return run();
  } finally {
    places.pop();
  }
}
