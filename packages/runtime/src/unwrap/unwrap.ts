import { refuse } from "../check.js";
import type { DecodeOptions, Decoded } from "../decode.js";
import { isExpired, recognise } from "../decode.js";
import { parseJson } from "../json.js";
import type { ThrowingClient } from "../missing.js";
import { bytesLike, clientError, isBytes, missingError, readable } from "../missing.js";

/** What an entry can be handed on as. */
const SHAPES = ["value", "json", "payload", "payloadWithExpiration", "data"] as const;

/** How a read adapter hands an entry to the reading code that a program already has. */
export interface UnwrapOptions extends DecodeOptions {
  /**
   * `"value"` (default): the value. `"json"`: the value, of which text is JSON also where it is a text
   * itself, for code that parses all that is stored. `"payload"`: `{ value, metadata? }`, for code that unpacks
   * `.value` itself. `"payloadWithExpiration"`: `{ value, metadata?, expiration? }` (epoch seconds), for code that
   * looks at the `expiration` that it stored, too. `"data"`: the same in `{ data: … }`, for code that unpacks
   * `.data.value`.
   */
  readonly as?: (typeof SHAPES)[number] | undefined;
  /**
   * Text that is JSON and neither an envelope nor, with `legacy`, a legacy payload is a value by itself, as `bareText`
   * makes it: handed on as `as` says. Only for text: what a client has parsed already comes back as it is.
   */
  readonly bare?: boolean | undefined;
  /**
   * For `unwrapResponse`: only a response from a URL that contains this text is looked at, for a
   * request helper that serves other APIs too. A response that knows no URL (a test's) is looked at.
   */
  readonly urlPart?: string | undefined;
  /** Called when the entry has expired, for example to delete it. What it throws is ignored. */
  readonly onExpired?: (() => unknown) | undefined;
  /**
   * What `unwrapText` and `unwrapJson` give for an expired entry: that by which the program knows
   * a missing key. `null` if left out.
   */
  readonly missing?: unknown;
  /**
   * For the adapters that throw (with it, `unwrapResponse` is one): the class of error that the program's own handling asks for with
   * `instanceof` (`Telnyx.NotFoundError`, got's `HTTPError`). `Error` if left out.
   */
  readonly errorClass?: { readonly prototype: object } | undefined;
  /** For the adapters that throw: the client whose error an expired entry is to look like, with its fields. */
  readonly client?: ThrowingClient | undefined;
}

/** What an adapter found: nothing of ours (`undefined`), an expired entry (`null`), or what the program is to see. */
export type Inspection = Found | null | undefined;

/** What the program is to see of an entry. */
export interface Found {
  readonly content: unknown;
  /** Whether its text is JSON also where it is a text itself. */
  readonly isJson?: boolean;
}

/**
 * For the text of a raw read: the text of the value (JSON for what is no string), or of what `as`
 * asks for. What is neither an envelope nor, with `legacy`, a legacy payload comes back as it is,
 * and so does everything that is no text.
 *
 * The type stays the caller's own, so that code which type-checked goes on doing so; an expired
 * entry gives `options.missing` (`null`) even where the type has no room for it.
 */
export function unwrapText<S>(raw: S, options: UnwrapOptions = {}): S {
  return typeof raw === "string" ? unwrapWith(raw, options, textOf, missingOf) : raw;
}

/**
 * As {@link unwrapText}, for what a client already parsed (a string is tried as JSON text): gives values,
 * not text. Bytes (`Buffer`, `Uint8Array`, `ArrayBuffer`) give bytes of the same class.
 */
export function unwrapJson<T>(parsed: T, options: UnwrapOptions = {}): T {
  const present = isBytes(parsed) ? (found: Found) => likeStored(parsed, found) : asIs;
  return unwrapWith(parsed, options, present, missingOf);
}

/**
 * In the place of a read that parses JSON itself and fails on plain text, such as the edge
 * binding's `{ type: "json" }`: unwraps the text of a raw read, and parses the text that it holds.
 * Text that is no JSON comes back as it is, a missing or expired key as `null`.
 * @typeParam T what the program takes the parsed value for
 */
export function unwrapJsonText<T>(
  raw: string | null | undefined,
  options: UnwrapOptions = {},
): Decoded<T>["value"] | null {
  const text = unwrapText(raw, options);
  const parsed = typeof text === "string" ? parseJson(text) : null;
  return (parsed === undefined ? text : parsed) as T;
}

