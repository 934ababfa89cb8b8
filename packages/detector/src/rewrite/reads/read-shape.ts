import type { ReadResult } from "../../kv/operations/raw-reads.js";
import type { Kind, Use } from "../../kv/uses/uses.js";
import { Unsafe } from "../unsafe.js";

/** How a rewritten read hands an entry on: the runtime's `as`. */
export type ReadShape = "value" | "payload" | "data";

/** What a read's call gives, as far as its client tells. */
export function startOf(result: ReadResult): Kind {
  switch (result) {
    case "response":
    case "throwing-response":
      return "response";
    case "axios":
      return "axios";
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
 * The shape that serves a read's uses: the value itself where the file does not unpack it.
 * @throws {Unsafe} if none does
 */
export function shapeOf(uses: ReadonlySet<Use>, hasLegacyPayloads: boolean): ReadShape {
  if (uses.has("opaque"))
    throw new Unsafe(
      "the read is handed to a schema that is not visible here, which may describe the old wrapper",
    );
  if (uses.has("ttl"))
    throw new Unsafe(
      "the relative ttl that was stored is read back, and an envelope keeps the time of the end instead",
    );
  if (uses.has("payload") && !uses.has("tolerant")) return "payload";
  if (isMixed(uses))
    throw new Unsafe("what the read gives is unpacked in one place and used as it is in another");
  if (uses.has("data")) return "data";
  // What can't be followed goes on seeing what it saw.
  return uses.has("lost") && hasLegacyPayloads ? "payload" : "value";
}
