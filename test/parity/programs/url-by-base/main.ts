const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID ?? "";
const keys = new URL(`/v2/storage/kvs/${namespace}/keys/`, process.env.TELNYX_BASE_URL);
const at = (key: string): URL => new URL(key, new URL(`/v2/storage/kvs/${namespace}/keys/`, process.env.TELNYX_BASE_URL));

export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await fetch(at(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) }); // put
  await fetch(new URL(key, keys), { method: "PUT", headers, body: JSON.stringify({ value, ttl }) }); // put
}
export async function get(key: string): Promise<unknown> {
  const response = await fetch(at(key), { headers }); // get
  if (!response.ok) return null;
  const { value } = (await response.json()) as { value: unknown };
  return value;
}
