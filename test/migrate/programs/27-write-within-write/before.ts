const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function kvPut(key: string, value: string): Promise<string> {
  await fetch(url(key), { method: "PUT", headers, body: value });
  return key;
}

export async function kvGet(key: string): Promise<string | null> {
  const res = await fetch(url(key), { headers });
  return res.status === 404 ? null : res.text();
}

/** Stores the blob and, beside it, a pointer to it. */
export async function saveLinked(id: string, blob: string): Promise<void> {
  await kvPut(
    `pointer/${id}`,
    JSON.stringify({
      value: await kvPut(`blob/${id}`, JSON.stringify({ value: blob, expiration_ttl: 100 })),
      expiration_ttl: 50,
    }),
  );
}

/** Renews an entry by writing what it reads. */
export async function renew(id: string): Promise<void> {
  await kvPut(`blob/${id}`, JSON.stringify({ value: JSON.parse((await kvGet(`blob/${id}`)) ?? '{"value":"empty"}').value, expiration_ttl: 100 }));
}

export async function follow(id: string): Promise<string> {
  const pointer = await kvGet(`pointer/${id}`);
  if (!pointer) return "no pointer";
  const blob = await kvGet(JSON.parse(pointer).value);
  return blob ? JSON.parse(blob).value : "no blob";
}
