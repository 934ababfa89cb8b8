// An object without a type for its members, to which an absolute end is added under a condition.
const KVS = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function maybe(key: string, value: unknown, ttl?: number): Promise<void> {
  const body: Record<string, unknown> = { value };
  if (ttl) body.expiration = Math.floor(Date.now() / 1000) + ttl;
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body: JSON.stringify(body) });
}

interface Options {
  ttl?: number;
  expiresAt?: Date;
}

export async function either(key: string, value: unknown, { ttl, expiresAt }: Options = {}): Promise<void> {
  const body: Record<string, unknown> = { value };
  if (expiresAt) body.expiration = Math.floor(expiresAt.getTime() / 1000);
  else if (ttl) body.expiration_ttl = ttl;
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body: JSON.stringify(body) });
}

export async function always(key: string, value: unknown, ttl: number): Promise<void> {
  const body: Record<string, unknown> = { value };
  body.expiration = Math.floor(Date.now() / 1000) + ttl;
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body: JSON.stringify(body) });
}

export async function soon(key: string, value: unknown, ttl?: number): Promise<void> {
  const body: Record<string, unknown> = { value };
  if (ttl) body.expiration_ttl = ttl;
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body: JSON.stringify(body) });
}

export async function typed(key: string, value: unknown, ttl?: number): Promise<void> {
  const body: { value: unknown; expiration?: number } = { value };
  if (ttl) body.expiration = Math.floor(Date.now() / 1000) + ttl;
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body: JSON.stringify(body) });
}

export async function load(key: string): Promise<unknown> {
  const response = await fetch(`${KVS}/${key}`, { headers });
  if (response.status === 404) return null;
  return ((await response.json()) as { value: unknown }).value;
}
