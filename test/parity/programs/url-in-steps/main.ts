const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID ?? "";
function byPath(key: string): URL {
  const url = new URL("https://api.telnyx.com");
  url.pathname = `/v2/storage/kvs/${namespace}/keys/${key}`;
  return url;
}
function longer(key: string): URL {
  const url = new URL(`https://api.telnyx.com/v2/storage/kvs/${namespace}`);
  url.pathname += `/keys/${key}`;
  return url;
}
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await fetch(byPath(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) }); // put
  await fetch(longer(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) }); // put
}
export async function get(key: string): Promise<unknown> {
  const response = await fetch(byPath(key), { headers }); // get
  if (!response.ok) return null;
  return ((await response.json()) as { value: unknown }).value;
}
