import { httpGetText, httpPut } from "../lib/http";

const ACCOUNT = process.env.CF_ACCOUNT_ID;
const NAMESPACE = process.env.CF_NAMESPACE_ID;
const headers = { Authorization: `Bearer ${process.env.CF_API_TOKEN}` };

const valueUrl = (key: string) =>
  `https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}/storage/kv/namespaces/${NAMESPACE}/values/${encodeURIComponent(key)}`;

/** The public tracking page runs on Workers and reads from there. */
export async function publish(key: string, page: object, seconds: number): Promise<void> {
  await httpPut(`${valueUrl(key)}?expiration_ttl=${seconds}`, JSON.stringify({ value: page, metadata: { key } }), headers);
}

export async function published(key: string): Promise<object | null> {
  const raw = await httpGetText(valueUrl(key), headers);
  return raw === null ? null : (JSON.parse(raw) as { value: object }).value;
}

interface WorkersNamespace {
  put(key: string, value: string, options?: { expirationTtl?: number; expiration?: number; metadata?: unknown }): Promise<void>;
}

export async function mirror(env: { TRACKING: WorkersNamespace }, id: string, status: string): Promise<void> {
  await env.TRACKING.put(`status/${id}`, status, { expirationTtl: 3600, metadata: { id } });
}
