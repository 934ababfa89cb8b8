import type { TSESTree } from "@typescript-eslint/utils";
import type { DetectOptions, Outcome, RawRead } from "./outcome.js";
import { callsOf } from "../eval/call-context.js";
import type { Context } from "../kv/context.js";
import { EditCollector } from "../rewrite/edit-collector.js";
import type { TextEdit } from "../syntax/text/edits.js";
import type { VerbatimWrite } from "../kv/operations/fields.js";
import type { FileIndex } from "../syntax/file-index.js";
import { ALSO_ELSEWHERE, alsoWritesElsewhere, runsBeside } from "../kv/requests/foreign-callee.js";
import { placeOf } from "../kv/place.js";
import { textOfReason } from "../http/reason.js";
import type { Reason } from "../http/reason.js";
import { Helpers } from "../rewrite/imports/helper-names.js";
import type { ReadRewrite } from "../rewrite/reads/then-unwrap.js";
import { Unsafe } from "../rewrite/unsafe.js";
import { isUnwrapping, rewriteWrite } from "../rewrite/rewrite-write.js";
import type { WriteRewrite } from "../rewrite/writes/write-rewrite.js";
import type { Expiry } from "../kv/vocabulary.js";
import type { SeenRead } from "../kv/operations/seen-reads.js";
import { handedOverAt } from "./handed-over.js";
import { SentElsewhere } from "../kv/operations/sent-elsewhere.js";
import { usedElsewhereAt } from "./stray-uses.js";
import type { PlacedEdit } from "../syntax/source-index.js";
import { namesOf } from "../kv/stores/store-name.js";
import { PossibleReads } from "../kv/handles/possible-reads.js";
import type { PossibleRead } from "../kv/handles/possible-reads.js";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import { overlaps } from "../kv/stores/store.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import { attemptTo } from "./attempt.js";
import type { Attempt } from "./attempt.js";
import { reasonAgainstServer, reasonOfRequests } from "./server-limits.js";
import { ReadAttempts } from "./read-attempts.js";
import { couldRead, ownMarkup, reasonOfUnseen } from "./unseen-files.js";
import type { UnseenFile } from "./unseen-files.js";
import { touches, distinctSites, sizeOf, siteOf } from "./sites.js";

const tooTangled = (place: string): Reason => ({
  why: `the program's calls are too tangled to be followed to the end (given up at ${place})`,
  remedy: "run on a part of the program, or without that file, so that all reads of the store are seen",
});

const besideOther = (place: string): Reason => ({
  why: `another write of the same store (${place}) stores something else, which nothing would tell from a value by itself`,
  remedy: "run without --unwrap, or write both in one form",
});

/** Why a write is left whose store may be read at a place that is not understood. */
const POSSIBLE_READ: Readonly<Record<PossibleRead["kind"], (place: string) => Reason>> = {
  name: (place) => ({
    why: `what has the binding's name is read at ${place}, and nothing says whether it is the same`,
    remedy: "give it a type from the edge runtime, or decode it with `decodeEnvelope`",
  }),
  called: (place) => ({
    why: `the store may be read at ${place} in a way that is not understood`,
    remedy: "call the method itself there, or decode with `decodeEnvelope`",
  }),
  "handed on": (place) => ({
    why: `code that is not seen gets the store at ${place}, and may read it`,
    remedy: "decode there with `decodeEnvelope`",
  }),
  command: (place) => ({
    why: `the command at ${place} reads a key on the service's command line, and may read this store`,
    remedy: "decode what it prints with `decodeEnvelope`",
  }),
};

const WAITING_WRITE: Outcome = {
  status: "left",
  reason: { why: "waits for the phase of the writes", remedy: "deploy the tolerant reads first" },
  waitsFor: "writes",
};
const WAITING_READ: Outcome = {
  status: "left",
  reason: { why: "is not tolerant of envelopes yet", remedy: "run the phase of the reads, and deploy it" },
  waitsFor: "reads",
};

