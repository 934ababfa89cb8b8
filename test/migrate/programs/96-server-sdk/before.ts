import Telnyx from "telnyx";

const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY });
const keys = client.storage.kvs.keys;
const id = process.env.KV_NAMESPACE_ID!;

export async function putText(key: string, value: string) {
  await keys.update(key, JSON.stringify({ value, expiration_ttl: 3600 }), { id });
}

export async function putFor(key: string, value: string, ttl?: number) {
  await keys.update(key, JSON.stringify({ value, expiration_ttl: ttl }), {
    id,
  });
}

export async function putUntil(key: string, value: string, end: number) {
  await client.put(`/storage/kvs/${id}/keys/${key}`, { body: { value, expiration: end } });
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
