import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

export async function put(key: string, value: string): Promise<boolean> {
  const response = await fetch(url(key), {
    method: "PUT",
    body: encodeEnvelope(value, { ttlSeconds: 60 }),
  });
  return response.ok;
}

export async function get(key: string): Promise<string | null> {
  const res = await fetch(url(key))
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  return res.ok ? (await res.json()).value : null;
}

export async function getOr(key: string, otherwise: string): Promise<string> {
  const response = await fetch(url(key))
    .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
  return response.ok ? (await response.json()).value : otherwise;
}