const KEPT_WITH_ANOTHER: Reason = {
  why: "what it writes is also sent by a write that is to stay as it is",
  remedy: "rewrite both, or send them apart",
};

const NOT_EXAMINED: Outcome = { status: "left", reason: { why: "not examined", remedy: "run again" } };

/** What can be done about the program's writes, together with the reads of their stores. */
export class Repair {
  private readonly context: Context;
  private readonly helpers: Helpers;
  private readonly writes: readonly ReportedWrite[];
  private readonly seen: readonly SeenRead[];
  /** The writes that each read can see. */
  private readonly touched: ReadonlyMap<SeenRead, readonly ReportedWrite[]>;
  private readonly options: DetectOptions;
  private readonly expiry: Expiry;
  private readonly outcomes = new Map<ReportedWrite, Outcome>();
  /** Writes that could be rewritten and are not to be: they go on as they are, in stores that may hold envelopes beside. */
  private readonly unwanted = new Set<ReportedWrite>();
  /** In the phase of the writes: the reads that the phase before should have made tolerant. */
  private readonly intolerant = new Set<SeenRead>();
  /** By a write or its twin: how it is rewritten where nothing around it is. */
  private readonly rewrites = new Map<VerbatimWrite, WriteRewrite>();
  /** By a write or its twin: why the service is not told of it besides the envelope. */
  private readonly withheld: ReadonlyMap<VerbatimWrite, Reason>;
  private readonly readAttempts: ReadAttempts;
  private readonly possibleReads: PossibleReads;
  private readonly sentElsewhere: SentElsewhere;

  constructor(
    context: Context,
    writes: readonly ReportedWrite[],
    reads: readonly SeenRead[],
    options: DetectOptions,
    others: () => readonly OtherWrite[],
  ) {
    this.context = context;
    this.helpers = new Helpers(context);
    this.writes = writes;
    this.expiry = options.expiry ?? context.settings.expiry ?? "envelope";
    const isBare = isUnwrapping(context, this.expiry);
    // What the service expires keeps its shape, unless the value is to be stored by itself: no read changes.
    const changesReads = this.expiry !== "server" || isBare;
    const changed = isBare ? writes.filter(({ bodyFields }) => bodyFields.length > 0) : writes;
    this.seen = changed.length === 0 || !changesReads ? [] : reads;
    this.touched = new Map(
      this.seen.map((each) => [each, changed.filter((write) => touches(write, each.stores))]),
    );
    this.options = options;
    this.sentElsewhere = new SentElsewhere(context);
    this.possibleReads = new PossibleReads(context, new Set(reads.map(({ read }) => read.call)));
    this.readAttempts = new ReadAttempts(context, this.helpers, writes, options, isBare);
    this.withheld = this.expiry === "both" ? this.withheldFor() : new Map();
    for (const write of writes) this.outcomes.set(write, this.examine(write));
    this.leaveWritesOfOneSite();
    this.leaveUnwantedWrites();
    if (this.expiry === "server") this.leaveWritesNotForServer(reads);
    if (!changesReads) return;
    if (isBare) this.leaveWritesBesideOthers(changed, others());
    if (options.allowsPartial !== true) {
      this.leaveWritesOfUnseenReads();
      this.leaveWritesOfUnreadableStores();
    }
    if (options.phase === "writes") this.leaveWritesOfIntolerantReads();
    // Callers of one place may write to different stores: what a read leaves of the one can't go on in the other.
    this.leaveWritesOfOneSite();
  }

  outcomeOf(write: ReportedWrite): Outcome {
    const outcome = this.outcomes.get(write) ?? NOT_EXAMINED;
    return this.options.phase === "reads" && outcome.status === "rewritable" ? WAITING_WRITE : outcome;
  }

