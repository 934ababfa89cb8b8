import Telnyx from "telnyx";

const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY ?? "" });
const id = process.env.KV_NAMESPACE_ID ?? "";
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await client.storage.kvs.keys.update(key, JSON.stringify({ value, expiration_ttl: ttl }), { id }); // put
}
export async function raw(key: string): Promise<unknown> {
  const response = await client.storage.kvs.keys.retrieve(key, { id }).asResponse(); // get
  return ((await response.json()) as { value: unknown }).value;
}
