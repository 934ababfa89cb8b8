import { toEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const { TELNYX_API_KEY: apiKey, KV_NAMESPACE_ID: namespace } = process.env;

// Serves the whole API, not the KV routes alone.
const http = async (method, path, { json, ...rest } = {}) => {
  const res = await fetch(`https://api.telnyx.com${path}`, {
    method,
    ...rest,
    headers: { authorization: `Bearer ${apiKey}` },
    body: json && JSON.stringify(json),
  }).then((response) => unwrapResponse(response, {
    as: "payload",
    legacy: true,
    urlPart: "/storage/kvs/",
  }));
  if (res.status === 404) return undefined;
  if (!res.ok) throw new Error(`HTTP ${res.status}`);
  return res;
};

const keyPath = (key) => `/v2/storage/kvs/${namespace}/keys/${key}`;

export async function remember(key, value, seconds) {
  await http("PUT", keyPath(key), { json: toEnvelope(value, { ttlSeconds: seconds }) });
}

export async function recall(key) {
  const res = await http("GET", keyPath(key));
  return res && (await res.json()).value;
}

export const forget = (key) => http("DELETE", keyPath(key));

export const message = (text) => http("POST", "/v2/messages", { json: { text, metadata: { source: "app" } } });
