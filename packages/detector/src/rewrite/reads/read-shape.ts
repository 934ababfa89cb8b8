import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { ReadResult } from "../../kv/operations/raw-reads.js";
import { placeOf } from "../../kv/place.js";
import type { ReadUses, Kind, UnknownPlace, Use } from "../../kv/uses/uses.js";
import { BARE_OPTION } from "../../kv/vocabulary.js";
import { REMEDY, Unsafe } from "../unsafe.js";

/** How a rewritten read hands an entry on: the runtime's `as`. */
export type ReadShape = "value" | "json" | "payload" | "data";

/** What the writes of the read's store tell about what is in it. */
export interface StoreContents {
  /** The mistaken code left `{ value, … }` objects there. */
  readonly hasLegacyPayloads: boolean;
  /** It stored the value itself, with its fields beside it: a binding's options, a URL's query. */
  readonly hasPlainValues: boolean;
  /** Values by themselves come to be there. */
  readonly isBare: boolean;
}

/** What a read's call gives, as far as its client tells. */
export function startOf(result: ReadResult): Kind {
  switch (result) {
    case "response":
    case "throwing-response":
      return "response";
    case "axios":
    case "axios-bytes":
    case "ofetch":
    case "undici":
    case "message":
      return result;
    case "axios-observable":
      return "axios";
    case "got-body":
      return "ofetch";
    case "ofetch-raw":
    case "ofetch-raw-lenient":
      return "ofetch-raw";
    case "superagent-end":
      return "called-back";
    case "got":
    case "got-lenient":
    case "superagent":
      return "read";
    case "text":
      return "text";
    case "binding-json":
      return "json";
    default:
      return "result";
  }
}

/** Whether one shape can't serve all uses, so that the places of use have to be told apart. */
export function isMixed(uses: ReadonlySet<Use>): boolean {
  const shapes = (["payload", "data", "value", "tolerant"] as const).filter((use) => uses.has(use));
  // Who unpacks in one place and hands on in another sees the same as before as `payload`.
  return shapes.length > 1 && !(shapes.length === 2 && uses.has("payload") && uses.has("value"));
}

/**
 * The shape that serves a read's uses: the value itself where the program does not unpack it.
 * @throws {Unsafe} if none does
 */
export function shapeOf(
  context: Context,
  read: TSESTree.Node,
  { uses, unknown, isParsed, inspected }: Pick<ReadUses, "uses" | "unknown" | "isParsed" | "inspected">,
  { hasLegacyPayloads, hasPlainValues, isBare }: StoreContents,
): ReadShape {
  if (uses.has("raw"))
    throw new Unsafe(
      "the body is taken as bytes or as a stream, for which there is no helper",
      "decode its text with `decodeEnvelope`",
    );
  if (isBare && hasPlainValues)
    throw new Unsafe(
      "some writes of the store put the value into an object and others store it as it is, and by itself nothing tells the one from the other",
      "run without --unwrap, or write both in one form",
    );
  if (isBare && uses.has("tolerant"))
    throw new Unsafe("it takes envelopes, and no value by itself", `give its helper \`${BARE_OPTION}\``);
  // All of its writes hand over the value itself: what is taken apart is the program's own document.
  if (hasPlainValues && !hasLegacyPayloads && !uses.has("tolerant")) return "value";
  if (uses.has("opaque"))
    throw new Unsafe(
      "the read is handed to a schema that describes the old wrapper, or that is not visible here",
      "let the schema describe the value, and decode the read before with `decodeEnvelope`",
    );
  if (uses.has("ttl"))
    throw new Unsafe(
      "the stored ttl is read back, and an envelope keeps the time of the end instead",
      "read `expires_at` by hand with `decodeEnvelope`",
    );
  if (uses.has("apart") && hasLegacyPayloads)
    throw new Unsafe(
      "its text is taken apart or searched by hand, and an envelope is another text",
      "parse it, or decode it before with `decodeEnvelope`",
    );
  if (uses.has("shown"))
    throw new Unsafe(
      "a component's markup can read it and takes the stored ttl or expiration, and an envelope keeps the time of the end instead",
      "read `expires_at` by hand with `decodeEnvelope`, and let the markup show that",
    );
  const [asked] = inspected;
  if (uses.has("names") && uses.has("payload") && asked !== undefined) {
    throw new Unsafe(
      `which members the stored object has is asked at ${placeOf(context, asked, read)}`,
      "take the value out before, with `decodeEnvelope`, as an envelope has other members",
    );
  }
  // What is unknown goes on seeing what it saw; it can't where others look for the envelope, or for `data`.
  if (uses.has("unknown") && (uses.has("tolerant") || uses.has("data")))
    refuseUnknown(context, read, unknown);
  if (uses.has("payload") && !uses.has("tolerant")) return "payload";
  if (isMixed(uses))
    throw new Unsafe(
      "what the read gives is unpacked in one place and used as it is in another",
      REMEDY.once,
    );
  if (uses.has("data")) return "data";
  if (hasLegacyPayloads && (uses.has("unknown") || uses.has("beside"))) {
    // Of an envelope nothing tells which of the two its writer had stored before.
    if (hasPlainValues)
      throw new Unsafe(
        `some writes of the store put the value into an object and others store it as it is, and which of them this read takes is not seen${placeAt(context, read, unknown)}`,
        "decode it by hand with `decodeEnvelope`",
      );
    return "payload";
  }
  // The whole was JSON, so that the value has to be, also where it is a text.
  return isParsed && hasLegacyPayloads ? "json" : "value";
}

/** @throws {Unsafe} with the place at which it gets unknown what becomes of a read */
export function refuseUnknown(context: Context, read: TSESTree.Node, places: readonly UnknownPlace[]): never {
  throw new Unsafe(
    `what is read gets to a place where it can't be followed${placeAt(context, read, places)}`,
    "decode it before, with `decodeEnvelope`",
  );
}

/** ` (line 3, column 5)`, of the first place; nothing where there is none. */
export function placeAt(context: Context, read: TSESTree.Node, [first]: readonly UnknownPlace[]): string {
  return first === undefined ? "" : ` (${placeOf(context, first.node, read)})`;
}
