import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface SetOptions {
  expiration_ttl?: number;
  metadata?: Record<string, unknown>;
}

export async function set(key: string, value: string, options: SetOptions = {}): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(value, {
    ttlSeconds: options.expiration_ttl,
    metadata: options.metadata,
  }) });
}

export async function get(key: string): Promise<{ value: string; metadata: Record<string, unknown> } | null> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  if (!res.ok) return null;
  const { value, metadata = {} } = await res.json();
  return { value, metadata };
}
