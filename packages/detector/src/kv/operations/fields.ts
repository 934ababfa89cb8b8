import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import type { EnvelopeCall } from "../calls/envelope-helpers.js";
import { peel } from "../../syntax/nodes.js";
import type { FieldMessageId } from "../messages.js";
import type { Entry, Shape } from "../../eval/objects/shape.js";
import { readBody } from "./put-together.js";
import { madeEnvelopes, saysServerTtl } from "./made-envelope.js";
import type { MadeEnvelope } from "./made-envelope.js";
import { otherPayloads } from "./payload.js";
import type { Payload } from "./payload.js";
import type { RawWrite } from "./raw-writes.js";
import {
  BINDING_TTL_OPTION,
  BINDING_TTL_SINCE,
  EXPIRES_AT_FIELD,
  VALUE_FIELD,
  bodyFieldRole,
  isRequestField,
  isUnmistakable,
  optionFieldRole,
  queryFieldRole,
} from "../vocabulary.js";
import type { FieldRole } from "../vocabulary.js";

/** One field of a write that the service stores verbatim or drops. */
export interface VerbatimField {
  /** The field as the source spells it, for example `expiration_ttl`. */
  readonly name: string;
  /** The narrowest node that a user must change: the property, or the spread, query text or call where there is none. */
  readonly node: TSESTree.Node;
  readonly messageId: FieldMessageId;
  readonly data: Readonly<Record<string, string>>;
}

/** A verbatim field as a write carries it. */
export interface FieldEntry {
  readonly role: FieldRole;
  readonly entry: Entry;
}

/** A raw write with the verbatim fields it carries, at least one. */
export interface VerbatimWrite {
  readonly write: RawWrite;
  readonly payload: Payload;
  readonly fields: readonly VerbatimField[];
  readonly bodyFields: readonly FieldEntry[];
  readonly optionFields: readonly FieldEntry[];
  /** Whether the body is an envelope already, with a field left over from before. */
  readonly isEnvelope: boolean;
  /** The envelope whose end is to be the service's, where that is what is asked for. */
  readonly made?: MadeEnvelope;
  /** The same of an envelope that the program makes itself: what says its end. */
  readonly handMade?: readonly Entry[];
  /** Whether the same call also sends something without the fields: the other arm of a condition. */
  readonly alsoSendsOther?: boolean;
  /** The call of a helper or store of ours that makes the envelope and stores it. */
  readonly stored?: EnvelopeCall;
}

/** Which fields of a raw write the service stores verbatim or drops; `undefined` if there are none. */
export const readVerbatimWrite = (context: Context, write: RawWrite): VerbatimWrite | undefined =>
  readVerbatimWrites(context, write)[0];

/** The same of all that the write can send: the arms of a condition. */
export function readVerbatimWrites(context: Context, write: RawWrite): VerbatimWrite[] {
  const payloads = payloadsOf(context, write);
  const verbatim = payloads.flatMap((payload) => verbatimWith(context, write, payload) ?? []);
  const ended = endedByReads(context, write, payloads);
  return amongAll([...verbatim, ...ended.writes], Math.max(payloads.length, ended.ways));
}

/** The envelopes of a write alone. */
export function endedWrites(context: Context, write: RawWrite): VerbatimWrite[] {
  const payloads = payloadsOf(context, write);
  const { writes, ways } = endedByReads(context, write, payloads);
  return amongAll(writes, Math.max(payloads.length, ways));
}

/** Of several texts, some of which are not found, each that is found. */
const amongAll = (found: readonly VerbatimWrite[], ways: number): VerbatimWrite[] =>
  found.length >= ways ? [...found] : found.map((each) => ({ ...each, alsoSendsOther: true }));

function payloadsOf(context: Context, write: RawWrite): Payload[] {
  const first = payloadOf(context, write);
  return [first, ...(write.value === undefined ? [] : otherPayloads(context, write.value, first))];
}

const payloadOf = (context: Context, { value }: RawWrite): Payload =>
  value === undefined ? { kind: "opaque", isBytes: false } : readBody(context, value);

