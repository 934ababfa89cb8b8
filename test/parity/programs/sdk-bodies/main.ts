import Telnyx, { toFile } from "telnyx";

const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY ?? "" });
const id = process.env.KV_NAMESPACE_ID ?? "";
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await client.storage.kvs.keys.update(`f-${key}`, await toFile(Buffer.from(JSON.stringify({ value, expiration_ttl: ttl }))), { id }); // put
  // @ts-expect-error of 7.5, whose body is an upload
  await client.storage.kvs.keys.update(`r-${key}`, new Response(JSON.stringify({ value, expiration_ttl: ttl })), { id }); // put, left
  await client.storage.kvs.keys.update(`b-${key}`, new TextEncoder().encode(JSON.stringify({ value, expiration_ttl: ttl })).buffer, { id }); // put
}
export async function get(key: string): Promise<unknown> {
  const response = await client.storage.kvs.keys.retrieve(key, { id }); // get
  return ((await response.json()) as { value: unknown }).value;
}
