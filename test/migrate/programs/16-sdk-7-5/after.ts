import Telnyx from "telnyx";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY });
const keys = client.storage.kvs.keys as any;
const id = process.env.KV_NAMESPACE_ID!;

export async function put(key: string, value: string) {
  await keys.update(key, { id, body: encodeEnvelope(value, { ttlSeconds: 3600 }) });
}

export async function get(key: string): Promise<string | null> {
  try {
    const res = await keys.retrieve(key, { id })
      .then((response: any) => unwrapResponse(response, {
        as: "payload",
        legacy: true,
        client: "telnyx",
        errorClass: Telnyx.NotFoundError,
      }));
    return JSON.parse(await res.text()).value;
  } catch (err) {
    if (err instanceof Telnyx.NotFoundError) return null;
    throw err;
  }
}
