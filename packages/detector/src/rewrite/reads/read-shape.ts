import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import type { ReadResult } from "../../kv/operations/raw-reads.js";
import type { Reason } from "../../http/reason.js";
import { placeOf } from "../../kv/place.js";
import type { ReadUses, Kind, UnknownPlace, Use } from "../../kv/uses/uses.js";
import { BARE_OPTION, WITH_EXPIRATION } from "../../kv/vocabulary.js";
import { REMEDY, Unsafe } from "../unsafe.js";

/** How a rewritten read hands an entry on: the runtime's `as`. */
export type ReadShape = "value" | "json" | "payload" | typeof WITH_EXPIRATION | "data";

/** What the writes of the read's store tell about what is in it. */
export interface StoreContents {
  /** The mistaken code left `{ value, … }` objects there. */
  readonly hasLegacyPayloads: boolean;
  /** It stored the value itself, with its fields beside it: a binding's options, a URL's query. */
  readonly hasPlainValues: boolean;
  /** Values by themselves come to be there. */
  readonly isBare: boolean;
  /** How it said there when an entry ends, if it did. */
  readonly ends: "expiration" | "ttl" | "mixed" | undefined;
  /** Where the program asks some object for the ttl that is stored, besides where it writes: one that got out of sight here, maybe. */
  readonly ttlAskedFor?: (unknown: readonly UnknownPlace[]) => TSESTree.Node | undefined;
  /** Why what gets to these places can't be read tolerantly, if one of them is a write; where entries end, that is. */
  readonly writtenBack?: (places: readonly UnknownPlace[]) => Reason | undefined;
}

/** What is taken of the object that was written, or may be. */
const TAKES_PAYLOAD = ["unknown", "beside", "expiration", "copied"] as const;
const TAKES_END = ["expiration", "copied", "unknown"] as const;
const OF_PAYLOAD = ["payload", ...TAKES_PAYLOAD] as const;

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
  {
    uses,
    unknown,
    isParsed,
    inspected,
    copied,
    digested,
  }: Pick<ReadUses, "uses" | "unknown" | "isParsed" | "inspected" | "copied" | "digested">,
  contents: StoreContents,
): ReadShape {
  const { hasLegacyPayloads, hasPlainValues, isBare, ends } = contents;
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
  const back = contents.writtenBack?.(unknown);
  if (back !== undefined) throw Unsafe.for(back);
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
  if (uses.has("expiration") && hasLegacyPayloads && ends === "mixed")
    throw new Unsafe(
      "the stored `expiration` is read back, and not all writes of the store say the end by it alone",
      "let all of them say it in one way, or read `expires_at` by hand with `decodeEnvelope`",
    );
  if (uses.has("apart") && hasLegacyPayloads)
    throw new Unsafe(
      "its text is taken apart, searched or compared by hand, and an envelope is another text",
      "parse it, or decode it before with `decodeEnvelope`",
    );
  if (uses.has("shown"))
    throw new Unsafe(
      "a component's markup can read it and takes the stored ttl or expiration, and an envelope keeps the time of the end instead",
      "read `expires_at` by hand with `decodeEnvelope`, and let the markup show that",
    );
  const [digest] = digested;
  if (digest !== undefined && hasLegacyPayloads)
    throw new Unsafe(
      `a hash, a signature or a print is made of the whole stored object at ${placeOf(context, digest, read)}, and would be another one without its ttl`,
      "make it of the value alone, or of what is needed by its names",
    );
  const [asked] = inspected;
  const [copy] = copied;
  if (copy !== undefined && hasLegacyPayloads && (ends === "ttl" || ends === "mixed"))
    throw new Unsafe(
      `all fields of the stored object, its ttl among them, are copied, and the copy gets out of sight (${placeOf(context, copy, read)})`,
      "copy what is needed by its names, or decode it before with `decodeEnvelope`",
    );
  if (asked !== undefined && (hasLegacyPayloads || OF_PAYLOAD.some((use) => uses.has(use)))) {
    throw new Unsafe(
      `which members the stored object has is asked at ${placeOf(context, asked, read)}`,
      "take the value out before, with `decodeEnvelope`, as an envelope has other members",
    );
  }
  const ttl = uses.has("unknown") && hasLegacyPayloads ? contents.ttlAskedFor?.(unknown) : undefined;
  if (ttl !== undefined)
    throw new Unsafe(
      `what is read gets to a place where it can't be followed${placeAt(context, read, unknown)}, and a stored ttl is asked for at ${placeOf(context, ttl, read)}, which an envelope does not have`,
      "decode it before, with `decodeEnvelope`, and read `expires_at`",
    );
  // What is unknown goes on seeing what it saw; it can't where others look for the envelope, or for `data`.
  if (uses.has("unknown") && (uses.has("tolerant") || uses.has("data")))
    refuseUnknown(context, read, unknown);
  // What is unknown may look at the end, too.
  const seesEnd = ends === "expiration" && TAKES_END.some((use) => uses.has(use));
  if (seesEnd && isBare)
    throw new Unsafe(
      "the stored `expiration` is read back, or what is read gets to where it may be, and a value by itself has none",
      "run without --unwrap",
    );
  const payload = seesEnd ? WITH_EXPIRATION : "payload";
  if (uses.has("payload") && !uses.has("tolerant")) return payload;
  if (isMixed(uses))
    throw new Unsafe(
      "what the read gives is unpacked in one place and used as it is in another",
      REMEDY.once,
    );
  if (uses.has("data")) return "data";
  if (hasLegacyPayloads && TAKES_PAYLOAD.some((use) => uses.has(use))) {
    // Of an envelope nothing tells which of the two its writer had stored before.
    if (hasPlainValues)
      throw new Unsafe(
        `some writes of the store put the value into an object and others store it as it is, and which of them this read takes is not seen${placeAt(context, read, unknown)}`,
        "decode it by hand with `decodeEnvelope`",
      );
    return payload;
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
