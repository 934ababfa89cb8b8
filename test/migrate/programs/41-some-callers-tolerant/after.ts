import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";

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
  const res = await fetch(url(key), { headers });
  if (res.status === 404) return undefined;
  return res.text();
}

/** Follows the service's page; other modules call it. */
export async function kvGetWithExpiry(key: string): Promise<unknown> {
  const raw = await kvGet(key);
  if (!raw) return null;
  const entry = JSON.parse(raw);
  if (typeof entry.expires_at !== "number") throw new Error(`${key} is no envelope`);
  return Date.now() > entry.expires_at ? null : entry.value;
}

export async function saveOld(id: string, v: string, ttl?: number): Promise<void> {
  await kvPutWithExpiry(`old/${id}`, v, ttl);
}

export async function loadOld(id: string): Promise<string | undefined> {
  const raw = await kvGet(`old/${id}`)
    .then((storedRaw) => unwrapText(storedRaw, {
      as: "payload",
      legacy: true,
      missing: undefined,
    }));
  if (raw === undefined) return "nothing";
  return JSON.parse(raw).value;
}
