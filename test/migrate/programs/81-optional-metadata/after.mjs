import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function save(key, value, ttl, metadata) {
  await fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(value, { ttlSeconds: ttl, metadata }) });
}

export async function load(key) {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  if (!res.ok) return null;
  const entry = await res.json();
  return { value: entry.value, metadata: entry.metadata ?? null, isTagged: "metadata" in entry };
}