  /** The reads whose stores have rewritable writes, and those that keep writes from being rewritten. */
  reads(): RawRead[] {
    return this.seen.flatMap((seen) => {
      const touched = (this.touched.get(seen) ?? []).filter((write) => !this.unwanted.has(write));
      if (touched.length === 0) return [];
      const written = touched.flatMap((write) =>
        write.stores.filter((each) => seen.stores.some((store) => overlaps(each, store))),
      );
      const stores = namesOf(written);
      if (this.intolerant.has(seen)) return [{ node: seen.read.call, outcome: WAITING_READ, stores }];
      const result = this.attemptRead(seen, touched);
      if (
        result.outcome.status === "rewritable" &&
        (result.value === undefined || !touched.some((write) => this.isRewritable(write)))
      )
        return [];
      return [{ node: seen.read.call, outcome: result.outcome, stores }];
    });
  }

  /** The edits for the given writes, their reads, and what both need, by file. */
  edits(selected: readonly ReportedWrite[]): Map<FileIndex, TextEdit[]> {
    const writes = selected.filter((write) => this.isRewritable(write));
    const meant = new Set(writes);
    const collected = new EditCollector();
    if (writes.length === 0) return new Map();
    for (const seen of this.options.phase === "writes" ? [] : this.seen) {
      const touched = (this.touched.get(seen) ?? []).filter((write) => meant.has(write));
      const rewrite = touched.length === 0 ? undefined : this.attemptRead(seen, touched).value;
      if (rewrite === undefined) continue;
      collected.add(rewrite.edits);
      collected.need(rewrite.helpers);
    }
    if (this.options.phase !== "reads") this.collectWrites(writes, collected);
    return collected.all(this.helpers);
  }

  private collectWrites(writes: readonly ReportedWrite[], collected: EditCollector): void {
    const definitions = new Map<string, PlacedEdit>();
    // Inner writes first: an outer one takes their new text over.
    const bySite = new Map(writes.flatMap(distinctSites).map((write) => [siteOf(write), write]));
    for (const write of [...bySite.values()].sort((a, b) => sizeOf(a) - sizeOf(b))) {
      const file = this.context.index.fileOf(siteOf(write));
      const rewrite =
        (collected.isEmptyIn(file) ? this.rewrites.get(write) : undefined) ??
        this.context.resolver.plainly(() =>
          collected.withPending(file, () =>
            rewriteWrite(this.context, this.helpers, write, this.expiry, this.withheld.get(write)),
          ),
        );
      collected.add(rewrite.edits);
      collected.need(rewrite.helpers);
      const definition = rewrite.pair?.definition;
      if (definition !== undefined) definitions.set(`${definition.start}:${definition.text}`, definition);
    }
    collected.add([...definitions.values()]);
  }

  /** A write whose fields are sent by several calls is mended at each of them or not at all. */
  private examine(write: ReportedWrite): Outcome {
    const outcomes = distinctSites(write).map((each) => {
      const { outcome, value } = this.context.resolver.plainly(() =>
        attemptTo(() => this.rewriteWrite(each, write.carriers), this.options.readOnly),
      );
      if (value !== undefined) this.rewrites.set(each, value);
      return outcome;
    });
    return outcomes.find((outcome) => outcome.status === "left") ?? outcomes[0] ?? NOT_EXAMINED;
  }

