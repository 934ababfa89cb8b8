import type { TSESTree } from "@typescript-eslint/utils";
import type { Outcome, RawRead } from "./api.js";
import { callsOf } from "./context.js";
import type { Context } from "./context.js";
import type { TextEdit } from "./edits.js";
import { sortEdits } from "./edits.js";
import type { VerbatimWrite } from "./fields.js";
import { enclosingFunction } from "./file-index.js";
import type { FunctionNode } from "./file-index.js";
import { readRawRead } from "./raw-reads.js";
import type { RawReadCall } from "./raw-reads.js";
import { Unsafe } from "./rewrite/unsafe.js";
import type { HelperName } from "./rewrite/helper-names.js";
import { HelperNames } from "./rewrite/helper-names.js";
import { importEdits } from "./rewrite/import-edit.js";
import type { Frame } from "./resolver.js";
import { rewriteRead } from "./rewrite/read-edits.js";
import type { ReadRewrite } from "./rewrite/then-unwrap.js";
import { rewriteWrite } from "./rewrite/write-edits.js";
import type { WriteRewrite } from "./rewrite/write-edits.js";
import { overlaps } from "./store.js";
import type { StoreKey } from "./store.js";
import type { Relevance } from "./uses.js";
import type { ReportedWrite } from "./verbatim-writes.js";

/** A read as the file's callers reach it. */
interface SeenRead {
  readonly read: RawReadCall;
  /** Whether the call reads the store whoever calls its function; if not, the function serves other requests too. */
  readonly isOwn: boolean;
  readonly stores: readonly StoreKey[];
  /** The calls that lead to the read, and what it reads through them. */
  readonly routes: readonly Route[];
}

interface Route {
  readonly calls: ReadonlySet<TSESTree.CallExpression>;
  readonly store: StoreKey;
}

/** What can be done about a file's writes, together with the reads of their stores. */
export class Repair {
  private readonly context: Context;
  private readonly names: HelperNames;
  private readonly writes: readonly ReportedWrite[];
  private readonly seen: readonly SeenRead[];
  private readonly outcomes = new Map<ReportedWrite, Outcome>();

  constructor(context: Context, writes: readonly ReportedWrite[]) {
    this.context = context;
    this.names = new HelperNames(context);
    this.writes = writes;
    this.seen = writes.length === 0 ? [] : findReads(context);
    for (const write of writes) this.outcomes.set(write, this.examine(write));
    this.leaveWritesOfUnreadableStores();
  }

  outcomeOf(write: ReportedWrite): Outcome {
    return this.outcomes.get(write) ?? { status: "left", reason: "not examined" };
  }

  /** The reads whose stores have rewritable writes, and those that keep writes from being rewritten. */
  reads(): RawRead[] {
    return this.seen.flatMap((seen) => {
      const { read, stores } = seen;
      const touched = this.writes.filter((write) => touches(write, stores));
      if (touched.length === 0) return [];
      const result = this.attemptRead(seen, touched);
      if (result.outcome.status === "rewritable" && (result.value === undefined || !touched.some((write) => this.isRewritable(write)))) return [];
      return [{ node: read.call, outcome: result.outcome }];
    });
  }

