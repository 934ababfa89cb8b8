const root = new URL(`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/`);
const at = (key) => new URL(`keys/${encodeURIComponent(key)}`, root);
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export default {
  async put(key, body) {
    const response = await fetch(at(key), { method: 'PUT', headers, body });
    if (!response.ok) throw new Error(`PUT answered with ${response.status}`);
  },
  async get(key) {
    const response = await fetch(at(key), { headers });
    return response.status === 404 ? null : response.text();
  },
};
