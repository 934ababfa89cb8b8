import type { TSESTree } from "@typescript-eslint/utils";

/** A node in a call context; two are the same only if both are. */
export interface Place<F> {
  readonly node: TSESTree.Node;
  readonly callContext: F;
}

/** A stretch of work, and what it has told so far. */
interface Noted<S, T> {
  readonly value: T;
  /** The scopes whose callers would have something to add; `undefined` if there are none. */
  readonly missed: ReadonlySet<S> | undefined;
}

/** That an answer rests on no question that is still under way. */
const NOTHING = Infinity;
/** That an answer rests on how it came to be asked: it was cut short, and holds for nobody else. */
const ITS_ASKER = -1;

/** A question that is being worked out. */
interface UnderWay<F> {
  /** The place, if it is only guarded against being asked within itself. */
  readonly guarded?: Place<F>;
  /** The position, among those under way, of the lowest question that this one rests on. */
  restsOn: number;
}

interface Question<S, T> {
  /** Its position among those under way, if it is one of them. */
  position: number | undefined;
  /** As in {@link UnderWay}: {@link NOTHING} for an answer that is kept for good. */
  restsOn: number;
  answer: Noted<S, T> | undefined;
}

/** What is known about the questions of one kind, by call context and node. */
export class Answers<F, S, T> {
  /** How many places were asked about. */
  places = 0;
  /** How often an answer was worked out; more often than there are places where cycles and bounds come in. */
  evaluations = 0;
  private readonly questions = new Map<F, Map<TSESTree.Node, Question<S, T>>>();

  questionAt({ node, callContext }: Place<F>): Question<S, T> {
    let inContext = this.questions.get(callContext);
    if (inContext === undefined)
      this.questions.set(callContext, (inContext = new Map<TSESTree.Node, Question<S, T>>()));
    let question = inContext.get(node);
    if (question === undefined) {
      inContext.set(node, (question = { position: undefined, restsOn: NOTHING, answer: undefined }));
      this.places += 1;
    }
    return question;
  }

  /** Forgets all answers: what is asked means something else now. No question may be under way. */
  clear(): void {
    for (const inContext of this.questions.values())
      for (const question of inContext.values()) question.answer = undefined;
  }
}

/**
 * Works out each answer once, where questions lead to each other in circles.
 *
 * In `let a = b; let b = a;` the question what `a` is leads to `b`, and that to `a`, which is under way. What is found of
 * `b` there rests on `a`: it is provisional, and serves only whoever asks until `a` itself, the head of the circle, is
 * answered. The head rests on nothing, so its answer is kept; who asks for `b` later finds `a` known. These are Tarjan's
 * low-links, with answers.
 */
export class Memo<F, S> {
  private readonly underWay: UnderWay<F>[] = [];
  /** The questions whose answers rest on one that is under way, in the order in which they were answered. */
  private readonly provisional: Question<S, unknown>[] = [];
  /** What is missed by each stretch of work that is noted, innermost last. */
  private readonly missed: (Set<S> | undefined)[] = [];
  private readonly timesSkipped: () => number;

  /** @param timesSkipped grows whenever something was left out of an answer for the moment, so that it is not to be kept. */
  constructor(timesSkipped: () => number) {
    this.timesSkipped = timesSkipped;
  }

  /**
   * The answer about a place: what is known, or what `run` finds.
   * @param cycle the answer where the place is asked about within itself
   */
  answer<T>(answers: Answers<F, S, T>, place: Place<F>, cycle: T, run: () => T): T {
    const question = answers.questionAt(place);
    const { position, answer } = question;
    if (position !== undefined) {
      this.restOn(position);
      return cycle;
    }
    if (answer !== undefined) {
      this.restOn(question.restsOn);
      this.missAll(answer.missed);
      return answer.value;
    }
    answers.evaluations += 1;
    return this.workOut(question, run);
  }

  private workOut<T>(question: Question<S, T>, run: () => T): T {
    const position = this.underWay.length;
    const [before, skipped] = [this.provisional.length, this.timesSkipped()];
    question.position = position;
    question.restsOn = NOTHING;
    this.underWay.push(question);
    let answer: Noted<S, T> | undefined;
    try {
      answer = this.noting(run);
      return answer.value;
    } finally {
      this.underWay.pop();
      question.position = undefined;
      if (answer === undefined || this.timesSkipped() !== skipped) question.restsOn = ITS_ASKER;
      this.settle(question, answer, position, before);
    }
  }

  /** @param before how many provisional answers there were when the question was asked. */
  private settle<T>(
    question: Question<S, T>,
    answer: Noted<S, T> | undefined,
    position: number,
    before: number,
  ): void {
    const { restsOn } = question;
    if (restsOn >= position) {
      question.answer = answer;
      question.restsOn = NOTHING;
      this.release(before, position);
      return;
    }
    if (restsOn === ITS_ASKER) this.release(before, position);
    else {
      // All that rested on this question rests, through it, on what it rests on itself.
      for (const inner of this.provisional.slice(before)) inner.restsOn = Math.min(inner.restsOn, restsOn);
      question.answer = answer;
      this.provisional.push(question);
    }
    this.restOn(restsOn);
  }

  /** Forgets the provisional answers that rest on a question which is under way no more. */
  private release(since: number, position: number): void {
    // Most answers have no circle below them.
    if (this.provisional.length === since) return;
    const resting = this.provisional.splice(since);
    for (const question of resting) {
      if (question.restsOn < position) this.provisional.push(question);
      else question.answer = undefined;
    }
  }

  /** Notes what the question that is being worked out rests on. */
  private restOn(position: number): void {
    const current = this.underWay.at(-1);
    if (current !== undefined && position < current.restsOn) current.restsOn = position;
  }

  /** Notes that a bound has cut the answer short that is being worked out: neither it nor what rests on it is kept. */
  cutShort(): void {
    this.restOn(ITS_ASKER);
  }

  /** Runs a question about a place unless it is being asked already: then the answer is `otherwise`. */
  once<R>(place: Place<F>, otherwise: R, ask: () => R): R {
    const asked = this.underWay.findIndex(
      ({ guarded }) => guarded?.node === place.node && guarded.callContext === place.callContext,
    );
    if (asked >= 0) {
      this.restOn(asked);
      return otherwise;
    }
    const position = this.underWay.length;
    const before = this.provisional.length;
    const guard: UnderWay<F> = { guarded: place, restsOn: NOTHING };
    this.underWay.push(guard);
    try {
      return ask();
    } finally {
      this.underWay.pop();
      this.release(before, position);
      if (guard.restsOn < position) this.restOn(guard.restsOn);
    }
  }

  /** Notes that an answer depends on how a scope is entered, which is not known here. */
  miss(scope: S): void {
    const last = this.missed.length - 1;
    if (last >= 0) (this.missed[last] ??= new Set()).add(scope);
  }

  private missAll(scopes: ReadonlySet<S> | undefined): void {
    scopes?.forEach((scope) => {
      this.miss(scope);
    });
  }

  /** Runs a question, and tells which scopes' callers would have something to add. */
  noting<R>(ask: () => R): Noted<S, R> {
    this.missed.push(undefined);
    let missed: Set<S> | undefined;
    let value: R;
    try {
      value = ask();
    } finally {
      missed = this.missed.pop();
    }
    this.missAll(missed);
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
}
