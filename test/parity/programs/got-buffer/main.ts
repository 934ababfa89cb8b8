import got from "got";

const api = got.extend({ prefixUrl: "https://api.telnyx.com/v2", headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` } });
const path = (key: string): string => `storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/b-${key}`;
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await api.put(path(key), { json: { value, expiration_ttl: ttl } }); // put
}
export async function get(key: string): Promise<unknown> {
  try {
    return JSON.parse((await api.get(path(key)).buffer()).toString()).value; // get
  } catch {
    return null;
  }
}
