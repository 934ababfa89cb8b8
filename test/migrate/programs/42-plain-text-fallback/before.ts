const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

async function kvPut(key: string, value: string): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: value });
}

async function kvGet(key: string): Promise<string | undefined> {
  const res = await fetch(url(key), { headers });
  if (res.status === 404) return undefined;
  return res.text();
}

export async function save(id: string, v: unknown): Promise<void> {
  await kvPut(`doc-${id}`, JSON.stringify({ value: v, expiration_ttl: 3600 }));
}

/** Old entries are plain text. */
export async function load(id: string): Promise<unknown> {
  const raw = await kvGet(`doc-${id}`);
  if (!raw) return undefined;
  try {
    return JSON.parse(raw).value ?? raw;
  } catch {
    return raw;
  }
}
