import { ofetch } from "ofetch";
import { toEnvelope, unwrapOrThrow } from "@kv-envelope/runtime";

const kv = ofetch.create({
  baseURL: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`,
  headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  retry: 0,
});

export async function setFlag(name: string, on: boolean, ttl: number) {
  await kv(`/${name}`, { method: "PUT", body: toEnvelope(on, { ttlSeconds: ttl }) });
}

export async function flag(name: string): Promise<boolean> {
  try {
    const entry = await kv(`/${name}`, { parseResponse: JSON.parse })
      .then((data) => unwrapOrThrow(data, { as: "payload", legacy: true, client: "ofetch" }));
    return entry.value;
  } catch (error: any) {
    if (error.status === 404) return false;
    throw error;
  }
}
