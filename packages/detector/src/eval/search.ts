import type { TSESTree } from "@typescript-eslint/utils";
import { Answers } from "./memo.js";
import { SearchBounds } from "./search-bounds.js";
import type { Bound, CallContext, AbstractValue } from "./call-context.js";
import type { CallNode, CallScope } from "../syntax/nodes.js";

/** Gives what the program's calls pass to a parameter, whichever call it is. */
export type ArgumentsOf = (
  scope: CallScope,
) => readonly { readonly call: CallNode; readonly closure: CallContext | null }[];

/** What one way of searching has taken and found by now. */
interface State {
  readonly bounds: SearchBounds<CallContext | null, CallScope>;
  readonly answers: Answers<CallContext | null, CallScope, AbstractValue[]>;
}

/** Keeps what was found, and how far the search goes; for each of two ways to search. */
export class Search {
  private readonly exact: State;
  /** In which a parameter stands for whatever any call passes to it. */
  private readonly widened: State;
  protected argumentsOf: ArgumentsOf | undefined;

  /** @param timesSkipped grows whenever something was left out of an answer for the moment. */
  constructor(timesSkipped: () => number) {
    this.exact = { bounds: new SearchBounds(timesSkipped), answers: new Answers() };
    this.widened = { bounds: new SearchBounds(timesSkipped), answers: new Answers() };
  }

  private get state(): State {
    return this.argumentsOf === undefined ? this.exact : this.widened;
  }

  private get bounds(): State["bounds"] {
    return this.state.bounds;
  }

  /** Gives the search a further file's share of work. */
  addFile(calls: number): void {
    this.exact.bounds.addFile(calls);
    this.widened.bounds.addFile(calls);
  }

  /** Runs a question, and tells which functions' and classes' callers would have something to add to its answer. */
  noting<R>(ask: () => R): { readonly value: R; readonly missed: ReadonlySet<CallScope> | undefined } {
    return this.bounds.memo.noting(ask);
  }

  /** Runs a question whose answer is good enough as it is: what callers could add to it is not noted. */
  contentWith<R>(ask: () => R): R {
    return this.bounds.memo.contentWith(ask);
  }

  /** Notes that an answer depends on how a function or class is entered, which is not known here. */
  miss(scope: CallScope): void {
    this.bounds.memo.miss(scope);
  }

  /**
   * Runs a question for which a parameter that no call context binds stands for all that calls pass to it.
   * That mixes callers up: right for which functions a call can reach, wrong for what it writes.
   */
  withAllArguments<R>(argumentsOf: ArgumentsOf, ask: () => R): R {
    this.argumentsOf = argumentsOf;
    try {
      return ask();
    } finally {
      this.argumentsOf = undefined;
    }
  }

  /** How many places were asked about, and how often what they stand for was worked out. */
  get work(): { readonly places: number; readonly evaluations: number } {
    const [one, other] = [this.exact.answers, this.widened.answers];
    return { places: one.places + other.places, evaluations: one.evaluations + other.evaluations };
  }

  /** Forgets what {@link withAllArguments} has answered: more calls are known now. */
  forgetWidened(): void {
    this.widened.answers.clear();
  }

  /**
   * What a place stands for: what was found before, or else what `step` finds.
   * @param cycle the answer within itself
   * @param opaque the answer where that goes too deep or takes too long
   */
  protected remembering(
    place: Bound,
    cycle: AbstractValue[],
    opaque: AbstractValue[],
    step: () => AbstractValue[],
  ): AbstractValue[] {
    return this.bounds.follow(this.state.answers, place, cycle, opaque, step);
  }

  /** Whether the file has taken so much work that callers are no longer followed. */
  get isExhausted(): boolean {
    return this.exact.bounds.isExhausted || this.widened.bounds.isExhausted;
  }

  /** What of its work the search has used up, of 1. */
  get share(): number {
    return Math.max(this.exact.bounds.share, this.widened.bounds.share);
  }

  /** Ends the search: there is more than is looked at. */
  runOut(): void {
    this.bounds.runOut();
  }

  /** Notes which call is looked at, or through which one: where the search is if it is given up. */
  lookAt(call: TSESTree.Node): void {
    this.exact.bounds.at = call;
    this.widened.bounds.at = call;
  }

  /** Where the files had had their share of work, if they have. */
  get givenUpAt(): TSESTree.Node | undefined {
    return this.exact.bounds.givenUpAt ?? this.widened.bounds.givenUpAt;
  }

  /** Runs a question that a program has in proportion to its size, if its answer shows it to be one: its plain work is free. */
  plainly<R>(ask: () => R, isPlain?: (answer: R) => boolean): R {
    return this.bounds.plainly(ask, isPlain);
  }

  /** Runs a question about an abstract value unless it is being asked already: then the answer is `otherwise`. */
  once<T>(value: Bound, otherwise: T, ask: () => T): T {
    return this.bounds.memo.once(value, otherwise, ask);
  }

  /**
   * What a question about a place gives, as it was answered before; answers that may change are not kept.
   * @param answers those to this question, and to no other
   */
  remember<T>(
    answers: Answers<CallContext | null, CallScope, T>,
    place: Bound,
    otherwise: T,
    ask: () => T,
  ): T {
    return this.exact.bounds.memo.answer(answers, place, otherwise, ask);
  }

  /** Runs a step of the search; past the bounds on depth and work the answer is `otherwise`. */
  bounded<T>(otherwise: T, step: () => T): T {
    return this.bounds.bounded(otherwise, step);
  }
}
