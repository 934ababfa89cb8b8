const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

// Their own envelope, for the mail gateway.
export function encodeEnvelope(to, text) {
  return `To: ${to}\n\n${text}`;
}

const kvPutWithExpiry = 'kv-put-with-expiry'; // a metric's name

async function kvPut(key, value) {
  await fetch(url(key), { method: 'PUT', headers, body: value });
}

async function kvGet(key) {
  const response = await fetch(url(key), { headers });
  return response.ok ? response.text() : null;
}

export async function queue(to, text) {
  const raw = encodeEnvelope(to, text);
  await kvPut(`mail/${to}`, JSON.stringify({ value: raw, expiration_ttl: 60 }));
  return kvPutWithExpiry;
}

export async function peek(to) {
  const raw = await kvGet(`mail/${to}`);
  return raw && JSON.parse(raw).value;
}
