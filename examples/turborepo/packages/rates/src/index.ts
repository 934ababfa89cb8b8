import { loadText, storeText } from "@acme/cache";

interface Rate {
  readonly currency: string;
  readonly perMinute: number;
}

/** Rates are good for a quarter of an hour. */
export async function keepRate(country: string, rate: Rate): Promise<void> {
  await storeText(`rate-${country}`, JSON.stringify({ value: rate, expiration_ttl: 900 }));
}

export async function rateOf(country: string): Promise<Rate | undefined> {
  const text = await loadText(`rate-${country}`);
  if (text === undefined) return undefined;
  const { value }: { value: Rate } = JSON.parse(text);
  return value;
}
