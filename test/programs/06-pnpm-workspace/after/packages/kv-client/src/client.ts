import { fetch, type RequestInit } from "undici"
import { unwrapResponse } from "@kv-envelope/runtime"
import { KvError } from "./error.ts"
import type { Key } from "./keys.ts"

const { KV_NAMESPACE_ID = "", TELNYX_API_KEY = "" } = process.env
const BASE_URL = "https://api.telnyx.com/v2/storage/kvs/" + KV_NAMESPACE_ID

const call = (key: Key, init?: RequestInit) =>
  fetch(`${BASE_URL}/keys/${encodeURIComponent(key)}`, {
    ...init,
    headers: { Authorization: `Bearer ${TELNYX_API_KEY}` },
  }).then((response) => unwrapResponse(response, { as: "payload", legacy: true }))

export async function putText(key: Key, text: string): Promise<void> {
  const { ok, status } = await call(key, { method: "PUT", body: text })
  if (!ok) throw new KvError(key, status)
}

export async function getText(key: Key): Promise<string | undefined> {
  const response = await call(key)
  if (response.ok) return response.text()
  if (response.status === 404) return undefined
  throw new KvError(key, response.status)
}

export async function remove(key: Key): Promise<void> {
  await call(key, { method: "DELETE" })
}
