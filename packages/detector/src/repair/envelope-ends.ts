import type { TSESTree } from "@typescript-eslint/utils";
import { importedAs } from "../eval/origin.js";
import type { Reason } from "../http/reason.js";
import { readEnvelopeCall } from "../kv/calls/envelope-helpers.js";
import type { Context } from "../kv/context.js";
import type { SeenRead } from "../kv/operations/seen-reads.js";
import type { OtherWrite } from "../kv/stores/other-writes.js";
import type { ReportedWrite } from "../kv/operations/verbatim-writes.js";
import { placeOf } from "../kv/place.js";
import { differsWithoutEnd } from "../kv/uses/absent-end.js";
import { endedValueAt } from "../kv/uses/ended-value.js";
import { placesAskingFor } from "../kv/uses/asked-fields.js";
import { usesOfRead } from "../kv/uses/read-uses.js";
import type { ReadUses } from "../kv/uses/uses.js";
import { DECODER, END_OF_ENTRY, ENTRY_READERS, EXPIRES_AT_FIELD, WITH_EXPIRATION } from "../kv/vocabulary.js";
import { startOf } from "../rewrite/reads/read-shape.js";
import { contains, memberName, peel } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import { siteOf, touches } from "./sites.js";
import { writtenBackAt } from "./written-back.js";

/** Why an envelope goes on ending by itself: the program needs the end, which the service can't tell. */
export function reasonOfEnds(
  context: Context,
  write: ReportedWrite,
  writes: readonly ReportedWrite[],
  reads: readonly SeenRead[],
  others: () => readonly OtherWrite[],
): Reason | undefined {
  return (
    (write.made === undefined ? undefined : reasonOfMade(context, write, writes, reads)) ??
    (write.handMade === undefined ? undefined : reasonOfHandMade(context, write, reads, others))
  );
}

