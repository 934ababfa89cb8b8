const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

export async function put(key: string, value: string): Promise<boolean> {
  const response = await fetch(url(key), {
    method: "PUT",
    body: JSON.stringify({ value, expiration_ttl: 60 }),
  });
  return response.ok;
}

export async function get(key: string): Promise<string | null> {
  const res = await fetch(url(key));
  return res.ok ? (await res.json()).value : null;
}

export async function getOr(key: string, otherwise: string): Promise<string> {
  const response = await fetch(url(key));
  return response.ok ? (await response.json()).value : otherwise;
}
