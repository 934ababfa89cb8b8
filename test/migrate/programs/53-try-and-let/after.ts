import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

type Cached<T> = { hit: true; value: T } | { hit: false };

async function lookup<T>(key: string): Promise<Cached<T>> {
  let text: string | null = null;
  try {
    const res = await fetch(url(key), { headers })
      .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
    if (res.ok) text = await res.text();
  } catch {
    // The cache is down: that is a miss.
  }
  if (!text) return { hit: false };
  const parsed = JSON.parse(text) as { value: T };
  return { hit: true, value: parsed.value };
}

export async function memo(key: string, value: number): Promise<number> {
  const found = await lookup<number>(key);
  if (found.hit) return found.value;
  const request = new Request(url(key), { method: "PUT", headers, body: encodeEnvelope(value, { ttlSeconds: 10 }) });
  await fetch(request);
  await fetch(url(`${key}-copy`), { method: "PUT", headers, body: encodeEnvelope(value, { ttlSeconds: 10 }), });
  return value;
}
