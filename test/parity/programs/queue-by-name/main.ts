const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const url = (key: string): string =>
  `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID ?? ""}/keys/${key}`;
interface Job {
  readonly data: { readonly key: string; readonly entry: { value: unknown; expiration_ttl: number } };
}
declare class Queue {
  constructor(name: string);
  add(name: string, data: Job["data"]): Promise<void>;
}
declare class Worker {
  constructor(name: string, work: (job: Job) => Promise<void>);
}
export const put = (key: string, value: unknown, ttl: number): Promise<void> =>
  new Queue("kv-writes").add("put", { key, entry: { value, expiration_ttl: ttl } }); // put, left
export const worker = new Worker("kv-writes", async ({ data }) => {
  await fetch(url(data.key), { method: "PUT", headers, body: JSON.stringify(data.entry) });
});
export async function get(key: string): Promise<unknown> {
  const response = await fetch(url(key), { headers });
  return response.ok ? ((await response.json()) as { value: unknown }).value : null;
}
