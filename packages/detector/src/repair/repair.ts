import type { TSESTree } from "@typescript-eslint/utils";
import type { DetectOptions, Outcome, RawRead } from "./outcome.js";
import type { Context } from "../kv/context.js";
import { EditCollector } from "../rewrite/edit-collector.js";
import type { TextEdit } from "../syntax/text/edits.js";
import type { FileIndex } from "../syntax/file-index.js";
import { placeOf } from "../kv/place.js";
import { textOfReason } from "../http/reason.js";
import type { Reason } from "../http/reason.js";
import { Helpers } from "../rewrite/imports/helper-names.js";
import type { ReadRewrite } from "../rewrite/reads/then-unwrap.js";
import { reasonByService, reasonOfBareRead } from "../rewrite/server/by-service.js";
import { isUnwrapping } from "../rewrite/rewrite-write.js";
import type { Expiry } from "../kv/vocabulary.js";
import type { SeenRead } from "../kv/operations/seen-reads.js";
import { namesOf } from "../kv/stores/store-name.js";
import { PossibleReads } from "../kv/handles/possible-reads.js";
import type { PossibleRead } from "../kv/handles/possible-reads.js";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import { overlaps } from "../kv/stores/store.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import type { Attempt } from "./attempt.js";
import { reasonAgainstServer } from "./server-limits.js";
import { ReadAttempts } from "./read-attempts.js";
import { couldRead, reasonOfUnseen, unseenBy } from "./unseen-files.js";
import type { UnseenFile } from "./unseen-files.js";
import {
  KEPT_WITH_ANOTHER,
  NOT_EXAMINED,
  POSSIBLE_READ,
  WAITING_READ,
  WAITING_WRITE,
  besideOther,
  tooTangled,
} from "./reasons.js";
import { touches, distinctSites, siteOf } from "./sites.js";
import { WriteAttempts } from "./write-attempts.js";

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
  private readonly writeAttempts: WriteAttempts;
  private readonly readAttempts: ReadAttempts;
  private readonly possibleReads: PossibleReads;

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
    this.possibleReads = new PossibleReads(context, new Set(reads.map(({ read }) => read.call)));
    this.writeAttempts = new WriteAttempts(context, this.helpers, writes, options, this.expiry);
    let known: readonly OtherWrite[] | undefined;
    const allOthers = (): readonly OtherWrite[] => (known ??= others());
    this.readAttempts = new ReadAttempts(context, this.helpers, writes, options, isBare, allOthers);
    for (const write of writes) this.outcomes.set(write, this.writeAttempts.of(write));
    this.leaveWritesOfOneSite();
    this.leaveUnwantedWrites();
    if (this.expiry === "server") this.leaveWritesNotForServer(reads, allOthers);
    if (!changesReads) {
      // Their reads stay, too, but have to take an entry without an end.
      this.leaveWritesOfUnseenReads(writes.filter(({ handMade }) => handMade !== undefined));
      return;
    }
    if (isBare) this.leaveWritesBesideOthers(changed, allOthers());
    if (options.allowsPartial !== true) {
      this.leaveWritesOfUnseenReads(writes);
      this.leaveWritesOfUnreadableStores();
    }
    if (options.phase === "writes") this.leaveWritesOfIntolerantReads();
    // Callers of one place may write to different stores: what a read leaves of the one can't go on in the other.
    this.leaveWritesOfOneSite();
  }

  outcomeOf(write: ReportedWrite): Outcome {
    const found = this.outcomes.get(write) ?? NOT_EXAMINED;
    const outcome =
      found.status === "left" && this.expiry === "server"
        ? { ...found, reason: reasonByService(found.reason, write.write.kind) }
        : found;
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
    if (this.options.phase !== "reads") this.writeAttempts.collect(writes, collected);
    return collected.all(this.helpers);
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

  private leaveWritesNotForServer(reads: readonly SeenRead[], others: () => readonly OtherWrite[]): void {
    for (const write of this.writes.filter((each) => this.isRewritable(each))) {
      const reason = reasonAgainstServer(this.context, write, this.writes, reads, others);
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
  private leaveWritesOfUnseenReads(writes: readonly ReportedWrite[]): void {
    const { givenUpAt } = this.context;
    for (const write of writes.filter((each) => this.isRewritable(each))) {
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
    const files = unseenBy(this.context, write, this.options.unseen);
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
    const attempt = this.readAttempts.of(seen, touched, this.unwanted);
    const { outcome } = attempt;
    return outcome.status === "left" && isUnwrapping(this.context, this.expiry)
      ? { ...attempt, outcome: { ...outcome, reason: reasonOfBareRead(outcome.reason) } }
      : attempt;
  }
}
