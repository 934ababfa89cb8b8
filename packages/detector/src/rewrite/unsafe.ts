import { textOfReason } from "../http/reason.js";
import type { Reason } from "../http/reason.js";

/** Why a write or a read can't be rewritten. Thrown while its parts are gathered, caught where the outcome is decided. */
export class Unsafe extends Error {
  override readonly name = "Unsafe";
  readonly reason: Reason;

  /**
   * @param why one short clause
   * @param remedy what a person does about it
   */
  constructor(why: string, remedy: string) {
    super(textOfReason({ why, remedy }));
    this.reason = { why, remedy };
  }

  static for({ why, remedy }: Reason): Unsafe {
    return new Unsafe(why, remedy);
  }
}

/** What several reasons ask a person to do. */
export const REMEDY = {
  comment: "move the comment, or change both by hand",
  inObject: "put it into the object that is written, or write the envelope by hand with `encodeEnvelope`",
  variable: "put it into a variable before the write",
  seconds: "give it as a number of seconds",
  noTime: "give seconds above 0, or take the field out if the key is to stay for good",
  await: "await it",
  decode: "decode it by hand with `decodeEnvelope`",
  once: "decode it once with `decodeEnvelope`, and use the value in both",
} as const;
