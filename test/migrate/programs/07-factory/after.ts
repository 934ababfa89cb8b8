import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

interface KvOptions {
  namespaceId: string;
  apiKey: string;
  fetch?: typeof globalThis.fetch;
}

export function createKv({ namespaceId, apiKey, fetch: doFetch = globalThis.fetch }: KvOptions) {
  const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${namespaceId}/keys/${encodeURIComponent(key)}`;
  const headers = { Authorization: `Bearer ${apiKey}` };

  return {
    async set(key: string, value: string, opts: { ttl?: number; metadata?: Record<string, string> } = {}) {
      await doFetch(url(key), {
        method: "PUT",
        headers,
        body: encodeEnvelope(value, { ttlSeconds: opts.ttl, metadata: opts.metadata }),
      });
    },
    async get(key: string): Promise<string | null> {
      const res = await doFetch(url(key), { headers })
        .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
      if (!res.ok) return null;
      const json = await res.json();
      return json.value ?? null;
    },
  };
}

const kv = createKv({ namespaceId: process.env.KV_NAMESPACE_ID!, apiKey: process.env.TELNYX_API_KEY! });
export const set = kv.set;
export const get = kv.get;
