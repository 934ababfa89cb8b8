import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface Kv {
  put?: (key: string, value: string) => Promise<void>;
  get?: (key: string) => Promise<string | undefined>;
}

const kv: Kv = {
  async put(key, value) {
    await fetch(url(key), { method: "PUT", headers, body: value });
  },
  async get(key) {
    const res = await fetch(url(key), { headers })
      .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
    return res.ok ? res.text() : undefined;
  },
};

export async function save(id: string, name?: string, opts?: { ttl?: number }) {
  await kv.put?.(`u/${id}`, encodeEnvelope(name?.trim() ?? "", { ttlSeconds: opts?.ttl }));
}

export async function load(id: string): Promise<string | undefined> {
  const raw = await kv.get?.(`u/${id}`);
  return raw && JSON.parse(raw)?.value;
}
