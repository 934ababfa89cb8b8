const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Entry<T> {
  value: T;
  expiration_ttl?: number;
}

async function read<T extends Json>(key: string): Promise<Entry<T> | null> {
  const res = await fetch(url(key), { headers });
  if (res.status === 404) return null;
  return (await res.json()) as Entry<T>;
}

export async function write<T extends Json>(key: string, value: T, ttl?: number): Promise<T> {
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) });
  return value;
}

export async function get<T extends Json>(key: string, fallback: T): Promise<T> {
  return (await read<T>(key))?.value ?? fallback;
}

export const getNumber = (key: string) => get<number>(key, -1);
