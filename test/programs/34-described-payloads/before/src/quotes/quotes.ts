import { get, put } from "./kv.js";
import { number, object, string } from "./schema.js";

const StoredQuote = object({
  value: object({ symbol: string(), price: number() }),
  expiration_ttl: number(),
});

export const remember = (symbol: string, price: number): Promise<void> =>
  put(`quote/${symbol}`, JSON.stringify({ value: { symbol, price }, expiration_ttl: 120 }));

export async function recall(symbol: string) {
  const text = await get(`quote/${symbol}`);
  return text === null ? null : StoredQuote.parse(JSON.parse(text)).value;
}
