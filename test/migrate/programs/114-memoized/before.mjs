const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
export const kvSet = async (key, payload) => { const r = await fetch(url(key), { method: "PUT", headers, body: JSON.stringify(payload) }); if (!r.ok) throw new Error(String(r.status)); };
export const kvGet = async (key) => { const r = await fetch(url(key), { headers }); return r.status === 404 ? null : r.json(); };
const memoize = (fn, ttl) => async (arg) => {
  const key = `memo-${arg}`;
  const hit = await kvGet(key);
  if (hit !== null) return hit.value;
  const value = await fn(arg);
  await kvSet(key, { value, expiration_ttl: ttl });
  return value;
};
let calls = 0;
const slow = memoize(async (n) => { calls += 1; return `${n}#${calls}`; }, 60);
export const save = (key) => slow(key);
export const load = (key) => slow(key);
