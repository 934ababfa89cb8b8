// Functions whose parameters are typed by the name of a type, beside one that says its types itself.
const KVS = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

type Put = (key: string, value: string) => Promise<void>;
const write: Put = async (key, body) => {
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body });
};
const store: Put = async (key, body): Promise<void> => {
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body });
};
const send = async (key: string, body: string): Promise<void> => {
  await fetch(`${KVS}/${key}`, { method: "PUT", headers, body });
};

export const put = (key: string, value: unknown, ttl: number): Promise<void> =>
  write(key, JSON.stringify({ value, expiration_ttl: ttl }));
export const keep = (key: string, value: unknown, ttl: number): Promise<void> =>
  store(key, JSON.stringify({ value, expiration_ttl: ttl }));
export const save = (key: string, value: unknown, ttl: number): Promise<void> =>
  send(key, JSON.stringify({ value, expiration_ttl: ttl }));

export async function load(key: string): Promise<unknown> {
  const response = await fetch(`${KVS}/${key}`, { headers });
  if (response.status === 404) return null;
  return ((await response.json()) as { value: unknown }).value;
}
