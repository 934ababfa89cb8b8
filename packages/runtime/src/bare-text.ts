import { assertJson } from "./check.js";
import { recognise } from "./decode.js";
import { encodeEnvelope } from "./envelope.js";

/**
 * The text to store for a value by itself, of which the service alone is told when it ends: its JSON. A read with
 * `bare: true` gives the value back. A value that itself looks like an envelope or a legacy payload
 * (`{ value: 1, metadata: {} }`) is put into an envelope without an end, as no read could tell it from one.
 *
 * @throws TypeError where JSON could not hold the value.
 */
export function bareText(value: unknown): string {
  assertJson("value", value);
  const text = JSON.stringify(value);
  return recognise(text, { legacy: true }) ? encodeEnvelope(value) : text;
}