  private rewriteWrite(write: VerbatimWrite, carriers: ReportedWrite["carriers"]): WriteRewrite {
    const { callContext } = write.write;
    // Where its text is made by functions that are handed on, that is what is wrong with it.
    const isIndirect = write.payload.kind === "object" && write.payload.indirect !== undefined;
    const source = write.made?.call ?? (write.bodyFields.length > 0 ? siteOf(write) : undefined);
    const stray =
      source !== undefined && !isIndirect ? usedElsewhereAt(this.context, source, carriers) : undefined;
    if (stray !== undefined)
      throw new Unsafe(
        `what is written is also used at ${placeOf(this.context, stray, siteOf(write))}, where no envelope is expected`,
        "build what is sent apart from it, with `encodeEnvelope`",
      );
    const parts = [siteOf(write), ...write.bodyFields.map(({ entry }) => entry.node)];
    const [handed] = parts.flatMap((part) => handedOverAt(this.context, part, carriers) ?? []);
    if (handed !== undefined)
      throw new Unsafe(
        `what is written is handed over by \`${this.context.index.textOf(handed)}\` (${placeOf(this.context, handed, siteOf(write))}), and who takes it there is not known`,
        "build the envelope by hand, where it is sent, with `encodeEnvelope`",
      );
    if (callContext !== null && alsoWritesElsewhere(this.context, callsOf(callContext))) {
      throw Unsafe.for(ALSO_ELSEWHERE);
    }
    const elsewhere = this.sentElsewhere.by(write);
    if (elsewhere !== undefined)
      throw new Unsafe(
        `another service gets the same object by another call (${placeOf(this.context, elsewhere, siteOf(write))}), and its values are not to be changed`,
        ALSO_ELSEWHERE.remedy,
      );
    const beside =
      callContext === null ? undefined : runsBeside(this.context, callsOf(callContext), carriers);
    if (beside !== undefined)
      throw new Unsafe(
        `the same call can run another function (${placeOf(this.context, beside, siteOf(write))}), which does something else with what is written`,
        "write to Telnyx KV in a call of its own",
      );
    return rewriteWrite(this.context, this.helpers, write, this.expiry, this.withheld.get(write));
  }

  private isRewritable(write: ReportedWrite): boolean {
    return this.outcomes.get(write)?.status === "rewritable";
  }

  /** What one call writes with the fields of several callers is changed in one place: all of it is rewritten or none. */
  private leaveWritesOfOneSite(): void {
    for (let isSettled = false; !isSettled; ) {
      isSettled = true;
      const left = new Map<TSESTree.Node, Outcome>();
      for (const write of this.writes) {
        const outcome = this.outcomes.get(write);
        if (outcome?.status === "left")
          for (const site of distinctSites(write)) left.set(siteOf(site), outcome);
      }
      for (const write of this.writes.filter((each) => this.isRewritable(each))) {
        const outcome = distinctSites(write).flatMap((site) => left.get(siteOf(site)) ?? [])[0];
        if (outcome === undefined) continue;
        isSettled = false;
        this.outcomes.set(write, outcome);
      }
    }
  }

  private leaveUnwantedWrites(): void {
    if (this.options.unwanted === undefined) return;
    const kept = new Set<TSESTree.Node>();
    for (let isSettled = false; !isSettled; ) {
      isSettled = true;
      for (const write of this.writes.filter((each) => this.isRewritable(each))) {
        const sites = distinctSites(write).map(siteOf);
        // What changes the one would change the other.
        const reason =
          this.options.unwanted(write.fields) ??
          (sites.some((site) => kept.has(site)) ? KEPT_WITH_ANOTHER : undefined);
        if (reason === undefined) continue;
        isSettled = false;
        this.unwanted.add(write);
        this.outcomes.set(write, { status: "left", reason });
        for (const site of sites) kept.add(site);
      }
    }
  }

  private withheldFor(): ReadonlyMap<VerbatimWrite, Reason> {
    const found = new Map<VerbatimWrite, Reason>();
    for (const write of this.writes) {
      const reason = reasonOfRequests(this.context, write, this.writes);
      if (reason !== undefined) for (const each of [write, ...write.twins]) found.set(each, reason);
    }
    return found;
  }

  private leaveWritesNotForServer(reads: readonly SeenRead[]): void {
    for (const write of this.writes.filter((each) => this.isRewritable(each))) {
      const reason = reasonAgainstServer(this.context, write, this.writes, reads);
      if (reason !== undefined) this.outcomes.set(write, { status: "left", reason });
    }
    this.leaveWritesOfOneSite();
  }