  /** The edits for the given writes, their reads, and what both need. */
  edits(selected: readonly ReportedWrite[]): TextEdit[] {
    const writes = selected.filter((write) => this.isRewritable(write));
    if (writes.length === 0) return [];
    const needed = new Set<HelperName>();
    const collected = new EditCollector(this.context);
    for (const seen of this.seen) {
      const touched = writes.filter((write) => touches(write, seen.stores));
      const rewrite = touched.length === 0 ? undefined : this.attemptRead(seen, touched).value;
      if (rewrite === undefined) continue;
      collected.add(rewrite.edits);
      for (const helper of rewrite.helpers) needed.add(helper);
    }
    const definitions = new Map<string, TextEdit>();
    // Inner writes first: an outer one takes their new text over.
    for (const write of writes.flatMap(distinctSites).sort((a, b) => sizeOf(a) - sizeOf(b))) {
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

  /** A write whose fields are sent by several calls is mended at each of them or not at all. */
  private examine(write: ReportedWrite): Outcome {
    const outcomes = distinctSites(write).map((each) => attempt(() => rewriteWrite(this.context, this.names, each)).outcome);
    return outcomes.find((outcome) => outcome.status === "left") ?? outcomes[0] ?? { status: "left", reason: "not examined" };
  }

  private isRewritable(write: ReportedWrite): boolean {
    return this.outcomes.get(write)?.status === "rewritable";
  }

  /** All or nothing: a write whose read would go wrong is left, and so are the writes of that read's other stores. */
  private leaveWritesOfUnreadableStores(): void {
    for (const seen of this.seen) {
      const { read, stores } = seen;
      const touched = this.writes.filter((write) => this.isRewritable(write) && touches(write, stores));
      if (touched.length === 0) continue;
      const { outcome } = this.attemptRead(seen, touched);
      if (outcome.status !== "left") continue;
      const { line, column } = read.call.loc.start;
      for (const write of touched) {
        this.outcomes.set(write, { status: "left", reason: `a read of the same store (line ${line}, column ${column + 1}) can't be rewritten: ${outcome.reason}` });
      }
    }
  }

  private attemptRead({ read, isOwn, routes }: SeenRead, touched: readonly ReportedWrite[]): Attempt<ReadRewrite | undefined> {
    const hasLegacyPayloads = touched.some((write) => write.bodyFields.length > 0);
    const isRelevant: Relevance = (_fn, caller) => {
      const through = routes.filter((route) => route.calls.has(caller));
      return through.length === 0 ? isOwn : through.some((route) => touched.some((write) => touches(write, [route.store])));
    };
    return attempt(() => rewriteRead(this.context, this.names, { ...read, isOwn }, { hasLegacyPayloads }, isRelevant));
  }
}

interface Attempt<T> {
  readonly outcome: Outcome;
  readonly value: T | undefined;
}

function attempt<T extends WriteRewrite | ReadRewrite | undefined>(rewrite: () => T): Attempt<T> {
  try {
    const value = rewrite();
    return { outcome: { status: "rewritable", notes: value?.notes ?? [] }, value };
  } catch (error) {
    if (error instanceof Unsafe) return { outcome: { status: "left", reason: error.message }, value: undefined };
    throw error;
  }
}

function findReads(context: Context): SeenRead[] {
  const found: SeenRead[] = [];
  for (const call of context.candidates) {
    const self = readRawRead(context, call, null);
    const reached = context.framesAt(call).flatMap((frame) => {
      const read = frame === null ? undefined : readRawRead(context, call, frame);
      return read === undefined || frame === null ? [] : [{ read, frame }];
    });
    const read = self ?? reached[0]?.read;
    // A helper for all methods reads only if one of its callers does.
    if (read === undefined || (reached.length === 0 && !read.isCertain)) continue;
    // Seen from its outermost callers a read's key says more than seen by itself.
    const outermost = reached.filter(({ frame }) => !hasOuterCaller(context, frame));
    const routes = (outermost.length > 0 ? outermost : reached).map((each) => ({ calls: new Set(callsOf(each.frame)), store: each.read.store }));
    found.push({ read, isOwn: self !== undefined, stores: routes.length > 0 ? routes.map((route) => route.store) : [read.store], routes });
  }
  return found.sort((a, b) => a.read.call.range[0] - b.read.call.range[0]);
}

/** Whether the function that the outermost call stands in is only called within the file, where another frame shows it. */
function hasOuterCaller(context: Context, frame: Frame): boolean {
  const fn = callsOf(frame).map(enclosingFunction).at(-1);
  return fn !== undefined && context.callersOf(fn).length > 0 && !isExported(fn);
}

const isExported = (fn: FunctionNode): boolean => {
  const holder = fn.type === "FunctionDeclaration" ? fn.parent : fn.parent.parent?.parent;
  return fn.parent.type === "MethodDefinition" || holder?.type === "ExportNamedDeclaration" || holder?.type === "ExportDefaultDeclaration";
};

/** Whether a read of one of these stores can see what a write stored. */
const touches = (write: ReportedWrite, stores: readonly StoreKey[]): boolean =>
  [write, ...write.twins].some((each) => stores.some((store) => overlaps(each.write.store, store)));

/** A write and its twins, once for each place that a rewrite changes. */
function distinctSites(write: ReportedWrite): VerbatimWrite[] {
  const bySite = new Map<TSESTree.Node, VerbatimWrite>();
  for (const each of [write, ...write.twins]) {
    const site = each.payload.kind === "object" && each.bodyFields.length > 0 ? each.payload.site.node : each.write.call;
    if (!bySite.has(site)) bySite.set(site, each);
  }
  return [...bySite.values()];
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
