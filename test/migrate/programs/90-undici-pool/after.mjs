import { Pool } from "undici";
import { encodeEnvelope, unwrapUndici } from "@kv-envelope/runtime";
const pool = new Pool("https://api.telnyx.com", { connections: 2 });
const path = (key) => `/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
export const put = async (key, value, ttl) => {
  const res = await pool.request({ path: path(key), method: "PUT", headers, body: encodeEnvelope(value, { ttlSeconds: ttl }) });
  await res.body.dump();
};
export async function get(key) {
  const res = await pool.request({ path: path(key), method: "GET", headers })
    .then((response) => unwrapUndici(response, { as: "payload", legacy: true }));
  const doc = await res.body.json();
  if (res.statusCode === 404) return null;
  return doc.value;
}
