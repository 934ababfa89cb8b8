import { isObject } from "../json.js";
import { utf8Text } from "../legacy.js";
import { NOT_FOUND, NOT_FOUND_TEXT, headersFor, responseOf } from "../missing.js";
import type { UnwrapOptions } from "./unwrap.js";
import { callExpired, examine } from "./unwrap.js";
import { withContent } from "./response.js";

// Not by its name, for projects whose TypeScript `lib` is older than ES2018.
const ASYNC_ITERATOR = Reflect.get(Symbol, "asyncIterator") as symbol;

/** What undici's `request` gives, as far as it is needed here. */
interface UndiciResponse {
  readonly statusCode: number;
  readonly headers: object;
  readonly body: { arrayBuffer(): Promise<ArrayBuffer> };
}

/**
 * For what undici's `request` gives for a raw read: the same with a `body` whose `json()`, `text()`,
 * `arrayBuffer()`, `blob()` and `dump()` give the value. An expired entry gives `statusCode` 404 and
 * the service's error as the body, after `onExpired` has been waited for.
 */
export async function unwrapUndici<R>(response: R, options: UnwrapOptions = {}): Promise<R> {
  if (!isUndiciResponse(response) || response.statusCode < 200 || response.statusCode > 299) return response;
  const bytes = await response.body.arrayBuffer();
  const found = examine(utf8Text(bytes, false), options);
  if (found === null) await callExpired(options);
  const made =
    found === undefined
      ? responseOf(bytes)
      : withContent(responseOf, found ?? { content: JSON.parse(NOT_FOUND_TEXT) });
  const body = Object.assign(made, {
    dump: () => made.text().then(() => undefined),
    // `for await`, and all that reads a stream with it.
    [ASYNC_ITERATOR]: (): unknown => {
      const stream = made.body ?? [];
      return Reflect.apply(Reflect.get(stream, ASYNC_ITERATOR) as () => unknown, stream, []);
    },
  });
  if (found === undefined) return { ...response, body };
  const headers = headersFor(response.headers, !found);
  if (found) return { ...response, headers, body };
  const { status, statusText } = NOT_FOUND;
  return {
    ...response,
    statusCode: status,
    statusText,
    headers,
    body,
  };
}

function isUndiciResponse<R>(given: R): given is R & UndiciResponse {
  const body = isObject(given) && typeof given["statusCode"] === "number" ? given["body"] : undefined;
  return isObject(body) && typeof body["arrayBuffer"] === "function";
}
