const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID ?? "";
const url = (key: string): string => `https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${key}`;
const waiting: { key: string; body: { value: unknown; expiration_ttl: number } }[] = [];
export function put(key: string, value: unknown, ttl: number): void {
  waiting.push({ key, body: { value, expiration_ttl: ttl } }); // put
}
export async function flush(): Promise<void> {
  for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
    await fetch(url(job.key), { method: "PUT", headers, body: JSON.stringify(job.body) });
}
export async function get(key: string): Promise<unknown> {
  const response = await fetch(url(key), { headers }); // get
  return response.ok ? ((await response.json()) as { value: unknown }).value : null;
}
