// Every outgoing write of this service goes through here: one place for errors and (one day) tracing.

import { unwrapResponse } from "@kv-envelope/runtime";

export class HttpError extends Error {
  constructor(readonly url: string, readonly status: number) {
    super(`${status} from ${new URL(url).host}`);
  }
}

type Headers = Record<string, string>;

export async function httpPut(url: string, body: string, headers: Headers = {}): Promise<void> {
  const response = await fetch(url, { method: "PUT", body, headers });
  if (!response.ok) throw new HttpError(url, response.status);
}

export async function httpGetText(url: string, headers: Headers = {}): Promise<string | null> {
  const response = await fetch(url, { headers })
    .then((storedResponse) => unwrapResponse(storedResponse, {
      as: "payload",
      legacy: true,
      urlPart: "/storage/kvs/",
    }));
  if (response.status === 404) return null;
  if (!response.ok) throw new HttpError(url, response.status);
  return response.text();
}
