import { toEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => new URL(`/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`, "https://api.telnyx.com");
const auth = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
async function put(target: URL, payload: Record<string, unknown>) {
  const response = await fetch(target, { method: "PUT", headers: auth, body: JSON.stringify(payload) });
  if (response.status >= 400) throw new Error(`KV: ${response.status}`);
}
export const save = (key: string, value: Json, ttl?: number) => put(url(key), toEnvelope(value, {
  ttlSeconds: ttl,
}));
export async function load(key: string): Promise<Json> {
  const response = await fetch(url(key), { headers: auth })
    .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
  return response.ok ? ((await response.json()) as { value: Json }).value : null;
}
