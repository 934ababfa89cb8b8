const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function kvPut(key: string, value: string): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: value });
}

export async function kvGet(key: string): Promise<string | undefined> {
  const res = await fetch(url(key), { headers });
  return res.status === 404 ? undefined : res.text();
}
