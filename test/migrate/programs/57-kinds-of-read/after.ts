import { toEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface KvBody {
  value: string;
  expiration_ttl?: number;
  metadata?: Record<string, string>;
}

export const kvPut = async <T>(key: string, body: T): Promise<void> => {
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify(body) });
};

async function kvGet(key: string): Promise<string | null> {
  const res = await fetch(url(key), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  return res.status === 404 ? null : res.text();
}

export async function save(key: string, value: string) {
  const body: KvBody = { value, expiration_ttl: 60 };
  await kvPut(key, toEnvelope(body.value, { ttlSeconds: body.expiration_ttl }));
  await kvPut(`${key}-tagged`, toEnvelope(value, { ttlSeconds: 60, metadata: { tag: "t" } }));
}

export async function pair(): Promise<[string, string]> {
  const [a, b] = await Promise.all([kvGet("a"), kvGet("b")]);
  return [JSON.parse(a ?? "{}").value, (<KvBody>JSON.parse(b || '{"value":"none"}')).value];
}

export async function inline(key: string): Promise<string> {
  const { value } = (await (await fetch(url(key), { headers }).then((response) => unwrapResponse(response, { as: "payload", legacy: true }))).json()) as KvBody;
  return value;
}

export async function entry(key: string) {
  const raw = await kvGet(key);
  const parsed: KvBody | null = raw ? JSON.parse(raw) : null;
  return { value: parsed?.value ?? null, tag: parsed?.metadata?.tag };
}

export async function either(key: string): Promise<unknown> {
  const raw = await kvGet(key);
  if (raw === null) return null;
  const object = JSON.parse(raw);
  return object && typeof object === "object" && "value" in object ? object.value : object;
}
