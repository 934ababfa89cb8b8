import { ofetch } from "ofetch";

const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID ?? "";
const url = (key: string): string => `https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${key}`;
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await ofetch.native(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) }); // put
}
export async function get(key: string): Promise<unknown> {
  const response = await ofetch.native(url(key), { headers }); // get
  return response.ok ? ((await response.json()) as { value: unknown }).value : null;
}
