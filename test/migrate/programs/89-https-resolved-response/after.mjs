import { request } from "node:https";
import { encodeEnvelope, unwrapMessage } from "@kv-envelope/runtime";
const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
async function textOf(res) {
  const chunks = [];
  for await (const chunk of res) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
const send = (method, key, body) => new Promise((resolve, reject) => {
  request(url(key), { method, headers }, unwrapMessage(resolve, { as: "payload", legacy: true })).on("error", reject).end(body);
});
export async function put(key, value, ttl) {
  const res = await send("PUT", key, encodeEnvelope(value, { ttlSeconds: ttl }));
  res.resume();
}
export async function get(key) {
  const res = await send("GET", key);
  const text = await textOf(res);
  return res.statusCode === 200 ? JSON.parse(text).value : null;
}
