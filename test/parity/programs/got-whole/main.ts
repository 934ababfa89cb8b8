import got from "got";

const api = got.extend({ prefixUrl: "https://api.telnyx.com/v2", headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` }, throwHttpErrors: false });
const path = (key: string): string => `storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/w-${key}`;
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await api.put(path(key), { json: { value, expiration_ttl: ttl } }); // put
}
export async function get(key: string): Promise<unknown> {
  const { statusCode, body } = await api.get(path(key)); // get
  return statusCode === 404 ? null : JSON.parse(body).value;
}
