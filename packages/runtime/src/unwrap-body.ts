import { isObject } from "./json.js";
import { JSON_TYPE, NOT_FOUND, bytesLike, gotError, missingBody, missingError, readable } from "./missing.js";
import type { UnwrapOptions } from "./unwrap.js";
import { inspect, likeStored, textOf } from "./unwrap.js";

/** What a response of got or superagent has, as far as it is needed here. */
interface ReadResponse {
  readonly statusCode: number;
  readonly body: unknown;
  /** superagent's: the body before it is parsed. */
  readonly text?: unknown;
  readonly headers?: object;
  /** got's. */
  readonly request?: { readonly options?: { readonly throwHttpErrors?: unknown } };
}

/**
 * For the response to a raw read by got or superagent, which have read and maybe parsed the body:
 * the same response, with `body` (and superagent's `text`) unwrapped. An expired entry is what the
 * client makes of a 404: got gives a response with that status where `throwHttpErrors` is `false`,
 * else the client's own kind of error is thrown.
 */
export function unwrapBody<R>(response: R, options: UnwrapOptions = {}): R {
  if (!isReadResponse(response) || response.statusCode < 200 || response.statusCode > 299) return response;
  const { body, text, headers = {}, request } = response;
  const stored = typeof text === "string" ? text : readable(body);
  const found = inspect(stored, options);
  if (found === undefined) return response;
  // superagent parses only what is JSON by its content type: else its body is empty, and the text alone counts.
  const isParsed = isObject(body) && "value" in body;
  const shown = (content: string | undefined, parsed: unknown): object => ({
    ...(typeof text === "string" ? { text: content } : {}),
    ...(typeof text === "string" && !isParsed ? {} : { body: parsed }),
  });
  if (found) {
    const plain = textOf(found);
    const parsed = body instanceof Uint8Array ? bytesLike(body, plain) : likeStored(body, found);
    return Object.assign(response, shown(plain, parsed));
  }
  const { status, statusText } = NOT_FOUND;
  Object.assign(headers, JSON_TYPE);
  const missing = Object.assign(
    response,
    { statusCode: status, statusMessage: statusText, ok: false, body: missingBody(body) },
    typeof text === "string" ? { text: missingBody(text), body: missingBody({}) } : {},
  );
  if (request?.options?.throwHttpErrors === false) return missing;
  if (request?.options) throw missingError(options.errorClass, gotError(missing));
  Object.assign(missing, { status, notFound: true, clientError: true });
  throw missingError(options.errorClass, { status, response: missing, message: statusText });
}

function isReadResponse<R>(given: R): given is R & ReadResponse {
  return isObject(given) && typeof given["statusCode"] === "number" && "body" in given;
}
