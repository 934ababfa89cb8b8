import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export default async function write(key: string, value: unknown, ttl: number) {
  const res = await fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(value, { ttlSeconds: ttl }) });
  return res.status;
}

export async function* values(keys: string[]) {
  for (const key of keys) {
    const res = await fetch(url(key), { headers })
      .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
    if (res.status !== 404) yield (await res.json()).value;
  }
}

export async function list(...keys: string[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const value of values(keys)) all.push(value);
  return all;
}
