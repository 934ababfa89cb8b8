import axios from "axios";
import got from "got";

const prefix = `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const main = axios.create({ baseURL: prefix, headers });
const spare = axios.create({ baseURL: prefix, headers, timeout: 100 });
const pick = (isFast: boolean) => (isFast ? spare : main);

export async function put(key: string, value: unknown, ttl: number, isFast: boolean): Promise<void> {
  const client = isFast ? spare : main;
  await client.put(key, { value, expiration_ttl: ttl }); // put
}
export async function get(key: string, isFast: boolean): Promise<unknown> {
  const { data } = await pick(isFast).get(key); // get
  return data.value;
}
export const other = () => got("https://example.com/").json();