/**
 * For what a client gave of the body whose missing key is a thrown error (got, ky, ofetch): parsed
 * where it was parsed, text where it was text, bytes where it was bytes. A `Blob` or a stream, which can't
 * be looked into without waiting, comes back as it is: read it first. An expired entry throws the error that `client` throws.
 */
export function unwrapOrThrow<T>(body: T, options: UnwrapOptions = {}): T {
  const found = inspect(body, options);
  if (found === undefined) return body;
  return (found ? likeStored(body, found) : throwMissing(options)) as T;
}

/** As {@link unwrapOrThrow}, for the text of such a client: gives text, as {@link unwrapText} does. */
export function unwrapTextOrThrow<S>(raw: S, options: UnwrapOptions = {}): S {
  return typeof raw === "string" ? unwrapWith(raw, options, textOf, throwMissing) : raw;
}

function unwrapWith<T>(
  stored: T,
  options: UnwrapOptions,
  present: (found: Found) => unknown,
  missing: (options: UnwrapOptions) => unknown,
): T {
  const found = inspect(stored, options);
  if (found === undefined) return stored;
  // The reading code keeps the type that it gave to what the store returns.
  return (found ? present(found) : missing(options)) as T;
}

function asIs({ content }: Found): unknown {
  return content;
}

function missingOf(options: UnwrapOptions): unknown {
  return "missing" in options ? options.missing : null;
}

/** Throws what a client throws for a missing key. */
export function throwMissing({ client, errorClass }: UnwrapOptions): never {
  throw missingError(errorClass, clientError(client));
}

/** A value in the form in which the client gave what is stored: text for text, bytes for bytes. */
export function likeStored(stored: unknown, found: Found): unknown {
  if (isBytes(stored)) return bytesLike(stored, textOf(found));
  return typeof stored === "string" ? textOf(found) : found.content;
}

/** What `stored` is to the program; `onExpired` is called, but not waited for. */
export function inspect(stored: unknown, options: UnwrapOptions): Inspection {
  const found = examine(stored, options);
  if (found === null) void callExpired(options);
  return found;
}

/** What `stored` is to the program, by `as`. */
export function examine(stored: unknown, options: UnwrapOptions): Inspection {
  const as = SHAPES.find((shape) => shape === (options.as ?? "value"));
  if (as === undefined) return refuse("as", `one of ${SHAPES.join(", ")}`, options.as);
  const given = readable(stored);
  const entry = recognise(given, options) ?? (options.bare ? bareEntry(given, as) : undefined);
  if (!entry) return undefined;
  if (isExpired(entry, options.now)) return null;
  const { value, metadata, expiresAtMs } = entry;
  if (as === "value" || as === "json") return { content: value, isJson: as === "json" };
  // An empty `metadata` without an end only marks the envelope: what was absent stays absent.
  const isAbsent = metadata === undefined || (!expiresAtMs && JSON.stringify(metadata) === "{}");
  const payload = isAbsent ? { value } : { value, metadata };
  if (as === "payload") return { content: payload };
  // What was stored in whole seconds comes back as it was; `"data"` is what the API was said to answer, in whole ones.
  const seconds = expiresAtMs && expiresAtMs / 1000;
  if (as === "data")
    return { content: { data: { ...payload, ...(seconds && { expiration: Math.floor(seconds) }) } } };
  return { content: { ...payload, ...(seconds && { expiration: seconds }) } };
}

/** A value that is stored by itself, as JSON; `undefined` for what is handed on as it is. */
function bareEntry(given: unknown, as: string): Decoded | undefined {
  const value = typeof given === "string" ? parseJson(given) : undefined;
  // Of all but a text, the JSON is the text to hand on.
  const isAsItIs = as === "json" || (as === "value" && typeof value !== "string");
  return value === undefined || isAsItIs ? undefined : { value, expiresAtMs: undefined, metadata: undefined };
}

/** Lets the program know, whatever its callback does. */
export async function callExpired(options: UnwrapOptions): Promise<void> {
  try {
    await options.onExpired?.();
  } catch {
    // Deleting is housekeeping: the read has its answer already.
  }
}

/** What a program that reads text is to see. */
export function textOf({ content, isJson }: Found): string {
  return typeof content === "string" && !isJson ? content : JSON.stringify(content);
}
