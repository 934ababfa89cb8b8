const BASE = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const auth = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

async function kvPut(key: string, value: string): Promise<void> {
  const res = await fetch(`${BASE}/${encodeURIComponent(key)}`, { method: "PUT", headers: auth, body: value });
  if (!res.ok) throw new Error(`KV put failed: ${res.status}`);
}

async function kvGet(key: string): Promise<string | null> {
  const res = await fetch(`${BASE}/${encodeURIComponent(key)}`, { headers: auth });
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
  await kvPut(`session/${id}`, JSON.stringify({ value: session, expiration_ttl: ttl }));
}

export async function loadSession(id: string): Promise<Session | null> {
  const raw = await kvGet(`session/${id}`);
  if (raw === null) return null;
  return JSON.parse(raw).value as Session;
}

export const logout = (id: string) => kvDelete(`session/${id}`);
