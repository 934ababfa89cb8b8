import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

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

/** `send` of a value that is missing once `ttlSeconds` have passed. */
function sendWithExpiry(key: string, value: unknown, ttlSeconds?: number | null, options?: { metadata?: unknown }): ReturnType<typeof send> {
  return send(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

export const put = (key: string, value: unknown, ttl: number): Promise<void> =>
  write(key, encodeEnvelope(value, { ttlSeconds: ttl }));
export const keep = (key: string, value: unknown, ttl: number): Promise<void> =>
  store(key, encodeEnvelope(value, { ttlSeconds: ttl }));
export const save = (key: string, value: unknown, ttl: number): Promise<void> =>
  sendWithExpiry(key, value, ttl);

export async function load(key: string): Promise<unknown> {
  const response = await fetch(`${KVS}/${key}`, { headers })
    .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
  if (response.status === 404) return null;
  return ((await response.json()) as { value: unknown }).value;
}
