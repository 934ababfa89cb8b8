import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { declaredHelper } from "../evidence/callees.js";
import { HOLE, isText } from "../../eval/text/static-text.js";
import type { Bound } from "../../eval/call-context.js";
import { readEnvelopeCall } from "../calls/envelope-helpers.js";
import type { Operation, SeenWrite } from "../operations/operations.js";
import { helperCalls, saysServerTtl } from "../operations/made-envelope.js";
import { readPayload } from "../operations/payload.js";
import type { RawReadCall } from "../operations/raw-reads.js";
import type { RawWrite } from "../operations/raw-writes.js";
import { storeOfHelperWrite } from "./made-stores.js";
import type { StoreKey } from "./store.js";
import { flatten } from "../../eval/text/pattern.js";
import type { Pattern } from "../../eval/text/pattern.js";
import { ENVELOPE_FIELDS, EXPIRES_AT_FIELD, VALUE_FIELD } from "../vocabulary.js";

/** How sure it is that a read finds an envelope. */
type Certainty =
  /** Its keys are those of an envelope's write. */
  | "keys"
  /** It reads the same store, and of neither keys nor of the write's anything is known. */
  | "store";

/** The stores of a program that are known to hold envelopes. */
export class EnvelopeStores {
  private readonly context: Context;
  private readonly written: readonly StoreKey[];

  constructor(context: Context, writes: readonly Operation<SeenWrite>[]) {
    this.context = context;
    this.written = [...writes.flatMap((write) => envelopeStoresOf(context, write)), ...helperStores(context)];
  }

  /** Whether what a read finds is an envelope; `undefined` where that is not known. */
  holds(read: RawReadCall, store: StoreKey): Certainty | undefined {
    if (this.isDeclared(read, store)) return "keys";
    // What a function of another file gives, its own code decides: it may have looked at the expiry.
    if (read.result === "helper") return undefined;
    const certainties = this.written.map((written) => certaintyOf(written, store));
    return certainties.includes("keys") ? "keys" : certainties.find((certainty) => certainty !== undefined);
  }

  private isDeclared({ call }: RawReadCall, { namespace }: StoreKey): boolean {
    const declared = this.context.settings.envelopeStores ?? [];
    if (declared.length === 0) return false;
    if (
      namespace !== undefined &&
      declared.some((name) => namespace.text === name || namespace.text === `\${${name}}`)
    )
      return true;
    return declaredHelper(this.context, call.callee, declared) !== undefined;
  }
}

/** A store is surely the same if its namespace is; one that nothing is known of is only that of the same pair of helpers. */
function certaintyOf(written: StoreKey, read: StoreKey): Certainty | undefined {
  const [one, other] = [written.namespace, read.namespace];
  if (one?.text !== other?.text || one?.access !== other?.access) return undefined;
  const named = written.keys.filter(saysSomething);
  const asked = read.keys.filter(saysSomething);
  if (named.length > 0 && asked.length > 0)
    return named.some((left) => asked.some((right) => isSameForm(left, right))) ? "keys" : undefined;
  return named.length === 0 && asked.length === 0 ? "store" : undefined;
}

/** Whether two keys are surely of one kind: `session/1` is one of `session/${id}`, `session/${id}/log` need not be. */
function isSameForm(left: Pattern, right: Pattern): boolean {
  const [one, other] = [flatten(left, HOLE), flatten(right, HOLE)];
  if (one === other) return true;
  if (one.includes(HOLE) === other.includes(HOLE)) return false;
  const [form, key] = one.includes(HOLE) ? [one, other] : [other, one];
  const [head = "", ...rest] = form.split(HOLE);
  const tail = rest.pop() ?? "";
  const filled = key.slice(head.length, key.length - tail.length);
  return (
    rest.length === 0 &&
    key.length > head.length + tail.length &&
    key.startsWith(head) &&
    key.endsWith(tail) &&
    !filled.includes("/")
  );
}

const saysSomething = (key: Pattern): boolean => key.some((part) => isText(part) && /\w/.test(part.text));

/** Where a raw write stores envelopes, as its outermost callers tell. */
const envelopeStoresOf = (context: Context, { answers }: Operation<SeenWrite>): StoreKey[] =>
  answers.flatMap(({ value, isOutermost }) =>
    value !== undefined &&
    isOutermost &&
    isEnvelopeWrite(context, value.write) &&
    // A read need not look at what it will not find.
    !saysServerTtl(context, value.write)
      ? [value.write.store]
      : [],
  );

/** Whether what a raw write stores is an envelope: made by a helper of ours, or by hand. */
export function isEnvelopeWrite(context: Context, { value, needsFullShape }: RawWrite): boolean {
  if (value === undefined) return false;
  const payload = readPayload(context, value.bound, value.encoding);
  // A name and this shape together may as well be those of another store.
  if (payload.kind === "object" && !needsFullShape) {
    const names = new Set(payload.shape.entries.map(({ name }) => name));
    if (names.has(VALUE_FIELD) && names.has(EXPIRES_AT_FIELD))
      return !payload.shape.isOpen && [...names].every((name) => ENVELOPE_FIELDS.has(name));
  }
  return isEncodedText(context, value.bound);
}

/** `encodeEnvelope(…)`, `JSON.stringify(toEnvelope(…))`, in whatever carries it. */
const isEncodedText = (context: Context, text: Bound): boolean =>
  context.resolver.follow(text).some((value) => helperCalls(context, value).length > 0);

/** The calls of helpers of ours that write an envelope to whatever store they are given. */
export const envelopeHelperWrites = (context: Context): TSESTree.CallExpression[] =>
  context.candidates.filter((call) => {
    const { operation, text } = readEnvelopeCall(context, call, null) ?? {};
    return operation === "write" && (text === undefined || isEncodedText(context, text));
  });

/** What such calls write to: `putWithExpiry(env.SESSIONS, key, …)`, `typedStore(restStore({ namespaceId })).put(key, …)`. */
const helperStores = (context: Context): StoreKey[] =>
  envelopeHelperWrites(context).flatMap((call) => {
    const write = readEnvelopeCall(context, call, null);
    return (write && storeOfHelperWrite(context, write)) ?? [];
  });
