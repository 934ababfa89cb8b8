import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function put(key: string, value: string, ttl: number): Promise<number> {
  const body = encodeEnvelope(value, { ttlSeconds: ttl });
  const res = await fetch(url(key), { method: "PUT", headers, body });
  return res.status;
}

export async function putLater(key: string, value: string, ttl?: number): Promise<number> {
  const data: Record<string, unknown> = { value };
  if (ttl) data.expiration_ttl = ttl;
  const body = encodeEnvelope(data.value, {
    ttlSeconds: data.expiration_ttl as number | undefined,
  });
  const res = await fetch(url(key), { method: "PUT", headers, body });
  return res.status;
}

export async function get(key: string): Promise<string> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  if (!res.ok) throw new Error(`no ${key}`);
  const body = await res.json();
  return body.value;
}
