import { ofetch } from "ofetch";

const kv = ofetch.create({
  baseURL: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`,
  headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  retry: 0,
});

export async function setFlag(name: string, on: boolean, ttl: number) {
  await kv(`/${name}`, { method: "PUT", body: { value: on, expiration_ttl: ttl } });
}

export async function flag(name: string): Promise<boolean> {
  try {
    const entry = await kv(`/${name}`, { parseResponse: JSON.parse });
    return entry.value;
  } catch (error: any) {
    if (error.status === 404) return false;
    throw error;
  }
}
