import superagent from "superagent";
import { toEnvelope, unwrapBody } from "@kv-envelope/runtime";

const agent = superagent.agent().set("Authorization", `Bearer ${process.env.TELNYX_API_KEY}`);
const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

export const put = (key, value, ttl) =>
  agent.put(url(key)).send(toEnvelope(value, { ttlSeconds: ttl }));

export async function putTagged(key, value, tag) {
  await agent
    .put(url(key))
    .type("json")
    .send(toEnvelope(value, { metadata: { tag }, ttlSeconds: 60 }));
}

export async function get(key) {
  const { body } = await agent.get(url(key))
    .then((response) => unwrapBody(response, { as: "payload", legacy: true }));
  return body.value;
}
