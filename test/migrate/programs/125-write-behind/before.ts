const root = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface Entry {
  value: string;
  expiration_ttl?: number;
}

let pending: Record<string, Entry> = {};

export function save(key: string, value: string, ttl?: number): void {
  pending[key] = { value, expiration_ttl: ttl };
}

export async function flush(): Promise<number> {
  const batch = Object.entries(pending);
  pending = {};
  for (const [key, entry] of batch)
    await fetch(`${root}/${key}`, { method: "PUT", headers, body: JSON.stringify(entry) });
  return batch.length;
}

export async function load(key: string): Promise<string | null> {
  // What waits is not stored yet.
  const waiting = pending[key];
  if (waiting !== undefined) return waiting.value;
  const response = await fetch(`${root}/${key}`, { headers });
  return response.ok ? ((await response.json()) as Entry).value : null;
}
