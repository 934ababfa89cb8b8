import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface KvEntry {
  data: { key: string; value: string; metadata?: { version: number }; expiration?: number };
}

const encode = (text: string) => Buffer.from(text).toString("base64");
const decode = (text: string) => Buffer.from(text, "base64").toString();

export async function put(key: string, value: string, version: number): Promise<void> {
  await fetch(url(key), {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json" },
    body: encodeEnvelope(encode(value), { ttlSeconds: 60, metadata: { version } }),
  });
}

export async function getWithMetadata(key: string): Promise<{ value: string | null; version: number | null; until?: number }> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "data", legacy: true }));
  if (res.status === 404) return { value: null, version: null };
  const { data } = (await res.json()) as KvEntry;
  return { value: decode(data.value), version: data.metadata?.version ?? null, until: data.expiration };
}