function verbatimWith(context: Context, write: RawWrite, payload: Payload): VerbatimWrite | undefined {
  const shape = payload.kind === "object" ? payload.shape : undefined;
  const bodyFields = shape === undefined ? [] : bodyFieldsOf(shape, write);
  const { fields: optionFields, reports } = optionFieldsOf(context, write);
  // Nothing that a person has chosen the service's own expiry for speaks of what the service has no place for.
  const isFault = ({ role }: FieldEntry): boolean =>
    role !== "metadata" || context.settings.expiry !== "server";
  const fields: VerbatimField[] = [
    ...bodyFields.filter(isFault).map(reportOfBody),
    ...reports,
    ...queryFieldsOf(write),
    ...wholeBody(write, payload),
  ];
  if (fields.length === 0) return undefined;
  const isEnvelope = shape !== undefined && has(shape, VALUE_FIELD) && has(shape, EXPIRES_AT_FIELD);
  return { write, payload, fields: inSourceOrder(fields), bodyFields, optionFields, isEnvelope };
}

const reportOfBody = (field: FieldEntry): VerbatimField =>
  report(field, field.entry.node.type === "SpreadElement" ? "spreadField" : "bodyField");

/**
 * The envelopes that our helpers make, or the program itself, for who goes from envelopes to the service's own expiry.
 * @returns `ways`: how many texts there are in all, where some are made by our helpers
 */
function endedByReads(
  context: Context,
  write: RawWrite,
  payloads: readonly Payload[],
): { readonly writes: readonly VerbatimWrite[]; readonly ways: number } {
  const { envelopes, expiry } = context.settings;
  if (envelopes !== true || expiry !== "server" || saysServerTtl(context, write))
    return { writes: [], ways: 0 };
  const common = { write, bodyFields: [], optionFields: [], isEnvelope: false };
  const { made, ways } = madeEnvelopes(context, write);
  if (made.length > 0)
    return {
      writes: made.map((each) => ({
        ...common,
        payload: { kind: "opaque", isBytes: false },
        fields: each.fields.map((field) => report(field, "envelopeField")),
        made: each,
      })),
      ways,
    };
  const writes = payloads.flatMap((payload): VerbatimWrite[] => {
    const shape = payload.kind === "object" && !write.needsFullShape ? payload.shape : undefined;
    const handMade = shape?.entries.filter(({ name }) => name === EXPIRES_AT_FIELD) ?? [];
    if (shape === undefined || handMade.length === 0 || !has(shape, VALUE_FIELD)) return [];
    const fields = handMade.map((entry) => report({ role: "expiration", entry }, "envelopeField"));
    return [{ ...common, payload, fields, handMade }];
  });
  return { writes, ways: 0 };
}

const has = (shape: Shape, name: string): boolean => shape.entries.some((entry) => entry.name === name);

/** JSON leaves out what is `undefined`. */
const isWritten = (entry: Entry): boolean => {
  const node = entry.value === undefined ? undefined : peel(entry.value.node);
  return (
    !(node?.type === "Identifier" && node.name === "undefined") &&
    !(node?.type === "UnaryExpression" && node.operator === "void")
  );
};

function bodyFieldsOf(shape: Shape, { kind, needsFullShape }: RawWrite): FieldEntry[] {
  const entries = shape.entries.filter(isWritten);
  const hasValue = has(shape, VALUE_FIELD);
  const isEnvelope = hasValue && has(shape, EXPIRES_AT_FIELD);
  if (needsFullShape && !hasValue) return [];
  const around = { hasValue, hasUnmistakable: entries.some((entry) => isUnmistakable(entry.name)) };
  // `{ type, value, ttl }` is a record of the user's own: a write request has nothing else.
  if (!around.hasUnmistakable && entries.some((entry) => !isRequestField(entry.name))) return [];
  const fields = entries.flatMap((entry) => {
    // What an envelope keeps beside its value is deliberate, but an unmistakable field is a leftover.
    if (isEnvelope && !isUnmistakable(entry.name)) return [];
    const role = bodyFieldRole(entry.name, around);
    return role === undefined ? [] : [{ role, entry }];
  });
  return isOwnDocument(kind, fields) ? [] : fields.filter(isFirstOfNode);
}

/** An object can come on two ways, each with what it is given there: its field is one. */
const isFirstOfNode = ({ entry }: FieldEntry, position: number, all: readonly FieldEntry[]): boolean =>
  all.findIndex((each) => each.entry.node === entry.node && each.entry.name === entry.name) === position;

/** A binding takes metadata as an option: `{ value, metadata }` in what it stores is a document of the program's own. */
const isOwnDocument = (kind: RawWrite["kind"], fields: readonly { readonly role: FieldRole }[]): boolean =>
  kind === "binding" && fields.every(({ role }) => role === "metadata");

