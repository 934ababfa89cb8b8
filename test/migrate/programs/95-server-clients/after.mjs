import axios from "axios";
import got from "got";
import { ttlSeconds, withTtl } from "@kv-envelope/runtime";

const base = "https://api.telnyx.com/v2";
const path = (key) => `storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const api = axios.create({ baseURL: base, headers });
const client = got.extend({ prefixUrl: base, headers });

// The path is the caller's, the client's own is the rest.
async function request(method, target, body) {
  const response = await fetch(base + target, { method, headers, body: body && JSON.stringify(body) });
  return response.status === 404 ? null : response.text();
}

export const put = {
  fetch: (key, value) => request("PUT", "/" + `${path(key)}?ttl_secs=30`, { value }).then(() => undefined),
  axios: async (key, value, ttl) => {
    await api.put(`/${path(key)}`, { value }, { params: { trace: "1", ttl_secs: ttlSeconds(ttl) } });
  },
  got: async (key, value, ttl) => {
    await client.put(withTtl(path(key), ttlSeconds(ttl)), { json: { value } });
  },
  url: async (key, value, ttl) => {
    const url = new URL(`${base}/${path(key)}`);
    url.searchParams.set("trace", "1");
    await fetch(withTtl(url, ttlSeconds(ttl ?? 60)), { method: "PUT", headers, body: JSON.stringify({ value }) });
  },
};

export const get = async (key) => {
  const text = await request("GET", `/${path(key)}`);
  return text === null ? null : JSON.parse(text).value;
};

