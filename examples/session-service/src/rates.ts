// Exchange rates: the answer of a slow upstream API, cached for ten minutes by a plain PUT to the key's URL.
import { setting } from "./settings.js";

const KV_URL = `https://api.telnyx.com/v2/storage/kvs/${setting("KV_NAMESPACE_ID")}/keys`;
const AUTHORIZATION = `Bearer ${setting("TELNYX_API_KEY")}`;

export type Rates = Readonly<Record<string, number>>;

export async function ratesFor(base: string): Promise<Rates> {
  const url = `${KV_URL}/${encodeURIComponent(`rates/${base}`)}`;

  const cached = await fetch(url, { headers: { Authorization: AUTHORIZATION } });
  if (cached.ok) {
    const { value } = (await cached.json()) as { value: Rates };
    return value;
  }

  const upstream = await fetch(`${setting("RATES_URL")}/latest?base=${encodeURIComponent(base)}`);
  if (!upstream.ok) throw new Error(`rates for ${base} failed: ${upstream.status}`);
  const rates = (await upstream.json()) as Rates;

  await fetch(url, {
    method: "PUT",
    headers: { Authorization: AUTHORIZATION, "Content-Type": "application/json" },
    body: JSON.stringify({ value: rates, expiration_ttl: 600 }),
  });
  return rates;
}
