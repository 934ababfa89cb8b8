import Telnyx from "telnyx";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";
const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY, baseURL: `https://api.telnyx.com/v2`, maxRetries: 0 });
const id = process.env.KV_NAMESPACE_ID;
export const put = async (key, value, ttl) => { await client.storage.kvs.keys.update(key, encodeEnvelope(value, { ttlSeconds: ttl }), { id }); };
export async function get(key) {
  try {
    const res = await client.storage.kvs.keys.retrieve(key, { id }).asResponse()
      .then((response) => unwrapResponse(response, {
        as: "payload",
        legacy: true,
        client: "telnyx",
        errorClass: Telnyx.NotFoundError,
      }));
    return (await res.json()).value;
  } catch (error) {
    if (error instanceof Telnyx.NotFoundError) return null;
    throw error;
  }
}
