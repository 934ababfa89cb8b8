import { isObject } from "./json.js";
import type { UnwrapOptions } from "./unwrap.js";
import { inspect, missingError, textOf } from "./unwrap.js";

/** What a response of axios has, as far as it is needed here. */
interface AxiosLike {
  readonly status: number;
  readonly data: unknown;
  readonly config?: { readonly validateStatus?: ((status: number) => boolean) | null };
  readonly request?: unknown;
}

/**
 * For the response to a raw read by axios: the same with `data` unwrapped, as text if it is text.
 * An expired entry is what axios makes of a 404: with `validateStatus` accepting it (or `null`,
 * which accepts all) a response with status 404 and `data: ""`, else an error is thrown that has
 * the fields of an AxiosError (`instanceof` holds with `errorClass: AxiosError`).
 */
export function unwrapAxios<R>(response: R, options: UnwrapOptions = {}): R {
  if (!isAxiosLike(response) || response.status < 200 || response.status > 299) return response;
  const found = inspect(response.data, options);
  if (found === undefined) return response;
  if (found) {
    const data = typeof response.data === "string" ? textOf(found.content) : found.content;
    return { ...response, data };
  }
  const { config, request } = response;
  const missing = { ...response, status: 404, statusText: "Not Found", data: "" };
  const accepts = config?.validateStatus;
  if (accepts === null || accepts?.(404)) return missing;
  throw missingError(options, {
    name: "AxiosError",
    isAxiosError: true,
    code: "ERR_BAD_REQUEST",
    status: 404,
    config,
    request,
    response: missing,
  });
}

function isAxiosLike<R>(given: R): given is R & AxiosLike {
  return isObject(given) && typeof given["status"] === "number" && "data" in given;
}
