import axios from "axios";
import got from "got";

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
  fetch: (key, value) => request("PUT", "/" + path(key), { value, expiration_ttl: 30 }).then(() => undefined),
  axios: async (key, value, ttl) => {
    await api.put(`/${path(key)}`, { value, expiration_ttl: ttl }, { params: { trace: "1" } });
  },
  got: async (key, value, ttl) => {
    await client.put(path(key), { json: { value, expiration_ttl: ttl } });
  },
  url: async (key, value, ttl) => {
    const url = new URL(`${base}/${path(key)}`);
    url.searchParams.set("trace", "1");
    await fetch(url, { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl ?? 60 }) });
  },
};

export const get = async (key) => {
  const text = await request("GET", `/${path(key)}`);
  return text === null ? null : JSON.parse(text).value;
};

