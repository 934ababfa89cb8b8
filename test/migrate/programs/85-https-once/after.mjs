import { once } from "node:events";
import { request } from "node:https";
import { encodeEnvelope, unwrapMessage } from "@kv-envelope/runtime";
const send = async (method, key, text) => {
  const req = request(`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`, { method, headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` } });
  req.end(text);
  const [res] = await once(req, "response")
    .then((found) => unwrapMessage(found, { as: "payload", legacy: true }));
  let body = "";
  for await (const chunk of res) body += chunk;
  return { status: res.statusCode, body };
};
export const put = (key, value, ttl) => send("PUT", key, encodeEnvelope(value, { ttlSeconds: ttl }));
export async function get(key) {
  const { status, body } = await send("GET", key);
  return status === 200 ? JSON.parse(body).value : null;
}
