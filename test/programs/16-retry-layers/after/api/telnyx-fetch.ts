import { unwrapResponse } from "@kv-envelope/runtime";
import { GiveUp } from "../lib/retry";

const ORIGIN = "https://api.telnyx.com/v2";

/** All calls to Telnyx go through here: numbers, messages, storage. */
export async function telnyxFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${process.env.TELNYX_API_KEY}`);
  if (typeof init.body === "string") headers.set("Content-Type", "application/json");

  const response = await fetch(ORIGIN + path, { ...init, headers })
    .then((storedResponse) => unwrapResponse(storedResponse, {
      as: "payload",
      legacy: true,
      urlPart: "/storage/kvs/",
    }));
  if (response.status === 429 || response.status >= 500) {
    throw new Error(`${init.method ?? "GET"} ${path}: ${response.status}`);
  }
  if (!response.ok && response.status !== 404) {
    // Asking again would not help.
    throw new GiveUp(new Error(`${init.method ?? "GET"} ${path}: ${response.status}`));
  }
  return response;
}
