import type { Decoded } from "../decode.js";
import { recognise } from "../decode.js";
import type { EncodeOptions } from "../envelope.js";
import { encodeEnvelope } from "../envelope.js";
import { assertWhole } from "./whole.js";

/** The text to store, and what a read will make of its value. */
interface Encoded {
  readonly text: string;
  readonly storedForm: () => Decoded | undefined;
}

/** As `encodeEnvelope`, but what JSON would lose of the value throws, however deep in it. */
export function encodeWhole(value: unknown, options: EncodeOptions): Encoded {
  const text = encodeWith(value, options);
  assertWhole("value", value);
  return { text, storedForm: () => recognise(text, {}) };
}

function encodeWith(value: unknown, options: EncodeOptions): string {
  try {
    return encodeEnvelope(value, options);
  } catch (error) {
    // JSON's own error for a BigInt names no place. That a value contains itself is left to JSON to say.
    try {
      assertWhole("value", value);
    } catch (named) {
      if (!(named instanceof RangeError)) throw named;
    }
    throw error;
  }
}
