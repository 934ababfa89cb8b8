import axios, { AxiosError } from "axios";

const kv = axios.create({
  baseURL: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`,
  headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
});

export async function cacheQuote(symbol: string, price: number) {
  await kv.put(`/quote-${symbol}`, { value: price, expiration_ttl: 15 });
}

export async function cachedQuote(symbol: string): Promise<number | undefined> {
  try {
    const { data } = await kv.get(`/quote-${symbol}`);
    return data.value;
  } catch (error) {
    if (error instanceof AxiosError && error.response?.status === 404) return undefined;
    throw error;
  }
}
