import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
async function retry(fn, times = 3) { for (let i = 0; ; i++) { try { return await fn(); } catch (e) { if (i >= times) throw e; } } }
function putRaw(key, text) { return retry(async () => { const r = await fetch(url(key), { method: "PUT", headers, body: text }); if (!r.ok) throw new Error(`${r.status}`); return r; }); }

/** `putRaw` of a value that is missing once `ttlSeconds` have passed. */
function putRawWithExpiry(key, value, ttlSeconds, options) {
  return putRaw(key, encodeEnvelope(value, { ...options, ttlSeconds }));
}

export const save = async (key, value, ttl) => {
  await putRawWithExpiry(key, value, ttl);
};
export const load = (key) => retry(async () => { const r = await fetch(url(key), { headers }).then((response) => unwrapResponse(response, { as: "payload", legacy: true })); return r.status === 404 ? null : (await r.json()).value; });
