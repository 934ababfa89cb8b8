import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export const store = {
  prefix: "app/",

  async put(this: void, key: string, value: string, ttl?: number) {
    const body: { value: string; expiration_ttl?: number } = { value };
    if (ttl !== undefined) body.expiration_ttl = ttl;
    const res = await fetch(url("app/" + key), { method: "PUT", headers, body: encodeEnvelope(body.value, {
      ttlSeconds: body.expiration_ttl,
    }) });
    return res.ok;
  },

  get: async (key: string) => {
    const res = await fetch(url("app/" + key), { headers })
      .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
    if (!res.ok) return false;
    const { value }: { value: string } = await res.json();
    return value;
  },
};
