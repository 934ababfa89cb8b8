import { cache } from "./lib/memory-cache";
import { keep, kept } from "./stores/telnyx";

export interface Parcel {
  weight: number;
  status: "registered" | "in transit" | "delivered";
}

export async function register(id: string, weight: number, depot?: string): Promise<void> {
  const parcel: Parcel = { weight, status: "registered" };
  await keep(`parcel/${id}`, parcel, 72, depot);
}

export async function advance(id: string, status: Parcel["status"]): Promise<boolean> {
  const parcel = await kept<Parcel>(`parcel/${id}`);
  if (!parcel) return false;
  await keep(`parcel/${id}`, { ...parcel.value, status }, status === "delivered" ? 24 : 72, parcel.metadata?.depot);
  return true;
}

export async function status(id: string): Promise<string> {
  return (await kept<Parcel>(`parcel/${id}`))?.value.status ?? "unknown parcel";
}

/** Prices change rarely, and every process may be a minute behind. */
export function price(weight: number, compute: (weight: number) => number = (kilos) => 400 + kilos * 90): number {
  const known = cache.get<number>(`price/${weight}`);
  if (known !== undefined) return known;
  const cents = compute(weight);
  cache.set(`price/${weight}`, cents, { ttl: 60 });
  return cents;
}
