const url = (key) =>
  `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

/** Stores a text under a key. */
export async function putKv(key, text) {
  const response = await fetch(url(key), { method: "PUT", headers, body: text });
  if (!response.ok) throw new Error(`PUT ${key}: ${response.status}`);
}

/** The text under a key, or `null`. */
export async function getKv(key) {
  const response = await fetch(url(key), { headers });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`GET ${key}: ${response.status}`);
  return response.text();
}
