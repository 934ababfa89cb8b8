const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

const DEFAULT_TTL = 15 * 60;

export async function remember(key: string, compute: () => Promise<string> | string, ttl: number = DEFAULT_TTL): Promise<string> {
  const hit = await fetch(url(key), { headers });
  if (hit.ok) {
    const { value } = (await hit.json()) as { value: string };
    return value;
  }
  const fresh = await compute();
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value: fresh, expiration_ttl: ttl }) });
  return fresh;
}

let calls = 0;
export const count = (key: string, ttl?: number) => remember(key, () => `call ${++calls}`, ttl);
