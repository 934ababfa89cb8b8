import { ofetch } from "ofetch";
const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
export const put = async (key, value, ttl) => { await ofetch(url(key), { method: "PUT", headers, retry: 0, body: { value, expiration_ttl: ttl } }); };
export const get = async (key) => {
  const res = await ofetch.raw(url(key), { headers, retry: 0, ignoreResponseError: true });
  if (res.status === 404) return null;
  return res._data.value;
};
