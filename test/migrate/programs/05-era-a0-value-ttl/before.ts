const KV_ID = process.env.KV_NAMESPACE_ID;
const BASE_URL = `https://api.telnyx.com/v2/storage/kvs/${KV_ID}`;

const headers = {
  Authorization: `Bearer ${process.env.TELNYX_API_KEY}`,
  "Content-Type": "application/json",
};

export async function kvPut(key: string, value: unknown, ttl?: number) {
  const res = await fetch(`${BASE_URL}/keys/${key}`, {
    method: "PUT",
    headers,
    body: JSON.stringify({ value, ttl }),
  });
  return res.ok;
}

export async function kvGet(key: string) {
  const res = await fetch(`${BASE_URL}/keys/${key}`, { headers });
  if (res.status === 404) return null;
  return (await res.json()).value;
}
