import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

const TTL = process.env.CACHE_TTL || "300";

export async function cache(key: string, value: unknown): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(value, {
    ttlSeconds: Number(TTL),
  }) });
}

export async function cached(key: string): Promise<unknown> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  if (!res.ok) return undefined;
  return JSON.parse(await res.text())["value"];
}