/** How the helpers give it to reads of the earliest form of answers, where there are such reads. */
const GIVES_ANSWERS = /\bas: ["']data["']/;
const END_NAMES: readonly string[] = [EXPIRES_AT_FIELD, END_OF_ENTRY, WITH_EXPIRATION];
const END_OF_ANSWER = "expiration";

const KEEP_END = "leave the end in the envelope, and add `ttl_secs` by hand";

/** Of an envelope that a helper makes: somebody asks when it ends, or what reads it may take it for something else. */
function reasonOfMade(
  context: Context,
  write: ReportedWrite,
  writes: readonly ReportedWrite[],
  reads: readonly SeenRead[],
): Reason | undefined {
  const site = siteOf(write);
  const entries = entryCalls(context).map((call) =>
    usesOfRead(context, call, "entry", (fn) => context.callersOf(fn)),
  );
  const asked = entries.flatMap(({ ends }) => ends)[0] ?? askedAt(context, writes);
  if (asked !== undefined)
    return {
      why: `the end of an entry is asked for (${placeOf(context, asked, site)}), which the service can't tell`,
      remedy: KEEP_END,
    };
  const whole = entries.flatMap((found) => wholeAt(found) ?? found.unknown[0]?.node ?? [])[0];
  if (whole !== undefined)
    return {
      why: `an entry goes on with the end that it has (${placeOf(context, whole, site)}), which the service can't tell`,
      remedy: KEEP_END,
    };
  for (const { read, stores } of reads) {
    if (!touches(write, stores)) continue;
    const { uses } = usesOfRead(context, read.call, startOf(read.result), (fn) => context.callersOf(fn));
    if ([...uses].some((use) => use !== "tolerant"))
      return {
        why: `a read of the same store (${placeOf(context, read.call, site)}) takes envelopes apart otherwise than by a helper`,
        remedy: "read it by a helper of the runtime, which takes an envelope without an end",
      };
  }
  return undefined;
}

/** Where the program asks for an end by its name: a member, a name in a pattern, a text. */
function askedAt(context: Context, writes: readonly ReportedWrite[]): TSESTree.Node | undefined {
  const names = context.files.some(({ file }) => GIVES_ANSWERS.test(file.text))
    ? [...END_NAMES, END_OF_ANSWER]
    : END_NAMES;
  // What says the end of one that is made may be an option of that name: `{ expiresAtMs: options.expiresAtMs }`.
  const made = writes.flatMap((each) => [each, ...each.twins].flatMap(({ made: call }) => call?.call ?? []));
  return placesAskingFor(context, names).find((node) => !made.some((call) => contains(call, node)));
}

function nodesIn(file: FileIndex, node: TSESTree.Node): TSESTree.Node[] {
  return [node, ...file.childrenOf(node).flatMap((child) => nodesIn(file, child))];
}

/** The calls that give an entry with its end: of the helpers' decoder, and of what reads metadata too. */
function entryCalls(context: Context): TSESTree.CallExpression[] {
  return context.files
    .filter(({ file }) => [...ENTRY_READERS].some((name) => file.text.includes(name)))
    .flatMap((file) => nodesIn(file, file.file.ast))
    .flatMap((node) => (node.type === "CallExpression" && givesEntry(context, node) ? [node] : []));
}

function givesEntry(context: Context, call: TSESTree.CallExpression): boolean {
  if (isDecoder(context, call.callee)) return true;
  const [first] = call.arguments;
  const callee = peel(call.callee);
  const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  // `text.then(decodeEnvelope)`
  if (name === "then" && first !== undefined && isDecoder(context, first)) return true;
  const isNamed =
    name ?? (callee.type === "Identifier" ? importedAs(context.index, callee)?.name : undefined);
  return isNamed !== undefined && isNamed !== DECODER && ENTRY_READERS.has(isNamed)
    ? readEnvelopeCall(context, call, null)?.operation === "read"
    : false;
}

function isDecoder(context: Context, node: TSESTree.Node): boolean {
  if (node.type === "MemberExpression") return memberName(node) === DECODER;
  return (
    node.type === "Identifier" && (importedAs(context.index, node)?.name === DECODER || node.name === DECODER)
  );
}

/** What else a read may do with an entry whose end goes. */
const UNSEEN_USES = ["unknown", "opaque", "names", "apart", "raw"] as const;

/** Why an envelope that the program makes itself goes on ending by itself: a read of it needs its end. */
function reasonOfHandMade(
  context: Context,
  write: ReportedWrite,
  reads: readonly SeenRead[],
  others: () => readonly OtherWrite[],
): Reason | undefined {
  const remedy = "change both by hand";
  const site = siteOf(write);
  for (const { read, stores } of reads) {
    if (!touches(write, stores)) continue;
    const found = usesOfRead(context, read.call, startOf(read.result), (fn) => context.callersOf(fn));
    const place = placeOf(context, read.call, site);
    if (found.isDecoded)
      return {
        why: `a read of the same store (${place}) is a helper's, which takes what has no end for a value of its own`,
        remedy,
      };
    const whole = writtenBackAt(read.call, found.unknown, others)?.call ?? wholeAt(found);
    if (whole !== undefined)
      return {
        why: `what a read of the same store gives (${place}) goes on as a whole (${placeOf(context, whole, site)}), with the end that it has, which the service can't tell`,
        remedy: KEEP_END,
      };
    if (UNSEEN_USES.some((use) => found.uses.has(use) || found.besideEnd.has(use)))
      return {
        why: `what a read of the same store gives (${place}) gets to where it can't be followed`,
        remedy,
      };
    const end = differsWithoutEnd(context, found.ends, mayBeNull(context, write));
    if (end !== undefined)
      return {
        why: `what asks for the end (${placeOf(context, end, site)}) would do something else with an entry that has none`,
        remedy,
      };
    const ended = endedValueAt(context, found.valuesAt, found.ends);
    if (ended !== undefined)
      return {
        why: `the value of an entry that has ended is used (${placeOf(context, ended, site)}), and the service deletes it by then`,
        remedy: "leave the envelope as it is, or tell the service a later end by hand",
      };
  }
  return undefined;
}

/** Where an entry is stored again, sent, or given to whoever calls: `JSON.stringify({ ...entry, value })`. */
const wholeAt = ({ wholes, leavesThrough }: ReadUses): TSESTree.Node | undefined =>
  wholes[0] ?? [...leavesThrough][0];

/** Whether a write may have stored `null` for no end. */
const mayBeNull = (context: Context, { handMade = [] }: ReportedWrite): boolean =>
  handMade.some(({ value }) => value !== undefined && context.index.textOf(value.node).includes("null"));
