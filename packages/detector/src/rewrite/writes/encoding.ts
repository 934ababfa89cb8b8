import { BARE_TEXT } from "../../kv/vocabulary.js";
import type { HelperName } from "../imports/helper-names.js";
import { Unsafe } from "../unsafe.js";
import type { EnvelopeParts } from "./parts.js";

/** What becomes of the value of a body: the helpers that make it, and what of the fields they are given. */
export interface Encoding {
  /** Makes the text of a body. */
  readonly text: HelperName;
  /** Makes what a client or `JSON.stringify` makes text of; `undefined` where there is no such thing. */
  readonly object: HelperName | undefined;
  /**
   * What of the fields goes along with the value.
   * @throws {Unsafe} where something would be lost
   */
  readonly along: (parts: EnvelopeParts) => EnvelopeParts;
  /** Whether the pair of the service's page may make it, `kvPutWithExpiry` beside `kvPut`. */
  readonly isByPagePair: boolean;
}

/** An envelope has a place for all fields. */
export const ENVELOPE: Encoding = {
  text: "encodeEnvelope",
  object: "toEnvelope",
  along: (parts) => parts,
  isByPagePair: true,
};

/** One that the call as it is hands over, beside which it can say more than the pair takes. */
export const ENVELOPE_IN_PLACE: Encoding = { ...ENVELOPE, isByPagePair: false };

/** A value by itself, of whose end the service alone is told. */
export const BARE: Encoding = {
  text: BARE_TEXT,
  object: undefined,
  along: (parts) => {
    if (parts.options.some(({ name }) => name === "metadata"))
      throw new Unsafe(
        "a value by itself has no place for `metadata`, and the service keeps none",
        "put it into the value, or run without --unwrap",
      );
    return { ...parts, options: [] };
  },
  isByPagePair: false,
};
