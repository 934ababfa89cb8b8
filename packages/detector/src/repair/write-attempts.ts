import type { TSESTree } from "@typescript-eslint/utils";
import { callsOf } from "../eval/call-context.js";
import type { Reason } from "../http/reason.js";
import type { Context } from "../kv/context.js";
import type { VerbatimWrite } from "../kv/operations/fields.js";
import { SentElsewhere } from "../kv/operations/sent-elsewhere.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import { placeOf } from "../kv/place.js";
import { contains, peel } from "../syntax/nodes.js";
import { ALSO_ELSEWHERE, alsoWritesElsewhere, runsBeside } from "../kv/requests/foreign-callee.js";
import {
  ENVELOPE_FIELDS,
  EXPIRES_AT_FIELD,
  METADATA_FIELD,
  VALUE_FIELD,
  isTakenOut,
} from "../kv/vocabulary.js";
import type { Expiry } from "../kv/vocabulary.js";
import type { EditCollector } from "../rewrite/edit-collector.js";
import type { Helpers } from "../rewrite/imports/helper-names.js";
import { rewriteWrite } from "../rewrite/rewrite-write.js";
import { Unsafe } from "../rewrite/unsafe.js";
import type { ToldAt, WriteRewrite } from "../rewrite/writes/write-rewrite.js";
import type { PlacedEdit } from "../syntax/source-index.js";
import { attemptTo } from "./attempt.js";
import { handedOverAt } from "./handed-over.js";
import type { DetectOptions, Outcome } from "./outcome.js";
import { NOT_EXAMINED } from "./reasons.js";
import { reasonOfRequests } from "./server-limits.js";
import { siteOf, sizeOf } from "./sites.js";
import { usedElsewhere } from "./stray-uses.js";
import { madeAgainAt } from "./way-to-service.js";
import { reasonOfUnseenCaller, unseenBy } from "./unseen-files.js";
import type { UnseenFile } from "./unseen-files.js";

/** How each write is rewritten, by itself: whether its reads can be is asked elsewhere. */
export class WriteAttempts {
  private readonly context: Context;
  private readonly helpers: Helpers;
  private readonly expiry: Expiry;
  private readonly readOnly: DetectOptions["readOnly"];
  /** By a write or its twin: how it is rewritten where nothing around it is. */
  private readonly rewrites = new Map<VerbatimWrite, WriteRewrite>();
  /** By a write or its twin: why the service is not told of it. */
  private readonly withheld = new Map<VerbatimWrite, Reason>();
  /** By a write or its twin: where its caller says the ttl, of one whose text is made by another function. */
  private readonly liftedTo = new Map<VerbatimWrite, TSESTree.Node>();
  private readonly sentElsewhere: SentElsewhere;

  constructor(
    context: Context,
    helpers: Helpers,
    writes: readonly ReportedWrite[],
    { readOnly, unseen }: DetectOptions,
    expiry: Expiry,
  ) {
    this.context = context;
    this.helpers = helpers;
    this.expiry = expiry;
    this.readOnly = readOnly;
    this.sentElsewhere = new SentElsewhere(context);
    if (expiry !== "envelope")
      for (const write of writes) this.withhold(write, writes, unseenBy(context, write, unseen));
  }

  collect(writes: readonly ReportedWrite[], collected: EditCollector): void {
    const definitions = new Map<string, PlacedEdit>();
    const shared = new Map<string, PlacedEdit>();
    // Inner writes first: an outer one takes their new text over.
    const byPlace = new Map(
      writes.flatMap((write) => this.placesOf(write)).map((write) => [this.placeOf(write), write]),
    );
    for (const write of [...byPlace.values()].sort((a, b) => sizeOf(a) - sizeOf(b))) {
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
      for (const edit of rewrite.told?.shared ?? [])
        shared.set(`${this.context.files.indexOf(edit.file)}:${edit.start}:${edit.end}`, edit);
    }
    collected.add([...definitions.values(), ...shared.values()]);
  }

