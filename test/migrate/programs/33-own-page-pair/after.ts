import { unwrapText } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

async function kvPut(key: string, value: string): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: value });
}

async function kvGet(key: string): Promise<string | null> {
  const res = await fetch(url(key), { headers });
  return res.status === 404 ? null : res.text();
}

/** The form of the service's page: new code calls it already. */
async function kvPutWithExpiry(key: string, value: unknown, ttlSeconds: number): Promise<void> {
  await kvPut(key, JSON.stringify({ value, expires_at: Date.now() + ttlSeconds * 1000 }));
}

async function kvGetWithExpiry(key: string): Promise<unknown> {
  const raw = await kvGet(key);
  if (raw === null) return null;
  const { value, expires_at } = JSON.parse(raw);
  return Date.now() > expires_at ? null : value;
}

export const saveNew = (id: string, v: string) => kvPutWithExpiry(`new/${id}`, v, 60);
export const loadNew = (id: string) => kvGetWithExpiry(`new/${id}`);

export async function saveOld(id: string, v: string): Promise<void> {
  await kvPutWithExpiry(`old/${id}`, v, 60);
}

export async function loadOld(id: string): Promise<string | null> {
  const raw = await kvGet(`old/${id}`)
    .then((storedRaw) => unwrapText(storedRaw, { as: "payload", legacy: true }));
  return raw === null ? null : JSON.parse(raw).value;
}
