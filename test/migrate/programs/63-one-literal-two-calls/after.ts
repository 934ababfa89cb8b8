import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

const seeds = [
  { key: "seed/a", body: { value: "a", expiration_ttl: 60 } },
  { key: "seed/b", body: { value: "b", expiration_ttl: 120 } },
];

export async function seedAll(): Promise<void> {
  for (const seed of seeds) await fetch(url(seed.key), { method: "PUT", headers, body: encodeEnvelope(seed.body.value, {
    ttlSeconds: seed.body.expiration_ttl,
  }) });
}

export async function reseed(): Promise<void> {
  for (const { key, body } of seeds) await fetch(url(key), { method: "PUT", headers, body: encodeEnvelope(body.value, {
    ttlSeconds: body.expiration_ttl,
  }) });
}

export async function seedOf(name: string): Promise<string | null> {
  const response = await fetch(url(`seed/${name}`), { headers })
    .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
  if (response.status === 404) return null;
  const { value } = (await response.json()) as { value: string };
  return value;
}
