import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

/** Tells two stores apart: counters expire, settings never do. */
const b64 = { encode: (text: string) => btoa(text), decode: (text: string) => atob(text) };

export async function bump(name: string): Promise<number> {
  const res = await fetch(url(`counter/${name}`), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  const next = res.ok ? Number(b64.decode((await res.json()).value)) + 1 : 1;
  await fetch(url(`counter/${name}`), {
    method: "PUT",
    headers,
    body: encodeEnvelope(b64.encode(String(next)), { ttlSeconds: 60 }),
  });
  return next;
}

export async function setting(name: string, value?: string): Promise<string | null> {
  if (value !== undefined) await fetch(url(`setting/${name}`), { method: "PUT", headers, body: JSON.stringify({ value }) });
  const res = await fetch(url(`setting/${name}`), { headers });
  return res.ok ? (await res.json()).value : null;
}
