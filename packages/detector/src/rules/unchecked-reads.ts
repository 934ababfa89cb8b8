import type { TSESTree } from "@typescript-eslint/utils";
import type { Outcome } from "../repair/outcome.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import { usesOfRead, usesOfReadWithin } from "../kv/uses/read-uses.js";
import type { Context } from "../kv/context.js";
import { EditCollector } from "../rewrite/edit-collector.js";
import { EnvelopeStores } from "../kv/stores/envelope-stores.js";
import type { Operation, SeenWrite } from "../kv/operations/operations.js";
import { Helpers } from "../rewrite/imports/helper-names.js";
import { rewriteRead } from "../rewrite/reads/read-edits.js";
import { startOf } from "../rewrite/reads/read-shape.js";
import { callersAlong } from "../kv/operations/seen-reads.js";
import type { Route, SeenRead } from "../kv/operations/seen-reads.js";
import type { ReadUses, RelevantCallers } from "../kv/uses/uses.js";
import { VALUE_FIELD } from "../kv/vocabulary.js";
import type { TextEdit } from "../syntax/text/edits.js";
import type { ParsedFile } from "../syntax/parsed-file.js";
import { attemptTo } from "../repair/attempt.js";

/** One raw KV read that takes an envelope apart without looking at its expiry. */
export interface UncheckedRead {
  /** The call that gives the envelope: the read itself, or one of a function that hands it on. */
  readonly node: TSESTree.Node;
  /** The members that are taken from the envelope. */
  readonly members: readonly string[];
  readonly outcome: Outcome;
  /** The edits that make it tolerant, with the imports that they need; empty where it is left. */
  readonly rewrite: () => ReadonlyMap<ParsedFile, readonly TextEdit[]>;
}

const TOLERANT: Outcome = {
  status: "left",
  reason: { why: "it is tolerant already", remedy: "nothing is to be done" },
};

/**
 * Finds the reads that take an envelope apart without looking at its expiry. Told are only those of
 * which all is seen: what is handed to other code, or can't be followed, may be looked at there.
 * @param reads those that no write with verbatim fields belongs to
 */
export function findUncheckedReads(
  context: Context,
  writes: readonly Operation<SeenWrite>[],
  reads: readonly SeenRead[],
): UncheckedRead[] {
  const stores = new EnvelopeStores(context, writes);
  const helpers = new Helpers(context);
  const found = new Map<TSESTree.Node, UncheckedRead>();
  for (const seen of reads) {
    for (const route of seen.routes.length > 0 ? seen.routes : [undefined]) {
      const unchecked = uncheckedOn(context, helpers, stores, seen, route);
      if (unchecked !== undefined && !found.has(unchecked.node)) found.set(unchecked.node, unchecked);
    }
  }
  return [...found.values()];
}

/** @param route the calls that lead to the read; `undefined` where no caller tells more of what it reads */
function uncheckedOn(
  context: Context,
  helpers: Helpers,
  stores: EnvelopeStores,
  seen: SeenRead,
  route: Route | undefined,
): UncheckedRead | undefined {
  const { read, isOwn, ownsUrl, routes } = seen;
  const certainty = stores.holds(read, route?.store ?? read.store);
  if (certainty === undefined || isByUnseenClient(context, read)) return undefined;
  const callersOf: RelevantCallers = (fn) => {
    if (route === undefined) return context.callersOf(fn);
    return callersAlong(context, [route], fn).filter(
      (caller) => route.calls.has(caller) || !routes.some(({ calls }) => calls.has(caller)),
    );
  };
  const start = startOf(read.result);
  const readUses = usesOfRead(context, read.call, start, callersOf);
  // A generic pair may hold anything, but what it takes `value` from is an envelope.
  if (!isUnchecked(readUses) || (certainty === "store" && !readUses.unpacked.has(VALUE_FIELD)))
    return undefined;
  const isShared =
    route !== undefined && usesOfReadWithin(context, read.call, start, callersOf).uses.size === 0;
  const [innermost = read.call] = isShared ? route.calls : [];
  const alsoReadsOthers = !isShared && routes.some((other) => stores.holds(read, other.store) === undefined);
  const attempt = attemptTo(() =>
    rewriteRead(
      context,
      helpers,
      { ...read, isOwn, ownsUrl, isShared, alsoReadsOthers },
      { hasLegacyPayloads: false, hasPlainValues: false, isBare: false, ends: undefined },
      callersOf,
    ),
  );
  return {
    node: innermost,
    members: [...readUses.unpacked],
    outcome:
      attempt.outcome.status === "rewritable" && attempt.value === undefined ? TOLERANT : attempt.outcome,
    rewrite: () => {
      const collected = new EditCollector();
      collected.add(attempt.value?.edits ?? []);
      collected.need(attempt.value?.helpers ?? []);
      return new Map([...collected.all(helpers)].map(([file, edits]) => [file.file, edits]));
    },
  };
}

/**
 * Whether a read is made by a function of the program's own whose module is not seen: `authed(fetch)` of `./authed.js`, where
 * the codemod may have made it tolerant.
 */
const isByUnseenClient = (context: Context, { call, result, store }: SeenRead["read"]): boolean =>
  store.isInUrl &&
  result !== "helper" &&
  originsOf(context.resolver, { node: call.callee, callContext: null }).some((origin) => {
    const root = rootOrigin(origin);
    return root.kind === "import" && isOwnModule(root.module);
  });

/** Whether a specifier is one of a program's own: relative, of the package's `imports`, or by an alias as bundlers have them. */
const isOwnModule = (module: string): boolean => /^(?:[.#/~]|@\/)/.test(module);

/** Uses behind which the expiry may be looked at, or the entry is taken as it was stored. */
const NOT_TOLD = ["tolerant", "unknown", "beside", "expiration", "opaque", "apart"] as const;

const isUnchecked = ({ unpacked, isHandedOut, uses }: ReadUses): boolean =>
  unpacked.size > 0 && !isHandedOut && !NOT_TOLD.some((use) => uses.has(use));
