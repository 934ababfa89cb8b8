import { decodeEnvelope } from "@kv-envelope/runtime";

/** What an entry is: an envelope that is alive or has expired, a legacy payload, anything else that is text, or bytes that are none. */
export type EntryKind = "alive" | "expired" | "legacy" | "plain" | "unreadable";

/** Before every expiry, so that nothing counts as expired. */
const BEFORE_ALL = -Number.MAX_VALUE;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The stored text, `undefined` for bytes that are no UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What the stored bytes are, by the runtime's own recognition of envelopes and legacy payloads. */
export function classify(bytes: Uint8Array, nowMs: number): EntryKind {
  const text = textOf(bytes);
  if (text === undefined) return "unreadable";
  const stored = parsedObject(text);
  if (stored === undefined) return "plain";
  if (unwraps(stored, false)) return decodeEnvelope(stored, { now: nowMs }) === null ? "expired" : "alive";
  // A bare `{ value }` carries no field that did nothing: it may be anybody's document, and its reads unwrap it as it is.
  return Object.keys(stored).length > 1 && unwraps(stored, true) ? "legacy" : "plain";
}

export const isEnvelope = (kind: EntryKind): boolean => kind === "alive" || kind === "expired";

/** What is not recognised comes back from the runtime as its own value. */
const unwraps = (stored: object, legacy: boolean): boolean =>
  decodeEnvelope(stored, { legacy, now: BEFORE_ALL })?.value !== stored;

function parsedObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
