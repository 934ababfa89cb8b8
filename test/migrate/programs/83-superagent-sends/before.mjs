import superagent from "superagent";

const agent = superagent.agent().set("Authorization", `Bearer ${process.env.TELNYX_API_KEY}`);
const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

export const put = (key, value, ttl) =>
  agent.put(url(key)).send({ value }).send({ expiration_ttl: ttl });

export async function putTagged(key, value, tag) {
  await agent
    .put(url(key))
    .send({ metadata: { tag }, expiration_ttl: 60 })
    .type("json")
    .send({ value });
}

export async function get(key) {
  const { body } = await agent.get(url(key));
  return body.value;
}
