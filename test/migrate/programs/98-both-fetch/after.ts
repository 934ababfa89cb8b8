import { encodeEnvelope, secondsUntil, ttlSeconds, unwrapResponse, withTtl } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const HOUR = 60 * 60;

// An hour, whatever comes.
export async function putCode(key: string, value: string) {
  await fetch(`${url(key)}?ttl_secs=${HOUR}`, { method: "PUT", headers, body: encodeEnvelope(value, { ttlSeconds: HOUR }) });
}

export async function putSession(key: string, value: unknown, ttl?: number | null, owner?: string) {
  const response = await fetch(withTtl(url(key), ttlSeconds(ttl || undefined)), {
    method: "PUT",
    headers,
    body: encodeEnvelope(value, {
      ttlSeconds: ttl || undefined,
      metadata: ttl ? { owner } : undefined,
    }),
  });
  if (!response.ok) throw new Error(`KV answered ${response.status}`);
}

export async function putUntil(key: string, value: unknown, until?: Date) {
  const payload: { value: unknown; expiration?: number } = { value };
  if (until) payload.expiration = Math.floor(until.getTime() / 1000);
  await fetch(withTtl(url(key), secondsUntil(payload.expiration == null ? undefined : payload.expiration * 1000)), { method: "PUT", headers, body: encodeEnvelope(payload.value, {
    expiresAtMs: payload.expiration == null ? undefined : payload.expiration * 1000,
  }) });
}

export const putDay = (key: string, value: string) => putUntil(key, value, new Date(Date.now() + 86_400_000));

export async function get(key: string): Promise<unknown> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  return res.status === 404 ? null : ((await res.json()) as { value: unknown }).value;
}
