const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID ?? "";
const url = (key: string): string => `https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${key}`;
declare function seconds(): number;
declare function load(): Promise<string>;
export async function put(key: string): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ expiration_ttl: seconds(), value: await load() }) }); // put
}
export async function until(key: string, end: Date): Promise<void> {
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ expiration: Math.floor(end.getTime() / 1000), value: await load() }) }); // put
}
export async function get(key: string): Promise<unknown> {
  const response = await fetch(url(key), { headers }); // get
  return response.ok ? ((await response.json()) as { value: unknown }).value : null;
}
