import Telnyx from "telnyx";

const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY ?? "" });
const id = process.env.KV_NAMESPACE_ID ?? "";
export async function put(key: string, text: string, ttl: number): Promise<void> {
  await client.storage.kvs.keys.update(key, text, { id }, { query: { expiration_ttl: ttl } }); // put, left
}
