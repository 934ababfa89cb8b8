import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const BASE = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const auth = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

async function kvPut(key: string, value: string): Promise<void> {
  const res = await fetch(`${BASE}/${encodeURIComponent(key)}`, { method: "PUT", headers: auth, body: value });
  if (!res.ok) throw new Error(`KV put failed: ${res.status}`);
}

/** `kvPut` of a value that is missing once `ttlSeconds` have passed. */
function kvPutWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof kvPut> {
  return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

async function kvGet(key: string): Promise<string | null> {
  const res = await fetch(`${BASE}/${encodeURIComponent(key)}`, { headers: auth })
    .then((response) => unwrapResponse(response, {
      as: "payload",
      legacy: true,
      onExpired: () => kvDelete(key),
    }));
  if (res.status === 404) return null;
  if (!res.ok) throw new Error(`KV get failed: ${res.status}`);
  return res.text();
}

async function kvDelete(key: string): Promise<void> {
  await fetch(`${BASE}/${encodeURIComponent(key)}`, { method: "DELETE", headers: auth });
}

interface Session {
  userId: string;
  roles: string[];
}

export async function saveSession(id: string, session: Session, ttl = 3600): Promise<void> {
  await kvPutWithExpiry(`session/${id}`, session, ttl);
}

export async function loadSession(id: string): Promise<Session | null> {
  const raw = await kvGet(`session/${id}`);
  if (raw === null) return null;
  return JSON.parse(raw).value as Session;
}

export const logout = (id: string) => kvDelete(`session/${id}`);
