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
  const res = await fetch(url(key), { headers });
  return res.status === 404 ? null : res.text();
}

export async function save(key: string, value: string) {
  const body: KvBody = { value, expiration_ttl: 60 };
  await kvPut(key, body);
  await kvPut(`${key}-tagged`, { value, expiration_ttl: 60, metadata: { tag: "t" } } as KvBody);
}

export async function pair(): Promise<[string, string]> {
  const [a, b] = await Promise.all([kvGet("a"), kvGet("b")]);
  return [JSON.parse(a ?? "{}").value, (<KvBody>JSON.parse(b || '{"value":"none"}')).value];
}

export async function inline(key: string): Promise<string> {
  const { value } = (await (await fetch(url(key), { headers })).json()) as KvBody;
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
