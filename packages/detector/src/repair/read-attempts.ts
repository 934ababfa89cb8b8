import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { callersAlong } from "../kv/operations/seen-reads.js";
import type { FieldEntry } from "../kv/operations/fields.js";
import type { SeenRead } from "../kv/operations/seen-reads.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import { isOtherNamespace } from "../kv/stores/store.js";
import { METADATA_FIELD } from "../kv/vocabulary.js";
import type { RelevantCallers, UnknownPlace } from "../kv/uses/uses.js";
import type { Helpers } from "../rewrite/imports/helper-names.js";
import { rewriteRead } from "../rewrite/reads/read-edits.js";
import type { StoreContents } from "../rewrite/reads/read-shape.js";
import type { ReadRewrite } from "../rewrite/reads/then-unwrap.js";
import type { Attempt } from "./attempt.js";
import { attemptTo } from "./attempt.js";
import { ttlAskedFor } from "./asked-elsewhere.js";
import type { DetectOptions } from "./outcome.js";
import { writtenBack } from "./reasons.js";
import { touches } from "./sites.js";
import { writtenBackAt } from "./written-back.js";

/** Rewrites reads for the writes that they can see, and remembers what came of it. */
export class ReadAttempts {
  private readonly context: Context;
  private readonly helpers: Helpers;
  private readonly positions: ReadonlyMap<ReportedWrite, number>;
  private readonly readOnly: DetectOptions["readOnly"];
  private readonly isBare: boolean;
  private readonly others: () => readonly OtherWrite[];
  private readonly known = new Map<
    SeenRead,
    { readonly of: string; readonly attempt: Attempt<ReadRewrite | undefined> }
  >();

  constructor(
    context: Context,
    helpers: Helpers,
    writes: readonly ReportedWrite[],
    { readOnly }: DetectOptions,
    isBare: boolean,
    others: () => readonly OtherWrite[],
  ) {
    this.context = context;
    this.helpers = helpers;
    this.positions = new Map(writes.map((write, position) => [write, position]));
    this.readOnly = readOnly;
    this.isBare = isBare;
    this.others = others;
  }

  /**
   * The rewrite of a read, as an earlier call with the same writes made it; no edits where it is tolerant already.
   * @param touched the writes that it can see, and is to be made tolerant of
   * @param unwanted writes that go on as they are
   */
  of(
    seen: SeenRead,
    touched: readonly ReportedWrite[],
    unwanted: ReadonlySet<ReportedWrite>,
  ): Attempt<ReadRewrite | undefined> {
    const of = touched.map((write) => this.positions.get(write)).join();
    const known = this.known.get(seen);
    if (known?.of === of) return known.attempt;
    const attempt = this.attempt(seen, touched, unwanted);
    this.known.set(seen, { of, attempt });
    return attempt;
  }

  private attempt(
    seen: SeenRead,
    touched: readonly ReportedWrite[],
    unwanted: ReadonlySet<ReportedWrite>,
  ): Attempt<ReadRewrite | undefined> {
    const { read, isOwn, ownsUrl, routes } = seen;
    const goingOn = [...unwanted].filter((write) => touched.some((each) => touches(write, each.stores)));
    const seenWrites = [...touched, ...goingOn];
    // By themselves values are told from what other writes store, whether those are rewritten or not.
    const plain = this.isBare ? [...this.positions.keys()] : seenWrites;
    const contents = {
      hasLegacyPayloads: seenWrites.some((write) => write.bodyFields.length > 0),
      hasPlainValues: plain.some(
        (write) => write.bodyFields.length === 0 && (!this.isBare || touches(write, seen.stores)),
      ),
      isBare: this.isBare,
      ...(seenWrites.some(saysEnd) && {
        writtenBack: (places: readonly UnknownPlace[]) => {
          const back = writtenBackAt(read.call, places, this.others);
          return back === undefined ? undefined : writtenBack(this.context, back, read.call);
        },
      }),
      ttlAskedFor: (unknown: readonly UnknownPlace[]) =>
        ttlAskedFor(this.context, seenWrites, read.call, unknown),
      ends: endsIn(this.context, seenWrites),
    };
    const others = routes.filter(({ store }) => !touched.some((write) => touches(write, [store])));
    const attemptAs = (isShared: boolean): Attempt<ReadRewrite | undefined> => {
      const isTouched = (caller: TSESTree.CallExpression): boolean => {
        const through = routes.filter((route) => route.calls.has(caller));
        return (
          through.length === 0 ||
          through.some((route) => touched.some((write) => touches(write, [route.store])))
        );
      };
      const callersOf: RelevantCallers = (fn) =>
        (isOwn && !isShared ? this.context.callersOf(fn) : callersAlong(this.context, routes, fn)).filter(
          isTouched,
        );
      const alsoReadsOthers = others.length > 0;
      return attemptTo(
        () =>
          rewriteRead(
            this.context,
            this.helpers,
            { ...read, isOwn, ownsUrl, isShared, alsoReadsOthers },
            contents,
            callersOf,
          ),
        this.readOnly,
      );
    };
    // A function that reads others' entries too is none of ours for those: each of our callers becomes tolerant for itself.
    if (others.length === 0) return attemptAs(false);
    const atCallers = attemptAs(true);
    const isHard = others.some(({ store }) =>
      touched.every(({ stores }) =>
        stores.every((written) => isOtherNamespace(written.namespace, store.namespace)),
      ),
    );
    return atCallers.outcome.status === "rewritable" || isHard ? atCallers : attemptAs(false);
  }
}

/** Whether a write says when its entry ends, in a body or an option: `metadata` alone does not. */
const saysEnd = (write: ReportedWrite): boolean =>
  [write, ...write.twins].some(({ fields }) => fields.some(({ name }) => name !== METADATA_FIELD));

/** How the writes of a store say in a body when an entry ends. */
function endsIn(context: Context, writes: readonly ReportedWrite[]): StoreContents["ends"] {
  const fields = writes
    .flatMap((write) => [write, ...write.twins])
    .flatMap(({ bodyFields }) => bodyFields.filter(({ role }) => role !== "metadata"));
  if (fields.length === 0) return undefined;
  if (fields.every((field) => isInstant(context, field))) return "expiration";
  return fields.some(({ role }) => role === "expiration") ? "mixed" : "ttl";
}

/** Whether a field is an absolute end that comes back as it was: of `null`, which JSON keeps, an envelope says nothing. */
const isInstant = (context: Context, { role, entry }: FieldEntry): boolean =>
  role === "expiration" &&
  entry.value !== undefined &&
  !/\bnull\b/.test(context.index.textOf(entry.value.node));
