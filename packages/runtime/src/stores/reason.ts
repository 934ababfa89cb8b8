import { isObject, parseJson } from "../json.js";
import { utf8Text } from "../legacy.js";

/** Why a request failed, without the API key. */
export interface Reason {
  readonly code: string | undefined;
  readonly text: string;
}

const LONGEST = 300;

/** The service has one status for both (its OpenAPI page "Set a key's value"); `kv-envelope data probe` tells them apart. */
const CONFLICT =
  "; a namespace answers 409 to a ttl that it has no support for, and to any request while it is still being made";

/** What the service's error body says: `{ errors: [{ code, title, detail }] }` (its page "API fundamentals"). */
export function refusalOf(status: number, bytes: Uint8Array, apiKey: string): Reason {
  const body = parseJson(utf8Text(bytes, false));
  const errors: unknown = isObject(body) ? body["errors"] : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const { code, title, detail } = isObject(first) ? first : {};
  const known =
    typeof code === "string" || typeof code === "number" ? without(apiKey, String(code)) : undefined;
  const said = [title, detail].filter((part) => typeof part === "string").join(": ");
  const meaning = status === 409 ? CONFLICT : "";
  return {
    code: known,
    text: without(
      apiKey,
      `status ${status}${known === undefined ? "" : `, code ${known}`}${said && ` (${said})`}${meaning}`,
    ),
  };
}

/**
 * What a fault's error says, and that which caused it. Its texts and not the error itself: the
 * error of somebody's `fetch` may hold the whole request, the key with it.
 */
export function faultOf(error: unknown, apiKey: string): Reason {
  const texts: string[] = [];
  let code: string | undefined;
  for (let each: unknown = error, depth = 0; isObject(each) && depth < 4; each = each["cause"], depth++) {
    if (typeof each["message"] === "string" && each["message"]) texts.push(each["message"]);
    if (typeof each["code"] === "string") code ??= without(apiKey, each["code"]);
  }
  return { code, text: without(apiKey, texts.join(": ") || "the request failed") };
}

function without(apiKey: string, text: string): string {
  const cleaned = [apiKey, encodeURIComponent(apiKey), JSON.stringify(apiKey).slice(1, -1)].reduce(
    (rest, secret) => rest.replaceAll(secret, "[API key]"),
    text,
  );
  // Cut afterwards: half of a key is a part of it too.
  return cleaned.slice(0, LONGEST);
}
