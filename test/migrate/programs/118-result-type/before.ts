const base = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const headers = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
type Result<T> = { ok: true; data: T } | { ok: false; error: string };
async function call(method: "GET" | "PUT", key: string, body?: unknown): Promise<Result<string>> {
  const init: RequestInit = { method, headers };
  if (body !== undefined) init.body = JSON.stringify(body);
  const res = await fetch(`${base}/${key}`, init);
  return res.ok ? { ok: true, data: await res.text() } : { ok: false, error: `${res.status}` };
}
export async function save(key: string, value: string, ttl: number): Promise<boolean> {
  const result = await call("PUT", key, { value, expiration_ttl: ttl, metadata: { by: "test" } });
  return result.ok;
}
export async function load(key: string): Promise<string | null> {
  const result = await call("GET", key);
  return result.ok ? (JSON.parse(result.data) as { value: string }).value : null;
}