  /** A write whose fields are sent by several calls is mended at each of them or not at all. */
  of(write: ReportedWrite): Outcome {
    const own = this.expiry === "server" ? undefined : [write, ...write.twins].find(storesEnvelopeLike);
    if (own !== undefined) return { status: "left", reason: LOOKS_ENVELOPED };
    const outcomes = this.placesOf(write).map((each) => {
      const { outcome, value } = this.context.resolver.plainly(() =>
        attemptTo(() => this.rewriteWrite(each, write.carriers), this.readOnly),
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
    const isEnvelope = write.made !== undefined || write.handMade !== undefined;
    const source = write.bodyFields.length > 0 || isEnvelope ? siteOf(write) : undefined;
    const elsewhereUsed =
      source !== undefined && !isIndirect
        ? usedElsewhere(this.context, source, carriers, isEnvelope ? isNoLongerEnded : isTakenOut)
        : undefined;
    const stray = elsewhereUsed?.at;
    if (stray !== undefined)
      throw new Unsafe(
        `what is written is also used at ${placeOf(this.context, stray, siteOf(write))}, where ${this.expiry === "server" ? "the field may be looked at" : "no envelope is expected"}`,
        "build what is sent apart from it, with `encodeEnvelope`",
      );
    this.refuseMadeAgain(write, carriers);
    const entries = [...write.bodyFields.map(({ entry }) => entry), ...(write.handMade ?? [])];
    const site = siteOf(write);
    const fields = entries.map(({ name }) => name);
    const parts = [site, ...entries.map(({ node }) => node)];
    const [handed] = parts.flatMap(
      (part) => handedOverAt(this.context, part, carriers, contains(site, part), fields) ?? [],
    );
    if (handed !== undefined)
      throw new Unsafe(
        `what is written is handed over by \`${this.context.index.textOf(handed)}\` (${placeOf(this.context, handed, siteOf(write))}), and who else takes it there is not seen`,
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
      callContext === null
        ? undefined
        : runsBeside(this.context, callsOf(callContext), carriers, elsewhereUsed?.harmless);
    if (beside !== undefined)
      throw new Unsafe(
        `the same call can run another function (${placeOf(this.context, beside, siteOf(write))}), which does something else with what is written`,
        "write to Telnyx KV in a call of its own",
      );
    return rewriteWrite(this.context, this.helpers, write, this.expiry, this.withheld.get(write));
  }

  /** A length or a signature that is made of the object by itself would be that of another text. */
  private refuseMadeAgain({ payload, write }: VerbatimWrite, carriers: ReportedWrite["carriers"]): void {
    // The service's own expiry takes the field out of the object, and so out of all that is made of it.
    if (payload.kind !== "object" || payload.stringify === undefined || this.expiry === "server") return;
    const again = madeAgainAt(this.context, peel(payload.object.node), payload.stringify, carriers);
    if (again === undefined) return;
    throw new Unsafe(
      `the same request also gets something that is made of the object by itself (${placeOf(this.context, again, write.call)}), as a length or a signature is`,
      "make the text once, and use it in both places",
    );
  }

  private placeOf(write: VerbatimWrite): TSESTree.Node {
    return this.liftedTo.get(write) ?? siteOf(write);
  }

  /** A write and its twins, once for each place that a rewrite changes. */
  private placesOf(write: ReportedWrite): VerbatimWrite[] {
    const byPlace = new Map<TSESTree.Node, VerbatimWrite>();
    for (const each of [write, ...write.twins]) {
      const place = this.placeOf(each);
      if (!byPlace.has(place)) byPlace.set(place, each);
    }
    return [...byPlace.values()];
  }

  /** Notes why the service must not be told of a write. */
  private withhold(
    write: ReportedWrite,
    writes: readonly ReportedWrite[],
    unseen: readonly UnseenFile[],
  ): void {
    const toldOf = (each: VerbatimWrite): ToldAt | undefined =>
      this.context.resolver.plainly(
        () => attemptTo(() => rewriteWrite(this.context, this.helpers, each, this.expiry)).value?.told,
      );
    for (const each of write.twins.length === 0 ? [] : [write, ...write.twins]) {
      const told = toldOf(each);
      if (told?.lifted !== undefined) this.liftedTo.set(each, told.spot);
    }
    const through = unseen.length === 0 ? [] : (toldOf(write)?.through ?? []);
    const reason =
      reasonOfRequests(this.context, write, writes, toldOf) ??
      reasonOfUnseenCaller(this.context, unseen, through);
    if (reason !== undefined) for (const each of [write, ...write.twins]) this.withheld.set(each, reason);
  }
}

/** Whether a document of the program's own is stored that has the fields of an envelope and no others: `{ value, metadata }`. */
function storesEnvelopeLike({ payload, bodyFields, optionFields }: VerbatimWrite): boolean {
  if (payload.kind !== "object" || payload.shape.isOpen) return false;
  const names = payload.shape.entries.map(({ name }) => name);
  return (
    bodyFields.length === 0 &&
    optionFields.length > 0 &&
    [VALUE_FIELD, METADATA_FIELD].every((name) => names.includes(name)) &&
    names.every((name) => ENVELOPE_FIELDS.has(name))
  );
}

const LOOKS_ENVELOPED: Reason = {
  why: "what is stored looks like an envelope itself (`value` beside `metadata`), and a read that takes envelopes would take what is stored today for one",
  remedy: "give one of its fields another name first",
};

/** The same of an envelope whose end the service is told. */
const isNoLongerEnded = (name: string): boolean => name === EXPIRES_AT_FIELD || isTakenOut(name);
