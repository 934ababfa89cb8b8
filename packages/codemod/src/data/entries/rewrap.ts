import { decodeEnvelope, encodeEnvelope } from "@kv-envelope/runtime";
import { memberTexts } from "./json-text.js";

/** Where the expiry of a rewrapped payload comes from; what each means is in `expiryOf`. */
export type TtlFrom = "now" | "field" | "drop";

/** What an entry becomes: an envelope, or `{ value }` in its old shape, which the service is told to expire. */
export type Target = "envelope" | "server";

export interface RewrapOptions {
  readonly to: Target;
  readonly ttlFrom: TtlFrom;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** When the payload was written, in epoch milliseconds; `undefined` where the list does not say. */
  readonly updatedAtMs: number | undefined;
}

/** What to store, or why there is nothing. */
export type Rewrapped =
  | {
      readonly text: string;
      readonly isExpired: boolean;
      /** Epoch milliseconds at which the service is to delete it; `undefined`: never, or an envelope says the end. */
      readonly expiresAtMs: number | undefined;
    }
  | { readonly reason: string };

/** The longest ttl that the service takes, in seconds. */
const MAX_TTL_SECONDS = 9_223_372_036;

/** Above this, epoch seconds are the year 33658: milliseconds by mistake. */
const MAX_EPOCH_SECONDS = 1e12;

/** What takes the place of the text of a legacy payload. The texts of its value and metadata are carried over character by character. */
export function rewrap(text: string, options: RewrapOptions): Rewrapped {
  const members = memberTexts(text);
  const value = members.get("value");
  if (value === undefined) return { reason: "has no value" };
  const metadata = members.get("metadata");
  const expiry = expiryOf(text, members, options);
  if (typeof expiry === "string") return { reason: expiry };
  const isExpired = expiry !== undefined && options.nowMs > expiry;
  if (options.to === "server") return forServer(members, expiry, options.nowMs);
  // The runtime makes the envelope, around nulls; in their places come the texts, which JSON.stringify would spell anew.
  const frame = encodeEnvelope(null, {
    expiresAtMs: expiry,
    ...(metadata === undefined ? {} : { metadata: null }),
  });
  const wrapped = frame
    .replace(/"metadata":null\}$/, () => `"metadata":${metadata ?? "null"}}`)
    .replace(/^\{"value":null/, () => `{"value":${value}`);
  const written = memberTexts(wrapped);
  if (written.get("value") !== value || written.get("metadata") !== (metadata ?? frameMetadata(expiry)))
    return { reason: "could not be put into an envelope unchanged" };
  return { text: wrapped, isExpired, expiresAtMs: undefined };
}

/** What takes the place of an envelope's text where the service is to expire it: the same without the end. */
export function unwrapEnvelope(text: string, nowMs: number): Rewrapped {
  const members = memberTexts(text);
  const end = decodeEnvelope(text, { now: 0 })?.expiresAtMs;
  return forServer(members, end, nowMs);
}

/** `{ value }` as the text has it, with the metadata that its own reads find beside it. */
function forServer(
  members: ReadonlyMap<string, string>,
  expiresAtMs: number | undefined,
  nowMs: number,
): Rewrapped {
  const [value, metadata] = [members.get("value"), members.get("metadata")];
  if (value === undefined) return { reason: "has no value" };
  if (expiresAtMs !== undefined && secondsLeft(expiresAtMs, nowMs) > MAX_TTL_SECONDS)
    return { reason: `it would end later than in the ${MAX_TTL_SECONDS} seconds that the service takes` };
  const beside = metadata === undefined ? "" : `,"metadata":${metadata}`;
  return {
    text: `{"value":${value}${beside}}`,
    isExpired: expiresAtMs !== undefined && nowMs > expiresAtMs,
    expiresAtMs,
  };
}

/** The rest of a life in whole seconds, never fewer; what has ended has one. */
export const secondsLeft = (expiresAtMs: number, nowMs: number): number =>
  Math.max(1, Math.ceil((expiresAtMs - nowMs) / 1000));

/** With neither expiry nor metadata, an empty `metadata` makes the envelope known as one. */
const frameMetadata = (expiry: number | undefined): string | undefined =>
  expiry === undefined ? "{}" : undefined;

/**
 * The expiry in epoch milliseconds, `undefined` for none, or the reason why it can't be told:
 * - `now`: the ttl counts from now; without a ttl the absolute `expiration`;
 * - `field`: the absolute `expiration`, which a tolerant read heeds already; without one the ttl counts from the write;
 * - `drop`: none.
 */
function expiryOf(
  text: string,
  members: ReadonlyMap<string, string>,
  { ttlFrom, nowMs, updatedAtMs }: RewrapOptions,
): number | undefined | string {
  if (ttlFrom === "drop") return undefined;
  const ttl = ttlOf(members);
  const absolute = absoluteOf(text, members);
  if (typeof ttl === "string") return ttl;
  if (typeof absolute === "string") return absolute;
  if (ttl === undefined || (ttlFrom === "field" && absolute !== undefined)) return absolute;
  const start = ttlFrom === "now" ? nowMs : updatedAtMs;
  if (start === undefined)
    return "the service does not say when it was written; --ttl-from now or drop needs no such time";
  const expiry = start + ttl * 1000;
  return Number.isFinite(expiry) ? expiry : `its ttl of ${ttl} seconds is too large for a date`;
}

/** The relative ttl in seconds, `undefined` for none, or why it is none that can be used. */
function ttlOf(members: ReadonlyMap<string, string>): number | undefined | string {
  let found: number | undefined;
  // The payload was recognised, so what is neither of these is a ttl under one of its names.
  for (const [name, source] of members) {
    if (name === "value" || name === "metadata" || name === "expiration" || source === "null") continue;
    const seconds: unknown = JSON.parse(source);
    if (typeof seconds !== "number" || !Number.isFinite(seconds) || seconds <= 0)
      return `its ${name} is ${shortened(source)}, not a number of seconds above 0`;
    if (found !== undefined && found !== seconds) return `has two ttls, ${found} and ${seconds} seconds`;
    found = seconds;
  }
  return found;
}

function absoluteOf(text: string, members: ReadonlyMap<string, string>): number | undefined | string {
  const source = members.get("expiration");
  if (source === undefined || source === "null") return undefined;
  const expiresAtMs = decodeEnvelope(JSON.parse(text), { legacy: true, now: 0 })?.expiresAtMs;
  if (expiresAtMs === undefined || !Number.isFinite(expiresAtMs))
    return `its expiration is ${shortened(source)}, no epoch seconds`;
  return expiresAtMs / 1000 > MAX_EPOCH_SECONDS
    ? `its expiration is ${source}: milliseconds where seconds belong`
    : expiresAtMs;
}

const SHOWN = 40;
const shortened = (source: string): string =>
  source.length <= SHOWN ? source : `${source.slice(0, SHOWN)}…`;
