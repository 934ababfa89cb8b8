import { refuse } from "./check.js";
import type { DecodeOptions, Decoded } from "./decode.js";
import { isExpired, recognise } from "./decode.js";
import { isObject, parseJson } from "./json.js";

/** How a read adapter hands an entry to the reading code that a program already has. */
export interface UnwrapOptions extends DecodeOptions {
  /**
   * `"value"` (default): the value. `"payload"`: `{ value, metadata? }`, for code that unpacks
   * `.value` itself. `"data"`: `{ data: { value, metadata?, expiration? } }` (epoch seconds), for
   * code that unpacks `.data.value`.
   */
  readonly as?: "value" | "payload" | "data" | undefined;
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
}

/** What an adapter found: nothing of ours (`undefined`), an expired entry (`null`), or what the program is to see. */
export type Inspection = { readonly content: unknown } | null | undefined;

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

/** As {@link unwrapText}, for what a client already parsed (a string is tried as JSON text): gives values, not text. */
export function unwrapJson<T>(parsed: T, options: UnwrapOptions = {}): T {
  return unwrapWith(parsed, options, asIs, missingOf);
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
 * As {@link unwrapJson}, for clients whose missing key is a thrown error (got, ky, ofetch, SDKs):
 * an expired entry throws an error with `status`, `statusCode` and `response` as theirs have.
 */
export function unwrapOrThrow<T>(parsed: T, options: UnwrapOptions = {}): T {
  return unwrapWith(parsed, options, asIs, throwMissing);
}

/** As {@link unwrapOrThrow}, for the text of such a client: gives text, as {@link unwrapText} does. */
export function unwrapTextOrThrow<S>(raw: S, options: UnwrapOptions = {}): S {
  return typeof raw === "string" ? unwrapWith(raw, options, textOf, throwMissing) : raw;
}

function unwrapWith<T>(
  stored: T,
  options: UnwrapOptions,
  present: (content: unknown) => unknown,
  missing: (options: UnwrapOptions) => unknown,
): T {
  const found = inspect(stored, options);
  if (found === undefined) return stored;
  // The reading code keeps the type that it gave to what the store returns.
  return (found ? present(found.content) : missing(options)) as T;
}

function asIs(content: unknown): unknown {
  return content;
}

function missingOf(options: UnwrapOptions): unknown {
  return "missing" in options ? options.missing : null;
}

/** Throws what a client throws for a missing key. */
export function throwMissing(options: UnwrapOptions): never {
  const response = { status: 404, statusCode: 404 };
  throw missingError(options, { name: "HTTPError", ...response, response });
}

/** An error that passes for the client's own, made without its constructor, which differs from client to client. */
export function missingError({ errorClass = Error }: UnwrapOptions, shape: object): Error {
  const prototype: unknown = errorClass.prototype;
  if (!isObject(prototype)) return refuse("errorClass", "a class", errorClass);
  const error = Object.assign(new Error("Request failed with status code 404"), shape);
  Object.setPrototypeOf(error, prototype);
  return error;
}

/** What `stored` is to the program; `onExpired` is called, but not waited for. */
export function inspect(stored: unknown, options: UnwrapOptions): Inspection {
  const found = examine(stored, options);
  if (found === null) void callExpired(options);
  return found;
}

/** What `stored` is to the program, by `as`. */
export function examine(stored: unknown, options: UnwrapOptions): Inspection {
  const as: unknown = options.as ?? "value";
  if (as !== "value" && as !== "payload" && as !== "data") refuse("as", '"value", "payload" or "data"', as);
  const entry = recognise(stored, options);
  if (!entry) return undefined;
  if (isExpired(entry, options.now)) return null;
  const { value, metadata, expiresAtMs } = entry;
  if (as === "value") return { content: value };
  // An empty `metadata` without an end only marks the envelope: what was absent stays absent.
  const isAbsent = metadata === undefined || (!expiresAtMs && JSON.stringify(metadata) === "{}");
  const payload = isAbsent ? { value } : { value, metadata };
  const end = expiresAtMs && { expiration: Math.floor(expiresAtMs / 1000) };
  return { content: as === "payload" ? payload : { data: { ...payload, ...end } } };
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
export function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}
