import { refuse } from "./check.js";
import { isObject } from "./json.js";
import { utf8Text } from "./legacy.js";

// In every runtime that has a client for which it is needed, but not in TypeScript's `lib` ES2022.
declare const Response: new (
  body: ArrayBuffer | string,
  init?: { readonly status?: number; readonly statusText?: string; readonly headers?: object },
) => PlainResponse;
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** What a plain `Response` has, as far as it is needed here. */
export interface PlainResponse {
  readonly body: object | null;
  text(): Promise<string>;
  clone(): object;
}

/** A response with that body, and nothing else that is known of it. */
export const responseOf = (body: ArrayBuffer | string): PlainResponse => new Response(body);

/** A client whose own error an expired entry is to look like. */
export type ThrowingClient = "got" | "ky" | "ofetch" | "telnyx";

/** What the service answers for a missing key: a program that asks for its code finds it for an expired one too. */
const notFound = (): object => ({
  errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
});

export const NOT_FOUND_TEXT: string = JSON.stringify(notFound());
export const NOT_FOUND: { readonly status: number; readonly statusText: string } = {
  status: 404,
  statusText: "Not Found",
};
export const JSON_TYPE: { readonly "content-type": string } = { "content-type": "application/json" };

/** The body of the answer for a missing key, in the form in which the client gave the one that is there. */
export function missingBody(stored: unknown): unknown {
  if (typeof stored === "string") return NOT_FOUND_TEXT;
  return isBytes(stored) ? bytesLike(stored, NOT_FOUND_TEXT) : notFound();
}

/** Whether a client gave the body as bytes. By tag and not by `instanceof`, which fails for another realm's. */
export function isBytes(body: unknown): body is Uint8Array | ArrayBuffer {
  return isObject(body) && /^\[object (Uint8Array|ArrayBuffer)]$/.test(Object.prototype.toString.call(body));
}

/** A text as bytes of the same class as others: a Buffer for a Buffer. */
export function bytesLike(bytes: Uint8Array | ArrayBuffer, text: string): unknown {
  const made = new TextEncoder().encode(text);
  // A copy is alone in its buffer.
  if (!ArrayBuffer.isView(bytes)) return made.slice().buffer;
  const { constructor } = bytes as unknown as { readonly constructor: Uint8ArrayConstructor };
  return constructor.from(made);
}

/** What a client gave of a body as text, or as it was parsed. */
export const readable = (body: unknown): unknown => (isBytes(body) ? utf8Text(body, false) : body);

/** The names of headers that are not true any more of a body that was unwrapped, or of the made 404. */
export const staleHeaders = (isMissing: boolean): readonly string[] => [
  "content-length",
  "content-encoding",
  ...(isMissing ? ["etag", "last-modified"] : []),
];

/** The same headers, of the same class (axios gives them methods), as they are for the unwrapped body or the made 404. */
export function headersFor(headers: object, isMissing: boolean): object {
  const stale = staleHeaders(isMissing);
  const copy = { ...headers, ...(isMissing ? JSON_TYPE : {}) };
  for (const name of Object.keys(copy))
    if (stale.includes(name.toLowerCase())) Reflect.deleteProperty(copy, name);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(headers) as object | null);
  return copy;
}

/** The fields of the error that a client throws for a missing key. */
export function clientError(client: ThrowingClient | undefined): object {
  const { status, statusText } = NOT_FOUND;
  const body = notFound();
  const response = (): object =>
    Object.assign(new Response(NOT_FOUND_TEXT, { status, statusText, headers: JSON_TYPE }), { _data: body });
  switch (client) {
    case "got":
      return gotError({
        statusCode: status,
        statusMessage: statusText,
        ok: false,
        headers: JSON_TYPE,
        body: NOT_FOUND_TEXT,
      });
    case "ky":
      return { name: "HTTPError", data: body, response: response() };
    case "ofetch":
      return {
        name: "FetchError",
        data: body,
        status,
        statusText,
        statusCode: status,
        statusMessage: statusText,
        response: response(),
      };
    case "telnyx":
      return { status, error: body, headers: new Map(Object.entries(JSON_TYPE)) };
    case undefined:
      return {
        name: "HTTPError",
        status,
        statusCode: status,
        data: body,
        response: { status, statusCode: status, data: body },
      };
    default:
      return refuse("client", '"got", "ky", "ofetch" or "telnyx"', client);
  }
}

/** The fields of got's error for a response. */
export const gotError = (response: object): object => ({
  name: "HTTPError",
  code: "ERR_NON_2XX_3XX_RESPONSE",
  response,
});

/** An error that passes for the client's own, made without its constructor, which differs from client to client. */
export function missingError(
  errorClass: { readonly prototype: object } | undefined = Error,
  shape: object,
): Error {
  const prototype: unknown = errorClass.prototype;
  if (!isObject(prototype)) return refuse("errorClass", "a class", errorClass);
  const error = Object.assign(new Error("Request failed with status code 404"), shape);
  Object.setPrototypeOf(error, prototype);
  return error;
}
