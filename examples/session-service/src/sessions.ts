// Sessions, kept for an hour: the quick start's helpers over the REST API.
import { setting } from "./settings.js";

const KV_URL = `https://api.telnyx.com/v2/storage/kvs/${setting("KV_NAMESPACE_ID")}/keys`;
const AUTHORIZATION = `Bearer ${setting("TELNYX_API_KEY")}`;
const SESSION_TTL_SECONDS = 3600;

export interface Session {
  readonly userId: string;
  readonly roles: readonly string[];
}

async function kvPut(key: string, value: string): Promise<void> {
  const response = await fetch(`${KV_URL}/${encodeURIComponent(key)}`, {
    method: "PUT",
    headers: { Authorization: AUTHORIZATION },
    body: value,
  });
  if (!response.ok) throw new Error(`KV write of ${key} failed: ${response.status}`);
}

async function kvGet(key: string): Promise<string | null> {
  const response = await fetch(`${KV_URL}/${encodeURIComponent(key)}`, {
    headers: { Authorization: AUTHORIZATION },
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`KV read of ${key} failed: ${response.status}`);
  return response.text();
}

async function kvDelete(key: string): Promise<void> {
  await fetch(`${KV_URL}/${encodeURIComponent(key)}`, {
    method: "DELETE",
    headers: { Authorization: AUTHORIZATION },
  });
}

export async function startSession(session: Session): Promise<string> {
  const id = crypto.randomUUID();
  await kvPut(
    `session/${id}`,
    JSON.stringify({
      value: session,
      expiration_ttl: SESSION_TTL_SECONDS,
      metadata: { startedBy: session.userId },
    }),
  );
  return id;
}

export async function findSession(id: string): Promise<Session | null> {
  const raw = await kvGet(`session/${id}`);
  if (raw === null) return null;
  const { value } = JSON.parse(raw) as { value: Session };
  return value;
}

export async function endSession(id: string): Promise<void> {
  await kvDelete(`session/${id}`);
}
