const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const kvPut = (key: string, body: string) => fetch(url(key), { method: "PUT", headers, body }).then(() => {});

export async function plain(value: unknown, ttl: number) {
  // kept for a while
  const payload = { value, expiration_ttl: ttl };
  await fetch(url("plain"), { method: "PUT", headers, body: JSON.stringify(payload) });
}

export async function helped(value: unknown, ttl: number) {
  const payload = { value, expiration_ttl: ttl };
  await kvPut("helped", JSON.stringify(payload));
}

export async function earlier(value: unknown, next: () => number) {
  const payload = { value, expiration_ttl: next(), metadata: { by: next() } };
  const key = "earlier";
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify(payload) });
}

export async function repeated(value: unknown, ttl: number, keys: string[]) {
  const payload = { value, expiration_ttl: ttl };
  for (const key of keys) await fetch(url(key), { method: "PUT", headers, body: JSON.stringify(payload) });
}

export async function changed(value: unknown, ttl?: number) {
  const payload: { value: unknown; expiration_ttl?: number } = { value };
  if (ttl) payload.expiration_ttl = ttl;
  await fetch(url("changed"), { method: "PUT", headers, body: JSON.stringify(payload) });
}
