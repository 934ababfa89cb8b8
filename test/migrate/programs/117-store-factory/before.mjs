export function createStore(namespace, { defaultTtl = 60 } = {}) {
  const endpoint = (key) => `https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${encodeURIComponent(key)}`;
  const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
  const raw = (key, init) => fetch(endpoint(key), { ...init, headers });
  return {
    async set(key, value, ttl = defaultTtl) { const r = await raw(key, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) }); if (!r.ok) throw new Error("set"); },
    async get(key) { const r = await raw(key, { method: "GET" }); return r.status === 404 ? null : (await r.json()).value; },
  };
}
const store = createStore(process.env.KV_NAMESPACE_ID);
export const save = (key, value, ttl) => store.set(key, value, ttl);
export const load = (key) => store.get(key);
