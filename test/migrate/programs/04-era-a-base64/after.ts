import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const NAMESPACE = process.env.KV_NAMESPACE_ID!;
const HOST = "https://api.telnyx.com";

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(encoded: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0)));
}

export async function kvPutWithTTL(key: string, value: string, ttlSeconds: number): Promise<void> {
  await fetch(`${HOST}/v2/storage/kvs/${NAMESPACE}/keys/${encodeURIComponent(key)}`, {
    method: "PUT",
    headers: {
      Authorization: `Bearer ${process.env.TELNYX_API_KEY}`,
      "Content-Type": "application/json",
    },
    body: encodeEnvelope(toBase64(value), { ttlSeconds }),
  });
}

export async function kvGet(key: string): Promise<string | null> {
  const res = await fetch(`${HOST}/v2/storage/kvs/${NAMESPACE}/keys/${encodeURIComponent(key)}`, {
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  }).then((response) => unwrapResponse(response, { as: "data", legacy: true }));
  if (res.status === 404) return null;
  const body = (await res.json()) as { data: { value: string } };
  return fromBase64(body.data.value);
}
