import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function kvPut(key: string, value: string): Promise<string> {
  await fetch(url(key), { method: "PUT", headers, body: value });
  return key;
}

/** `kvPut` of a value that is missing once `ttlSeconds` have passed. */
export function kvPutWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof kvPut> {
  return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

export async function kvGet(key: string): Promise<string | null> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  return res.status === 404 ? null : res.text();
}

/** Stores the blob and, beside it, a pointer to it. */
export async function saveLinked(id: string, blob: string): Promise<void> {
  await kvPutWithExpiry(
    `pointer/${id}`,
    await kvPutWithExpiry(`blob/${id}`, blob, 100),
    50,
  );
}

/** Renews an entry by writing what it reads. */
export async function renew(id: string): Promise<void> {
  await kvPutWithExpiry(`blob/${id}`, JSON.parse((await kvGet(`blob/${id}`)) ?? '{"value":"empty"}').value, 100);
}

export async function follow(id: string): Promise<string> {
  const pointer = await kvGet(`pointer/${id}`);
  if (!pointer) return "no pointer";
  const blob = await kvGet(JSON.parse(pointer).value);
  return blob ? JSON.parse(blob).value : "no blob";
}
