// The SDK's own forms of 7.6 and later: text, bytes and a Blob as the value, and a Response to read it from.
import Telnyx from "telnyx";

const client = new Telnyx({
  apiKey: process.env.TELNYX_API_KEY ?? "",
  baseURL: `${process.env.TELNYX_BASE_URL}/v2`,
  maxRetries: 0,
});
const id = process.env.KV_NAMESPACE_ID ?? "";
const { keys } = client.storage.kvs;

export const putText = (key: string, value: string) =>
  keys.update(key, JSON.stringify({ value, expiration_ttl: 60 }), { id }); // put
export const putBytes = (key: string, value: string) =>
  client.storage.kvs.keys.update(key, new TextEncoder().encode(JSON.stringify({ value, expiration_ttl: 60 })), { id }); // put
export const putBlob = (key: string, value: string) =>
  client.storage.kvs.keys.update(key, new Blob([JSON.stringify({ value, expiration_ttl: 60 })]), { id }); // put

export async function get(key: string): Promise<string | null> {
  try {
    const response = await client.storage.kvs.keys.retrieve(key, { id }); // get
    const { value }: { value: string } = await response.json();
    return value;
  } catch (error) {
    if (error instanceof Telnyx.NotFoundError) return null;
    throw error;
  }
}
