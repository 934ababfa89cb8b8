import { toEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const kv = {
  url: (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`,
  headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  async put(key, payload) { await fetch(kv.url(key), { method: "PUT", headers: kv.headers, body: JSON.stringify(payload) }); },
  async get(key) { const r = await fetch(kv.url(key), { headers: kv.headers }).then((response) => unwrapResponse(response, { as: "payload", legacy: true })); return r.status === 404 ? null : (await r.json()).value; },
};
export async function save(key, value, ttl) { const expiration = Math.floor(Date.now() / 1000) + ttl; await kv.put(key, toEnvelope(value, {
  expiresAtMs: expiration ? expiration * 1000 : undefined,
})); }
export const load = (key) => kv.get(key);
