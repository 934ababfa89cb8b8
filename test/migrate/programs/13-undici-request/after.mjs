import { request } from 'undici';

const key = (name) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${name}`;
const headers = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function put(name, value) {
  await request(key(name), { method: 'PUT', headers, body: JSON.stringify({ value, expiration_ttl: 60 }) });
}

export async function get(name) {
  const { statusCode, body } = await request(key(name), { headers });
  if (statusCode === 404) return null;
  const { value } = await body.json();
  return value;
}