  /** By themselves values can't be told from what other writes store as it is. */
  private leaveWritesBesideOthers(writes: readonly ReportedWrite[], others: readonly OtherWrite[]): void {
    for (const write of writes.filter((each) => this.isRewritable(each))) {
      const other = others.find(({ store }) => touches(write, [store]));
      if (other === undefined) continue;
      const place = placeOf(this.context, other.call, siteOf(write));
      this.outcomes.set(write, { status: "left", reason: besideOther(place) });
    }
  }

  private rewritableSeenBy(seen: SeenRead): ReportedWrite[] {
    return (this.touched.get(seen) ?? []).filter((write) => this.isRewritable(write));
  }

  /** A file that can't be looked into may read the stores that its text could name, and so may a place that is not understood. */
  private leaveWritesOfUnseenReads(): void {
    const { givenUpAt } = this.context;
    for (const write of this.writes.filter((each) => this.isRewritable(each))) {
      if (givenUpAt !== undefined) {
        const reason = tooTangled(placeOf(this.context, givenUpAt, siteOf(write)));
        this.outcomes.set(write, { status: "left", reason });
      }
      const possible = this.possibleReads.firstOf(write.stores, write.write.call);
      if (possible !== undefined) this.outcomes.set(write, this.leftFor(possible, write));
      const reason = reasonOfUnseen(this.unseenReadersOf(write));
      if (reason !== undefined) this.outcomes.set(write, { status: "left", reason });
    }
  }

  private unseenReadersOf(write: ReportedWrite): UnseenFile[] {
    const { file } = this.context.index.fileOf(siteOf(write));
    const files = this.options.unseen?.(file) ?? ownMarkup(file);
    if (files.length === 0) return [];
    const reads = this.seen.filter((seen) => this.touched.get(seen)?.includes(write) === true);
    return files.filter((file) => couldRead(this.context, file, write.stores, reads));
  }

  private leftFor({ node, kind }: PossibleRead, write: ReportedWrite): Outcome {
    const place = placeOf(this.context, node, siteOf(write));
    return { status: "left", reason: POSSIBLE_READ[kind](place) };
  }

  /** All or nothing: a write whose read would go wrong is left, and so are the writes of that read's other stores. */
  private leaveWritesOfUnreadableStores(): void {
    for (let isSettled = false; !isSettled; ) {
      isSettled = true;
      for (const seen of this.seen) {
        const touched = this.rewritableSeenBy(seen);
        if (touched.length === 0) continue;
        const { outcome } = this.attemptRead(seen, touched);
        if (outcome.status !== "left") continue;
        isSettled = false;
        for (const write of touched) {
          this.outcomes.set(write, {
            status: "left",
            reason: {
              why: `a read of the same store (${placeOf(this.context, seen.read.call, siteOf(write))}) can't be rewritten`,
              remedy: textOfReason(outcome.reason),
            },
          });
        }
      }
    }
  }

  /** An envelope must not be written before what reads it is tolerant. */
  private leaveWritesOfIntolerantReads(): void {
    const waiting = new Map<ReportedWrite, SeenRead>();
    for (const seen of this.seen) {
      const touched = this.rewritableSeenBy(seen);
      if (touched.length === 0 || this.attemptRead(seen, touched).value === undefined) continue;
      this.intolerant.add(seen);
      for (const write of touched) if (!waiting.has(write)) waiting.set(write, seen);
    }
    for (const [write, { read }] of waiting) {
      const reason: Reason = {
        why: `a read of the same store (${placeOf(this.context, read.call, siteOf(write))}) is not tolerant of envelopes yet`,
        remedy: "rewrite and deploy the reads first",
      };
      this.outcomes.set(write, { status: "left", reason, waitsFor: "reads" });
    }
  }

  private attemptRead(seen: SeenRead, touched: readonly ReportedWrite[]): Attempt<ReadRewrite | undefined> {
    return this.readAttempts.of(seen, touched, this.unwanted);
  }
}
