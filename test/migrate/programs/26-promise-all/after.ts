import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

async function kvPut(key: string, value: string) {
  return fetch(url(key), { method: "PUT", headers, body: value });
}

/** `kvPut` of a value that is missing once `ttlSeconds` have passed. */
function kvPutWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof kvPut> {
  return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

async function kvGet(key: string) {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  return res.status === 404 ? null : res.text();
}

export async function saveAll(items: { id: string; score: number }[], ttl: number): Promise<number> {
  const responses = await Promise.all(
    items.map((item) => kvPutWithExpiry(`score/${item.id}`, item.score, ttl)),
  );
  return responses.filter((res) => res.ok).length;
}

export async function loadAll(ids: string[]): Promise<(number | null)[]> {
  const raws = await Promise.all(ids.map((id) => kvGet(`score/${id}`)));
  return raws.map((raw) => (raw === null ? null : JSON.parse(raw).value));
}
