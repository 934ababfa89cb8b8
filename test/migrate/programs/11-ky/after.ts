import ky from "ky";
import { toEnvelope, unwrapOrThrow } from "@kv-envelope/runtime";

const kv = ky.create({
  prefixUrl: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`,
  headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  retry: 0,
});

export async function save(id: string, cart: string[]): Promise<void> {
  await kv.put(`cart-${id}`, { json: toEnvelope(cart, {
    ttlSeconds: 7200,
    metadata: { items: cart.length },
  }) });
}

export async function load(id: string): Promise<string[]> {
  const cart = await kv
    .get(`cart-${id}`)
    .json<{ value: string[] }>()
    .then((data) => unwrapOrThrow(data, { as: "payload", legacy: true, client: "ky" }))
    .then((body) => body.value)
    .catch(() => []);
  return cart;
}
