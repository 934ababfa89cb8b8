import { isObject } from "../json.js";
import { NOT_FOUND, headersFor, missingBody, missingError } from "../missing.js";
import type { UnwrapOptions } from "./unwrap.js";
import { inspect, likeStored } from "./unwrap.js";

/** What a response of axios has, as far as it is needed here. */
interface AxiosLike {
  readonly status: number;
  readonly data: unknown;
  readonly headers?: object;
  readonly config?: { readonly validateStatus?: ((status: number) => boolean) | null };
  readonly request?: unknown;
}

/**
 * For the response to a raw read by axios: the same with `data` unwrapped: text if it is text, bytes if
 * it is bytes (`responseType: "arraybuffer"`). A `Blob` or a stream comes back as it is: read it first.
 * An expired entry is what axios makes of the service's 404: with `validateStatus` accepting it (or `null`,
 * which accepts all) a response with that status and the service's error as `data`, else an error is
 * thrown that has the fields of an AxiosError (`instanceof` holds with `errorClass: AxiosError`).
 */
export function unwrapAxios<R>(response: R, options: UnwrapOptions = {}): R {
  if (!isAxiosLike(response) || response.status < 200 || response.status > 299) return response;
  const found = inspect(response.data, options);
  if (found === undefined) return response;
  const { config, request, headers = {} } = response;
  if (found)
    return { ...response, headers: headersFor(headers, false), data: likeStored(response.data, found) };
  const missing = {
    ...response,
    ...NOT_FOUND,
    headers: headersFor(headers, true),
    data: missingBody(response.data),
  };
  const accepts = config?.validateStatus;
  if (accepts === null || accepts?.(404)) return missing;
  throw missingError(options.errorClass, {
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
