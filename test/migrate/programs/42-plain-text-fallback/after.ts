import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

async function kvPut(key: string, value: string): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: value });
}

/** `kvPut` of a value that is missing once `ttlSeconds` have passed. */
function kvPutWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof kvPut> {
  return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

async function kvGet(key: string): Promise<string | undefined> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  if (res.status === 404) return undefined;
  return res.text();
}

export async function save(id: string, v: unknown): Promise<void> {
  await kvPutWithExpiry(`doc-${id}`, v, 3600);
}

/** Old entries are plain text. */
export async function load(id: string): Promise<unknown> {
  const raw = await kvGet(`doc-${id}`);
  if (!raw) return undefined;
  try {
    return JSON.parse(raw).value ?? raw;
  } catch {
    return raw;
  }
}
