import { request } from 'undici';
import { encodeEnvelope, unwrapUndici } from '@kv-envelope/runtime';

const key = (name) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${name}`;
const headers = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function put(name, value) {
  await request(key(name), { method: 'PUT', headers, body: encodeEnvelope(value, { ttlSeconds: 60 }) });
}

export async function get(name) {
  const { statusCode, body } = await request(key(name), { headers })
    .then((response) => unwrapUndici(response, { as: 'payload', legacy: true }));
  if (statusCode === 404) return null;
  const { value } = await body.json();
  return value;
}
