import { isObject } from "../json.js";
import { utf8Text } from "../legacy.js";
import { JSON_TYPE, NOT_FOUND, NOT_FOUND_TEXT } from "../missing.js";
import type { UnwrapOptions } from "./unwrap.js";
import { inspect, textOf } from "./unwrap.js";

/** What a response of `node:http` or `node:https` has, as far as it is needed here. */
interface NodeMessage {
  readonly constructor: new (socket: undefined) => MadeMessage;
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly rawHeaders: readonly string[];
  readonly httpVersion: string;
  readonly req: { readonly method: string; readonly path: string };
  on(event: string, listener: ((chunk: Uint8Array) => void) | ((error: unknown) => void)): unknown;
}

/** A response that is made here: a readable stream. */
interface MadeMessage {
  push(chunk: Uint8Array | string | null): unknown;
  destroy(error: unknown): unknown;
}

/**
 * For raw reads by `node:http` and `node:https`: takes what is called with the response, and gives a function that calls
 * it with one whose body is what {@link unwrapText} gives, once the whole body has come. Or takes what
 * `events.once(request, "response")` gives, and gives the same with such a response. An expired entry is a response
 * with status 404 and the service's error as JSON. Answers to other methods than GET, those that are not ok, and those
 * from a path without `urlPart` come through as they are.
 */
export function unwrapMessage<R>(
  handler: (response: R) => void,
  options?: UnwrapOptions,
): (response: R) => void;
export function unwrapMessage<A extends readonly unknown[]>(answer: A, options?: UnwrapOptions): Promise<A>;
export function unwrapMessage(
  given: readonly unknown[] | ((response: unknown) => void),
  options: UnwrapOptions = {},
): unknown {
  if (typeof given !== "function")
    return new Promise((resolve) => {
      take(given[0], options, (response) => {
        resolve([response]);
      });
    });
  return function (this: unknown, response: unknown): void {
    take(response, options, (unwrapped) => {
      Reflect.apply(given, this, [unwrapped]);
    });
  };
}

function take(response: unknown, options: UnwrapOptions, next: (response: unknown) => void): void {
  if (!isMessage(response) || !isRead(response, options.urlPart)) {
    next(response);
    return;
  }
  const chunks: Uint8Array[] = [];
  response.on("data", (chunk: Uint8Array) => void chunks.push(chunk));
  response.on("end", () => {
    next(unwrapped(response, joined(chunks), options));
  });
  // It broke off: so does what the program sees of it.
  response.on("error", (error: unknown) => {
    const made = messageWith(response, joined(chunks), {}, false);
    next(made);
    made.destroy(error);
  });
}

function unwrapped(response: NodeMessage, bytes: Uint8Array, options: UnwrapOptions): unknown {
  const found = inspect(utf8Text(bytes, false), options);
  if (found === undefined) return messageWith(response, bytes, {});
  // They describe the body that was stored.
  const headers: Record<string, string | readonly string[]> = { ...response.headers };
  delete headers["content-length"];
  delete headers["content-encoding"];
  if (!found) Object.assign(headers, JSON_TYPE);
  const rawHeaders = Object.keys(headers).reduce<string[]>(
    (all, name) =>
      ([] as string[]).concat(headers[name] ?? []).reduce((some, value) => [...some, name, value], all),
    [],
  );
  const { status, statusText } = NOT_FOUND;
  return messageWith(response, found ? textOf(found) : NOT_FOUND_TEXT, {
    headers,
    rawHeaders,
    ...(found ? {} : { statusCode: status, statusMessage: statusText }),
  });
}

/** A response of the same class with that body, which has come already: nothing is read from a socket any more. */
function messageWith(
  { constructor, statusCode, statusMessage, headers, rawHeaders, httpVersion, req }: NodeMessage,
  body: Uint8Array | string,
  changed: object,
  isWhole = true,
): MadeMessage {
  const made = Object.assign(new constructor(undefined), {
    ...{ statusCode, statusMessage, headers, rawHeaders, httpVersion, req, complete: isWhole },
    ...changed,
    _read: () => undefined,
  });
  made.push(body);
  if (isWhole) made.push(null);
  return made;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let length = 0;
  for (const chunk of chunks) {
    whole.set(chunk, length);
    length += chunk.length;
  }
  return whole;
}

const isRead = ({ statusCode, req }: NodeMessage, urlPart = ""): boolean =>
  statusCode >= 200 && statusCode < 300 && req.method === "GET" && req.path.includes(urlPart);

function isMessage(given: unknown): given is NodeMessage {
  return (
    isObject(given) &&
    typeof given["statusCode"] === "number" &&
    typeof given["push"] === "function" &&
    isObject(given["req"]) &&
    typeof given["req"]["path"] === "string"
  );
}
