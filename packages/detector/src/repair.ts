import type { TSESTree } from "@typescript-eslint/utils";
import type { Outcome, RawRead } from "./api.js";
import type { Context } from "./context.js";
import type { TextEdit } from "./edits.js";
import { sortEdits } from "./edits.js";
import type { VerbatimWrite } from "./fields.js";
import type { FunctionNode } from "./file-index.js";
import { readRawRead } from "./raw-reads.js";
import type { RawReadCall } from "./raw-reads.js";
import { Unsafe } from "./rewrite/envelope-parts.js";
import type { HelperName } from "./rewrite/helper-names.js";
import { HelperNames } from "./rewrite/helper-names.js";
import { importEdits } from "./rewrite/import-edit.js";
import { rewriteRead } from "./rewrite/read-edits.js";
import type { ReadRewrite } from "./rewrite/read-edits.js";
import { rewriteWrite } from "./rewrite/write-edits.js";
import type { WriteRewrite } from "./rewrite/write-edits.js";
import { overlaps } from "./store.js";
import type { StoreKey } from "./store.js";

/** A read as the file's callers reach it. */
interface SeenRead {
  readonly read: RawReadCall;
  readonly stores: readonly StoreKey[];
}

/** What can be done about a file's writes, together with the reads of their stores. */
export class Repair {
  private readonly context: Context;
  private readonly names: HelperNames;
  private readonly writes: readonly VerbatimWrite[];
  private readonly seen: readonly SeenRead[];
  private readonly outcomes = new Map<VerbatimWrite, Outcome>();

  constructor(context: Context, writes: readonly VerbatimWrite[]) {
    this.context = context;
    this.names = new HelperNames(context);
    this.writes = writes;
    this.seen = writes.length === 0 ? [] : findReads(context);
    for (const write of writes) this.outcomes.set(write, attempt(() => rewriteWrite(context, this.names, write)).outcome);
    this.leaveWritesOfUnreadableStores();
  }

  outcomeOf(write: VerbatimWrite): Outcome {
    return this.outcomes.get(write) ?? { status: "left", reason: "not examined" };
  }

  /** The reads whose stores have rewritable writes, and those that keep writes from being rewritten. */
  reads(): RawRead[] {
    return this.seen.flatMap(({ read, stores }) => {
      const touched = this.writes.filter((write) => stores.some((store) => overlaps(write.write.store, store)));
      if (touched.length === 0) return [];
      const result = this.attemptRead({ read, stores }, touched);
      if (result.outcome.status === "rewritable" && (result.value === undefined || !touched.some((write) => this.isRewritable(write)))) return [];
      return [{ node: read.call, outcome: result.outcome }];
    });
  }

  /** The edits for the given writes, their reads, and what both need. */
  edits(selected: readonly VerbatimWrite[]): TextEdit[] {
    const writes = selected.filter((write) => this.isRewritable(write));
    if (writes.length === 0) return [];
    const needed = new Set<HelperName>();
    const collected = new EditCollector(this.context);
    for (const seen of this.seen) {
      const touched = writes.filter((write) => seen.stores.some((store) => overlaps(write.write.store, store)));
      const rewrite = touched.length === 0 ? undefined : this.attemptRead(seen, touched).value;
      if (rewrite === undefined) continue;
      collected.add(rewrite.edits);
      for (const helper of rewrite.helpers) needed.add(helper);
    }
    const definitions = new Map<string, TextEdit>();
    // Inner writes first: an outer one takes their new text over.
    for (const write of writes.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
      const rewrite = collected.withPending(() => rewriteWrite(this.context, this.names, write));
      collected.add(rewrite.edits);
      for (const helper of rewrite.helpers) needed.add(helper);
      const definition = rewrite.pair?.definition;
      if (definition !== undefined) definitions.set(`${definition.start}:${definition.text}`, definition);
    }
    collected.add([...definitions.values()]);
    collected.add(importEdits(this.context, this.names, needed));
    return sortEdits(collected.edits);
  }

  private isRewritable(write: VerbatimWrite): boolean {
    return this.outcomes.get(write)?.status === "rewritable";
  }

  /** All or nothing: a write whose read would go wrong is left, and so are the writes of that read's other stores. */
  private leaveWritesOfUnreadableStores(): void {
    for (const { read, stores } of this.seen) {
      const touched = this.writes.filter((write) => this.isRewritable(write) && stores.some((store) => overlaps(write.write.store, store)));
      if (touched.length === 0) continue;
      const { outcome } = this.attemptRead({ read, stores }, touched);
      if (outcome.status !== "left") continue;
      const { line, column } = read.call.loc.start;
      for (const write of touched) {
        this.outcomes.set(write, { status: "left", reason: `a read of the same store (line ${line}, column ${column + 1}) can't be rewritten: ${outcome.reason}` });
      }
    }
  }

  private attemptRead({ read }: SeenRead, touched: readonly VerbatimWrite[]): Attempt<ReadRewrite | undefined> {
    const hasLegacyPayloads = touched.some((write) => write.bodyFields.length > 0);
    const isRelevant = (fn: FunctionNode, caller: TSESTree.CallExpression): boolean => {
      const closure = this.context.callersOf(fn).find((known) => known.call === caller)?.closure ?? null;
      const reached = readRawRead(this.context, read.call, this.context.resolver.enter({ node: fn, frame: closure }, caller, null));
      return reached !== undefined && touched.some((write) => overlaps(write.write.store, reached.store));
    };
    return attempt(() => rewriteRead(this.context, this.names, read, { hasLegacyPayloads }, isRelevant));
  }
}

interface Attempt<T> {
  readonly outcome: Outcome;
  readonly value: T | undefined;
}

function attempt<T extends WriteRewrite | ReadRewrite | undefined>(rewrite: () => T): Attempt<T> {
  try {
    const value = rewrite();
    return { outcome: { status: "rewritable", notes: value !== undefined && "notes" in value ? value.notes : [] }, value };
  } catch (error) {
    if (error instanceof Unsafe) return { outcome: { status: "left", reason: error.message }, value: undefined };
    throw error;
  }
}

function findReads(context: Context): SeenRead[] {
  const found: SeenRead[] = [];
  for (const call of context.index.calls) {
    const reads = context.framesAt(call).flatMap((frame) => readRawRead(context, call, frame) ?? []);
    const [first] = reads;
    if (first === undefined) continue;
    // Seen from its callers a read's key says more than seen by itself.
    const stores = reads.length > 1 ? reads.slice(1).map((read) => read.store) : [first.store];
    found.push({ read: first, stores });
  }
  return found.sort((a, b) => a.read.call.range[0] - b.read.call.range[0]);
}

const sizeOf = ({ write }: VerbatimWrite): number => write.call.range[1] - write.call.range[0];

/** Collects edits so that a later one that replaces a longer text takes up the earlier ones within it. */
class EditCollector {
  edits: TextEdit[] = [];
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  withPending<T>(rewrite: () => T): T {
    return this.context.index.withOverlay(this.edits, rewrite);
  }

  add(edits: readonly TextEdit[]): void {
    for (const edit of edits) {
      this.edits = this.edits.filter((earlier) => !(edit.start < edit.end && edit.start <= earlier.start && earlier.end <= edit.end));
      this.edits.push(edit);
    }
  }
}
