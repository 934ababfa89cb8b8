import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function kvPutWithTTL(key, value, ttl) {
  await fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(value, { ttlSeconds: ttl }) });
}

/** What was put, for callers in other modules. */
export async function kvGet(key) {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { legacy: true }));
  if (res.status === 404) return null;
  return res.text();
}
