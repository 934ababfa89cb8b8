import axios, { AxiosError } from "axios";
import { toEnvelope, unwrapAxios } from "@kv-envelope/runtime";

const kv = axios.create({
  baseURL: `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys`,
  headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
});

export async function cacheQuote(symbol: string, price: number) {
  await kv.put(`/quote-${symbol}`, toEnvelope(price, { ttlSeconds: 15 }));
}

export async function cachedQuote(symbol: string): Promise<number | undefined> {
  try {
    const { data } = await kv.get(`/quote-${symbol}`)
      .then((response) => unwrapAxios(response, {
        as: "payload",
        legacy: true,
        errorClass: AxiosError,
      }));
    return data.value;
  } catch (error) {
    if (error instanceof AxiosError && error.response?.status === 404) return undefined;
    throw error;
  }
}
