import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface PutOptions {
  ttl?: number | null;
}

export async function put(key: string, value: string, { ttl }: PutOptions = {}) {
  await fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(value, {
    ttlSeconds: ttl || undefined,
  }) });
}

export async function get(key: string): Promise<string | null> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  return res.ok ? (JSON.parse(await res.text()) as { value: string }).value : null;
}
