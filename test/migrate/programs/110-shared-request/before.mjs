const base = process.env.TELNYX_BASE_URL ?? "https://api.telnyx.com";
const ns = process.env.KV_NAMESPACE_ID;
async function kv(method, key, body) {
  const res = await fetch(`${base}/v2/storage/kvs/${ns}/keys/${encodeURIComponent(key)}`, {
    method,
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}`, ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (res.status === 404) return null;
  if (!res.ok) throw new Error(`kv ${method} ${res.status}`);
  return method === "GET" ? res.json() : undefined;
}
export async function hit(ip, limit = 2, windowSecs = 60) {
  const current = await kv("GET", `rl/${ip}`);
  const count = (current?.value ?? 0) + 1;
  if (count > limit) return { ok: false, count };
  await kv("PUT", `rl/${ip}`, { value: count, expiration_ttl: windowSecs });
  return { ok: true, count };
}
