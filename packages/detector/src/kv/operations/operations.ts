import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { TypedReceivers } from "../evidence/typed-receivers.js";
import { readDescribedWrite } from "./described-writes.js";
import { readVerbatimWrites } from "./fields.js";
import type { VerbatimWrite } from "./fields.js";
import type { CallScope } from "../../syntax/nodes.js";
import { readHttpCall } from "../../http/clients.js";
import { isSentToPiece } from "../requests/key-request.js";
import { seeCall } from "../calls/see-call.js";
import type { SeenCall } from "../calls/see-call.js";
import { readMadeStore } from "../stores/made-stores.js";
import { readStoreWrites } from "./store-writes.js";
import { readRawRead } from "./raw-reads.js";
import type { RawReadCall } from "./raw-reads.js";
import { readRawWrite } from "./raw-writes.js";
import type { RawWrite } from "./raw-writes.js";
import type { AnswerInContext } from "../../eval/calls/call-contexts.js";

/** A raw write as one chain of calls reaches it. */
export interface SeenWrite {
  readonly write: RawWrite;
  /** With the verbatim fields that it carries, if it carries any. */
  readonly verbatim: VerbatimWrite | undefined;
  /** What else it can send, each with the fields that it carries: the other arms of a condition. */
  readonly arms?: readonly VerbatimWrite[];
}

/** A call that is a raw write or read through at least one chain of calls, with what it is through each. */
export interface Operation<T> {
  readonly call: TSESTree.CallExpression;
  readonly answers: readonly AnswerInContext<T | undefined>[];
}

interface Known<T> {
  readonly answers: readonly AnswerInContext<T | undefined>[];
  /** How many entries the scopes had that could tell more, */
  readonly entries: ReadonlyMap<CallScope, number>;
  /** and how many files there were in which to see what an entry runs. */
  readonly files: number;
}

/** The raw writes and reads of the program. Looked at again only where more callers have come to light. */
export class Operations {
  private readonly context: Context;
  private readonly typedReceivers: TypedReceivers;
  private readonly seenWrites = new Map<TSESTree.CallExpression, Known<SeenWrite>>();
  private readonly seenReads = new Map<TSESTree.CallExpression, Known<RawReadCall>>();
  private readonly seenMadeReads = new Map<TSESTree.CallExpression, Known<RawReadCall>>();
  private readonly seenCalls = new Map<TSESTree.CallExpression, Known<SeenCall>>();

  constructor(context: Context) {
    this.context = context;
    this.typedReceivers = new TypedReceivers(context);
  }

  writes(): Operation<SeenWrite>[] {
    return this.all(this.seenWrites, (call, callContext) => {
      const write =
        readRawWrite(this.context, call, callContext) ??
        (callContext === null ? readDescribedWrite(this.context, call) : undefined);
      if (write !== undefined) {
        const [verbatim, ...arms] = readVerbatimWrites(this.context, write);
        return { write, verbatim, arms };
      }
      const [stored, ...others] = readStoreWrites(this.context, call, callContext);
      return stored && { write: stored.write, verbatim: stored, arms: others };
    });
  }

  reads(): Operation<RawReadCall>[] {
    return this.all(this.seenReads, (call, callContext) => readRawRead(this.context, call, callContext));
  }

  /** The calls that give what one of the runtime's own raw stores holds. */
  readsOfMadeStores(): Operation<RawReadCall>[] {
    return this.all(this.seenMadeReads, (call, callContext) =>
      readMadeStore(this.context, call, callContext),
    );
  }

  /** The calls of the envelope helpers too, with keys and expiries. */
  calls(): Operation<SeenCall>[] {
    return this.all(this.seenCalls, (call, callContext) => seeCall(this.context, call, callContext));
  }

  /**
   * The functions and classes whose callers could make a key's URL of what an HTTP request is sent to, part of which is
   * written there: `fetch(BASE + path)`.
   */
  unsettled(): Set<CallScope> {
    const open = new Set<CallScope>();
    for (const [call, { answers }] of this.seenWrites) {
      if (answers.some(({ value }) => value !== undefined) || this.context.tracker.evidenceAt(call) !== "own")
        continue;
      const http = readHttpCall(this.context, call, null);
      if (http === undefined || !isSentToPiece(this.context, http)) continue;
      for (const { missed } of answers) for (const scope of missed) open.add(scope);
    }
    return open;
  }

  private all<T>(
    seen: Map<TSESTree.CallExpression, Known<T>>,
    ask: (call: TSESTree.CallExpression, callContext: AnswerInContext<T>["callContext"]) => T | undefined,
  ): Operation<T>[] {
    this.typedReceivers.track();
    return this.context.candidates.flatMap((call) => {
      const answers = this.answersOf(seen, call, ask);
      return answers.some(({ value }) => value !== undefined) ? [{ call, answers }] : [];
    });
  }

  private answersOf<T>(
    seen: Map<TSESTree.CallExpression, Known<T>>,
    call: TSESTree.CallExpression,
    ask: (call: TSESTree.CallExpression, callContext: AnswerInContext<T>["callContext"]) => T | undefined,
  ): Known<T>["answers"] {
    const known = seen.get(call);
    if (
      known !== undefined &&
      (known.entries.size === 0 || known.files === this.context.files.length) &&
      [...known.entries].every(([scope, count]) => this.context.entryCount(scope) === count)
    )
      return known.answers;
    const look = (): AnswerInContext<T | undefined>[] =>
      this.context.answersOf(call, (callContext) => ask(call, callContext));
    const { modules } = this.context;
    const { timesSkipped } = modules;
    // Only what turns out to be a request is worth parsing further files for, where there are any.
    const first = modules.withoutLoading(look);
    const isWhole = modules.timesSkipped === timesSkipped;
    const answers = isWhole || first.every(({ value }) => value === undefined) ? first : look();
    const missed = new Set(answers.flatMap((answer) => [...answer.missed]));
    seen.set(call, {
      answers,
      files: this.context.files.length,
      entries: new Map([...missed].map((scope) => [scope, this.context.entryCount(scope)])),
    });
    return answers;
  }
}