function optionFieldsOf(
  context: Context,
  write: RawWrite,
): { fields: FieldEntry[]; reports: VerbatimField[] } {
  const fields: FieldEntry[] = [];
  const reports: VerbatimField[] = [];
  const entries =
    write.options === undefined ? [] : context.shapes.shapeOf(write.options).entries.filter(isWritten);
  if (write.kind === "binding" && entries.some((entry) => isObjectStorageOption(entry.name)))
    return { fields, reports };
  for (const entry of entries) {
    const role = optionFieldRole(entry.name);
    if (role === undefined) continue;
    const version =
      write.kind === "binding" && entry.name === BINDING_TTL_OPTION
        ? ignoringRuntime(context, write.call)
        : undefined;
    if (version === null) continue;
    fields.push({ role, entry });
    reports.push(
      version === undefined
        ? report({ role, entry }, "optionField")
        : {
            ...report({ role, entry }, "oldRuntimeOption"),
            data: { field: entry.name, version, consequence: consequenceOf(role) },
          },
    );
  }
  return { fields, reports };
}

/** Options of the runtime's object storage, whose `put` looks the same and does keep metadata. */
const isObjectStorageOption = (name: string): boolean =>
  /^(contentType|httpMetadata|customMetadata|cacheControl|acl|storageClass)$/.test(name);

/** Whether the installed runtime's binding honours a ttl; `undefined` where that can't be known. */
export function honoursBindingTtl(context: Context, call: TSESTree.CallExpression): boolean | undefined {
  if (context.settings.serverTtl?.includes("binding") === true) return true;
  if (ignoringRuntime(context, call) !== null) return false;
  return context.factsAt(call).edgeRuntimeVersion() === null ? undefined : true;
}

/** The installed runtime's version if it ignores the binding's ttl, `null` if it honours it or can't be known. */
function ignoringRuntime(context: Context, call: TSESTree.CallExpression): string | null {
  if (context.settings.serverTtl?.includes("binding") === true) return null;
  const version = context.factsAt(call).edgeRuntimeVersion();
  const parts = /^(\d+)\.(\d+)\.(\d+)/
    .exec(version ?? "")
    ?.slice(1)
    .map(Number);
  if (version === null || parts === undefined) return null;
  for (const [position, since] of BINDING_TTL_SINCE.entries()) {
    const part = parts[position] ?? 0;
    if (part !== since) return part < since ? version : null;
  }
  return null;
}

function queryFieldsOf(write: RawWrite): VerbatimField[] {
  return write.query.flatMap(({ name, node }) => {
    const role = queryFieldRole(name);
    return role === undefined
      ? []
      : [
          {
            name,
            node,
            messageId: "queryField" as const,
            data: { field: name, consequence: consequenceOf(role) },
          },
        ];
  });
}

function wholeBody(write: RawWrite, payload: Payload): VerbatimField[] {
  if (payload.kind === "multipart" && write.value !== undefined) {
    const fields = payload.shape === undefined ? [] : bodyFieldsOf(payload.shape, write);
    if (fields.length > 0) return fields.map(reportOfBody);
    return [{ name: "FormData", node: write.value.node, messageId: "multipartBody", data: {} }];
  }
  if (payload.kind !== "handwritten") return [];
  const names = new Set(payload.names);
  const around = { hasValue: names.has(VALUE_FIELD), hasUnmistakable: payload.names.some(isUnmistakable) };
  if (names.has(EXPIRES_AT_FIELD) || (write.needsFullShape && !around.hasValue)) return [];
  const { node } = payload;
  const fields = payload.names.flatMap((name) => {
    const role = bodyFieldRole(name, around);
    return role === undefined ? [] : [{ role, name }];
  });
  if (isOwnDocument(write.kind, fields)) return [];
  return fields.map(({ role, name }) => ({
    name,
    node,
    messageId: "bodyField",
    data: { field: name, consequence: consequenceOf(role) },
  }));
}

const consequenceOf = (role: FieldRole): string => (role === "metadata" ? "" : ": the key never expires");

const report = ({ role, entry }: FieldEntry, messageId: FieldMessageId): VerbatimField => ({
  name: entry.name,
  node: entry.node,
  messageId,
  data: { field: entry.name, consequence: consequenceOf(role) },
});

const inSourceOrder = (fields: readonly VerbatimField[]): VerbatimField[] =>
  [...fields].sort((a, b) => a.node.range[0] - b.node.range[0]);
