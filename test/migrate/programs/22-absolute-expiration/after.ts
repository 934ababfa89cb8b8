import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

const inSeconds = (date: Date) => Math.floor(date.getTime() / 1000);

export async function publishUntil(slug: string, html: string, end: Date): Promise<void> {
  await fetch(url(`page/${slug}`), {
    method: "PUT",
    headers,
    body: encodeEnvelope(html, { expiresAtMs: inSeconds(end) * 1000 }),
  });
}

export async function publishTonight(slug: string, html: string): Promise<void> {
  const midnight = Math.floor(Date.now() / 1000) + 16 * 60 * 60;
  await fetch(url(`page/${slug}`), { method: "PUT", headers, body: encodeEnvelope(html, {
    expiresAtMs: midnight * 1000,
  }) });
}

export async function page(slug: string): Promise<string> {
  const res = await fetch(url(`page/${slug}`), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  if (!res.ok) return "<h1>404</h1>";
  const { value } = await res.json();
  return value;
}
