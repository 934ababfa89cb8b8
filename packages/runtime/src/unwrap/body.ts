import { isObject } from "../json.js";
import { JSON_TYPE, NOT_FOUND, NOT_FOUND_TEXT, staleHeaders } from "../missing.js";
import { gotError, missingBody, missingError } from "../missing.js";
import type { UnwrapOptions } from "./unwrap.js";
import { inspect, likeStored, textOf, throwMissing } from "./unwrap.js";

/** What a response of got or superagent has, as far as it is needed here. */
interface ReadResponse {
  readonly statusCode: number;
  readonly body: unknown;
  /** superagent's: the body before it is parsed. */
  readonly text?: unknown;
  readonly headers?: object;
  /** got's: the body's bytes. */
  readonly rawBody?: unknown;
  /** got's. */
  readonly request?: { readonly options?: { readonly throwHttpErrors?: unknown } };
}

/** What `ofetch.raw` gives, as far as it is needed here. */
interface FetchedResponse {
  readonly ok: boolean;
  readonly headers: unknown;
  readonly constructor: new (body: string, init: object) => object;
  /** The body, parsed or as text. */
  _data?: unknown;
}

/**
 * For the response to a raw read by got, superagent or `ofetch.raw`, which have read and maybe parsed the body:
 * the same response, with `body` (got's `rawBody`, superagent's `text`, ofetch's `_data`) unwrapped. An expired entry is
 * what the client makes of a 404: got gives a response with that status where `throwHttpErrors` is `false`, ofetch's is
 * given without `client`, else the client's own kind of error is thrown.
 */
export function unwrapBody<R>(response: R, options: UnwrapOptions = {}): R {
  if (isFetched(response)) return fetched(response, options);
  if (!isReadResponse(response) || response.statusCode < 200 || response.statusCode > 299) return response;
  const { body, text, rawBody, headers = {}, request } = response;
  const stored = typeof text === "string" ? text : body;
  const found = inspect(stored, options);
  if (found === undefined) return response;
  // superagent parses only what is JSON by its content type: else its body is empty, and the text alone counts.
  const isParsed = isObject(body) && "value" in body;
  const shown = (content: string | undefined, parsed: unknown): object => ({
    ...(typeof text === "string" ? { text: content } : {}),
    ...(typeof text === "string" && !isParsed ? {} : { body: parsed }),
  });
  for (const name of staleHeaders(!found)) Reflect.deleteProperty(headers, name);
  if (found) {
    const plain = textOf(found);
    const bytes = rawBody === undefined ? {} : { rawBody: likeStored(rawBody, found) };
    return Object.assign(response, shown(plain, likeStored(body, found)), bytes);
  }
  const { status, statusText } = NOT_FOUND;
  Object.assign(headers, JSON_TYPE);
  const missing = Object.assign(
    response,
    { statusCode: status, statusMessage: statusText, ok: false, body: missingBody(body) },
    typeof text === "string" ? { text: missingBody(text), body: missingBody({}) } : {},
    rawBody === undefined ? {} : { rawBody: missingBody(rawBody) },
  );
  if (request?.options?.throwHttpErrors === false) return missing;
  if (request?.options) throw missingError(options.errorClass, gotError(missing));
  Object.assign(missing, { status, notFound: true, clientError: true });
  throw missingError(options.errorClass, { status, response: missing, message: statusText });
}

/**
 * For raw reads by superagent's `.end(callback)`: gives a function that calls the callback as superagent does, with a
 * response that {@link unwrapBody} has unwrapped. For an expired entry that is superagent's error of a 404, and the
 * response with that status.
 */
export function unwrapEnd<E, R>(
  callback: (error: E, response: R) => void,
  options?: UnwrapOptions,
): (error: E, response: R) => void {
  return function (this: unknown, error, response) {
    let given: readonly unknown[] = [error, response];
    try {
      if (!error) given = [error, unwrapBody(response, options)];
    } catch (missing) {
      given = [missing, isObject(missing) ? missing["response"] : response];
    }
    Reflect.apply(callback, this, given);
  };
}

function fetched<R>(response: R & FetchedResponse, options: UnwrapOptions): R {
  const found = inspect(response._data, options);
  if (found) response._data = likeStored(response._data, found);
  if (found !== null) return response;
  if (options.client || options.errorClass) return throwMissing(options);
  const { constructor, _data } = response;
  const made = new constructor(NOT_FOUND_TEXT, { ...NOT_FOUND, headers: JSON_TYPE });
  return Object.assign(made, { _data: missingBody(_data) }) as R;
}

function isFetched<R>(given: R): given is R & FetchedResponse {
  return isObject(given) && given["ok"] === true && "_data" in given && given.constructor !== Object;
}

function isReadResponse<R>(given: R): given is R & ReadResponse {
  return isObject(given) && typeof given["statusCode"] === "number" && "body" in given;
}
