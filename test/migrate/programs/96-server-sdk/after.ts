import Telnyx from "telnyx";
import { secondsUntil, ttlSeconds, withTtl } from "@kv-envelope/runtime";

const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY });
const keys = client.storage.kvs.keys;
const id = process.env.KV_NAMESPACE_ID!;

export async function putText(key: string, value: string) {
  await keys.update(key, JSON.stringify({ value }), { id, ttl_secs: 3600 });
}

export async function putFor(key: string, value: string, ttl?: number) {
  await keys.update(key, JSON.stringify({ value }), {
    id,
    ttl_secs: ttlSeconds(ttl),
  });
}

export async function putUntil(key: string, value: string, end: number) {
  await client.put(withTtl(`/storage/kvs/${id}/keys/${key}`, secondsUntil(end * 1000)), { body: { value } });
}

export async function get(key: string): Promise<string | null> {
  try {
    const res = await keys.retrieve(key, { id });
    return JSON.parse(await res.text()).value;
  } catch (err) {
    if (err instanceof Telnyx.NotFoundError) return null;
    throw err;
  }
}
