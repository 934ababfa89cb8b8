import Telnyx, { NotFoundError } from "telnyx";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY });
const id = process.env.KV_NAMESPACE_ID!;

export async function remember(key: string, profile: { name: string }, ttl: number) {
  await client.storage.kvs.keys.update(key, encodeEnvelope(profile, { ttlSeconds: ttl }), { id });
}

export async function recall(key: string): Promise<{ name: string } | null> {
  try {
    const res = await client.storage.kvs.keys.retrieve(key, { id })
      .then((response) => unwrapResponse(response, {
        as: "payload",
        legacy: true,
        client: "telnyx",
        errorClass: NotFoundError,
      }));
    const text = await res.text();
    return JSON.parse(text).value;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

export async function forget(key: string) {
  await client.storage.kvs.keys.delete(key, { id });
}
